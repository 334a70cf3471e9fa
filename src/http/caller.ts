// Who calls a procedure, as far as the request tells.

import type { FastifyRequest } from 'fastify';
import type { Caller } from '../procedures/deployment.ts';

export function callerOf(request: FastifyRequest): Caller {
  return { address: request.ip, reference: request.id };
}
