// What relying parties fetch over plain HTTP: CA certificates (RFC 5280 4.2.2.1) and revocation lists (4.2.1.13).
// Both are signed, so nobody gains by changing them on the way, and a client that checks TLS needs no TLS for it.

import type { FastifyInstance, FastifyReply } from 'fastify';
import { FULL_LIST } from '../ca/published-addresses.ts';
import { PublishedLists } from '../ca/published-lists.ts';
import { boundRequests } from '../http/overload.ts';
import { RETRY_AFTER_SECONDS } from '../http/refusal-status.ts';
import type { Deployment } from '../procedures/deployment.ts';
import type { ReasonCode } from '../profile/reason-codes.ts';
import { StoreError } from '../store/store-error.ts';

/** A list may change within seconds of a revocation. */
const LIST_SECONDS = 30;

function sendLater(reply: FastifyReply, reason: ReasonCode): FastifyReply {
  reply.header('retry-after', RETRY_AFTER_SECONDS[reason] ?? 0).header('cache-control', 'no-store');
  return reply.code(503).type('text/plain; charset=utf-8').send(`${reason}\n`);
}

export function registerPki(
  app: FastifyInstance,
  { store, ca, addresses }: Pick<Deployment, 'store' | 'ca' | 'addresses'>,
): void {
  boundRequests(app, (_request, reply) => sendLater(reply, 'busy'));
  const { authorities } = ca;
  const lists = new Map<string, PublishedLists>();
  /** Of a CA that there is: roots have a list too, one that was brought here. */
  const listsOf = (id: string) => {
    if (!authorities.all.some((one) => one.id === id)) return undefined;
    const known = lists.get(id) ?? new PublishedLists(store, id);
    lists.set(id, known);
    return known;
  };

  // Who looks around here is shown what there is on a page that nobody can change on the way.
  app.get('/', (_request, reply) => reply.redirect(`${addresses.wwwOrigin}/ca-certificates`, 303));

  app.get<{ Params: { id: string } }>('/ca/:id.crt', async (request, reply) => {
    const authority = authorities.all.find(({ id }) => id === request.params.id);
    if (authority === undefined) return reply.callNotFound();
    return reply
      .header('cache-control', 'public, max-age=86400')
      .type('application/pkix-cert')
      .send(Buffer.from(authority.certificate));
  });

  const sendList = async (reply: FastifyReply, id: string, name: string, known: string | undefined) => {
    const found = await listsOf(id)?.find(name);
    if (found === undefined) return reply.callNotFound();
    const etag = `"${found.number}"`;
    reply
      .header('cache-control', `public, max-age=${LIST_SECONDS}`)
      .header('etag', etag)
      .header('last-modified', new Date(found.thisUpdate).toUTCString())
      .header('expires', new Date(found.nextUpdate).toUTCString());
    if (known === etag) return reply.code(304).send();
    const { list } = found;
    return reply
      .type('application/pkix-crl')
      .send(Buffer.from(list.buffer, list.byteOffset, list.byteLength));
  };
  app.get<{ Params: { id: string } }>('/crl/:id.crl', (request, reply) =>
    sendList(reply, request.params.id, FULL_LIST, request.headers['if-none-match']),
  );
  app.get<{ Params: { id: string; shard: string } }>('/crl/:id/:shard.crl', (request, reply) =>
    sendList(reply, request.params.id, request.params.shard, request.headers['if-none-match']),
  );

  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).type('text/plain; charset=utf-8').send('not found\n'),
  );
  app.setErrorHandler((error: { statusCode?: number }, request, reply) => {
    if (error instanceof StoreError) {
      request.log.error({ err: error }, 'store-unavailable');
      return sendLater(reply, 'store-unavailable');
    }
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error({ err: error }, 'internal error');
    return reply.code(status).type('text/plain; charset=utf-8').send('not possible now\n');
  });
}
