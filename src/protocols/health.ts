// What an operator's machines ask: is the process alive, should requests come here, and the numbers (Prometheus).
// A face of its own, on the loopback unless told otherwise: none of it is for customers.

import { type FastifyInstance, fastify } from 'fastify';
import { type HealthCheck, stateOf } from '../domain/health.ts';
import { serverOptions } from '../http/server-options.ts';

export interface AdminFace {
  examine(): Promise<readonly HealthCheck[]>;
  /** In the text format of Prometheus, and its media type. */
  metrics(checks: readonly HealthCheck[]): Promise<{ readonly type: string; readonly text: string }>;
}

/** `/healthz`: this process answers. `/readyz`: 200 while everything that requests need is there, else 503. */
export function createAdminFace({ examine, metrics }: AdminFace, logLevel: string): FastifyInstance {
  const app = fastify({ ...serverOptions(logLevel, process.stderr), trustProxy: false });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  app.get('/healthz', async () => ({ alive: true }));
  app.get('/readyz', async (_request, reply) => {
    const checks = await examine();
    const state = stateOf(checks);
    return reply.code(state === 'failed' ? 503 : 200).send({ ready: state !== 'failed', state, checks });
  });
  app.get('/metrics', async (_request, reply) => {
    const { type, text } = await metrics(await examine());
    return reply.type(type).send(text);
  });
  return app;
}
