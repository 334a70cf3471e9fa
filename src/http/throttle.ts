// A limit for each address on what can be guessed, in front of the exact counts that the store keeps; and a harder one
// for each network while somebody tries PINs at many contracts.

import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../domain/refusal.ts';
import { triesUnderStrain } from '../domain/spraying.ts';
import { networkOf } from './network.ts';
import { sendRefusal } from './refusal-page.ts';

export interface ThrottleOptions {
  /** Tries that one address (an IPv6 /64) has in a minute. */
  readonly triesPerMinute: number;
}

export const DEFAULT_THROTTLE: ThrottleOptions = { triesPerMinute: 20 };

const MINUTE_MS = 60_000;

/** How hard strangers press on a bank; 1 and more is an alarm, which its window names. */
export type StrainReader = (
  bankCode: string,
) => Promise<{ readonly strain: number; readonly windowStart: number }>;

export async function useThrottle(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, { global: false });
}

/**
 * An `onRequest` hook for forms that try secrets; all routes that are given the same hook share their tries. It adds
 * no header below the limit: a stranger's answers are to be the same down to their headers.
 *
 * @param readStrain absent: only who shows a certificate tries anything here.
 */
export function throttle(app: FastifyInstance, options: ThrottleOptions, readStrain?: StrainReader) {
  const { triesPerMinute } = options;
  const limit = app.createRateLimit({ max: triesPerMinute, timeWindow: MINUTE_MS });
  const tries = new WeakMap<FastifyRequest, number>();
  const limitNetwork = app.createRateLimit({
    max: (request) => tries.get(request) ?? triesPerMinute,
    timeWindow: MINUTE_MS,
    keyGenerator: (request) => networkOf(request.ip),
  });
  const alarms = new Map<string, number>();

  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    let count = await limit(request);
    const code = request.bank?.code;
    if (isWithin(count) && code !== undefined && readStrain !== undefined) {
      const { strain, windowStart } = await readStrain(code);
      if (strain >= 1) {
        if (alarms.get(code) !== windowStart) request.log.error({ bank: code, strain }, 'alert.spraying');
        alarms.set(code, windowStart);
        tries.set(request, triesUnderStrain(triesPerMinute, strain));
        count = await limitNetwork(request);
      }
    }
    if (isWithin(count)) return undefined;
    const { ttlInSeconds } = count;
    reply.header('retry-after', ttlInSeconds);
    return sendRefusal(request, reply, refuse('too-many-requests', { retryAfterSeconds: ttlInSeconds }));
  };
}

type Count = Awaited<ReturnType<ReturnType<FastifyInstance['createRateLimit']>>>;

function isWithin(count: Count): count is Exclude<Count, { isExceeded: boolean }> {
  return count.isAllowed || !count.isExceeded;
}
