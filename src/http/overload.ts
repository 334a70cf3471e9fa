// A bound on the requests that a face is at work on, so that more of them than it can serve are told so at once and the
// others are served: what waits behind hundreds would be waited for in vain, and memory would grow with it. Whoever sends
// or reads slowly takes no place: connection-limits has other bounds for him.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Of pages that need no PIN a second's work; of those that need one procedures/secrets/pin-hash has its own bound. */
const MOST_UNDER_WAY = 512;

/**
 * Counts a request from when all of it is here until its answer is made.
 *
 * @param refuse answers for a request that is too much.
 */
export function boundRequests(
  app: FastifyInstance,
  refuse: (request: FastifyRequest, reply: FastifyReply) => FastifyReply,
  most: number = MOST_UNDER_WAY,
): void {
  const underWay = new Set<FastifyRequest>();
  app.addHook('preValidation', async (request, reply) => {
    if (underWay.size >= most) return refuse(request, reply);
    underWay.add(request);
    // Its browser may go away before.
    reply.raw.once('close', () => underWay.delete(request));
    return undefined;
  });
  app.addHook('onSend', async (request) => {
    underWay.delete(request);
  });
}
