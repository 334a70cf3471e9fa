// What relying parties fetch over plain HTTP: CA certificates (RFC 5280 4.2.2.1) and revocation lists (4.2.1.13).
// Both are signed, so nobody gains by changing them on the way, and a client that checks TLS needs no TLS for it.

import type { FastifyInstance } from 'fastify';
import { currentRevocationList } from '../ca/revocation-list.ts';
import type { Deployment } from '../procedures/deployment.ts';

/** A list is made at most this often, however many ask. */
const LIST_KEPT_MS = 10_000;

export function registerPki(app: FastifyInstance, { store, ca, now }: Deployment): void {
  const authorities = new Map([ca.root, ca.issuing].map((one) => [one.id, one]));
  let kept: { readonly at: number; readonly list: Promise<Uint8Array> } | undefined;

  app.get<{ Params: { id: string } }>('/ca/:id.crt', async (request, reply) => {
    const authority = authorities.get(request.params.id);
    if (authority === undefined) return reply.callNotFound();
    return reply
      .header('cache-control', 'public, max-age=86400')
      .type('application/pkix-cert')
      .send(Buffer.from(authority.certificate));
  });

  app.get<{ Params: { id: string } }>('/crl/:id.crl', async (request, reply) => {
    if (request.params.id !== ca.issuing.id) return reply.callNotFound();
    const at = now();
    if (kept === undefined || at - kept.at >= LIST_KEPT_MS || at < kept.at) {
      const list = currentRevocationList(store, ca, at);
      kept = { at, list };
      // A list that could not be made is not kept: the next who asks has it tried again.
      list.catch(() => {
        kept = undefined;
      });
    }
    return reply
      .header('cache-control', 'public, max-age=10')
      .type('application/pkix-crl')
      .send(Buffer.from(await kept.list));
  });

  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).type('text/plain; charset=utf-8').send('not found\n'),
  );
  app.setErrorHandler((error: { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error({ err: error }, 'internal error');
    return reply.code(status).type('text/plain; charset=utf-8').send('not possible now\n');
  });
}
