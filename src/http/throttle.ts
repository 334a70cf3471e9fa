// A limit for each address on what can be guessed, in front of the exact counts that the store keeps.

import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../domain/refusal.ts';
import { sendRefusal } from './refusal-page.ts';

export interface ThrottleOptions {
  /** Tries that one address (an IPv6 /64) has in a minute. */
  readonly triesPerMinute: number;
}

export const DEFAULT_THROTTLE: ThrottleOptions = { triesPerMinute: 20 };

const MINUTE_MS = 60_000;

export async function useThrottle(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, { global: false });
}

/**
 * An `onRequest` hook for forms that try secrets; all routes that are given the same hook share their tries. It adds
 * no header below the limit: a stranger's answers are to be the same down to their headers.
 */
export function throttle(app: FastifyInstance, options: ThrottleOptions) {
  const limit = app.createRateLimit({ max: options.triesPerMinute, timeWindow: MINUTE_MS });
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const count = await limit(request);
    if (count.isAllowed || !count.isExceeded) return undefined;
    reply.header('retry-after', count.ttlInSeconds);
    return sendRefusal(
      request,
      reply,
      refuse('too-many-requests', { retryAfterSeconds: count.ttlInSeconds }),
    );
  };
}
