// What the routes below a bank's code have in common.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../domain/refusal.ts';
import { sendRefusal } from '../http/refusal-page.ts';
import type { ThrottleOptions } from '../http/throttle.ts';
import type { Deployment } from '../procedures/deployment.ts';

/** An `onRequest` hook that refuses before a body is read. */
export type RequestGate = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;

/** What a page's routes are registered with. */
export interface PortalRoom {
  readonly deployment: Deployment;
  /** One limit for every form that tries secrets. */
  readonly throttled: RequestGate;
  /** Where a logon leads, below the bank's code; absent: `status`. */
  readonly home?: string;
}

export interface PortalOptions {
  readonly throttle?: ThrottleOptions;
  readonly home?: string;
}

/** Refuses codes of four digits as unknown banks, anything else as unknown pages. */
export function requireBank(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.bank !== undefined) return;
    const looksLikeBank = /^\/\d{4}(?:[/?]|$)/.test(request.url);
    return sendRefusal(request, reply, refuse(looksLikeBank ? 'bank-unknown' : 'page-not-found'));
  });
}
