// 認証局の証明書: every root and issuing CA of the deployment, for who verifies our certificates: the page, and the
// certificates themselves over TLS, from a host that browsers save files from.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ocspAddress } from '../../ca/published-addresses.ts';
import { publishedAuthorities } from '../../ca/published-authorities.ts';
import { refuse } from '../../domain/refusal.ts';
import { pageContext, sendPage } from '../../http/page.ts';
import { sendRefusal, wantsJson } from '../../http/refusal-page.ts';
import { encodePem } from '../../x509/pem.ts';
import type { PortalRoom } from '../bank-routes.ts';
import { AUTHORITIES, authoritiesPage } from './authorities-page.ts';

/** Below a bank's code, and above all banks. */
export function authoritiesRoutes(app: FastifyInstance, { deployment }: PortalRoom): void {
  app.get(`/${AUTHORITIES}`, (request, reply) => {
    const { ca, now } = deployment;
    const published = publishedAuthorities(ca.authorities, ca.pkiOrigin, now());
    const ocsp = ocspAddress(ca.pkiOrigin);
    if (wantsJson(request)) return reply.send({ authorities: published, ocsp });
    const context = pageContext(request);
    return sendPage(reply, context, authoritiesPage(context, published, ocsp));
  });
}

/** The files have one address each, whatever bank the page was read at. */
export function authorityFileRoutes(app: FastifyInstance, { deployment }: PortalRoom): void {
  const { authorities } = deployment.ca;
  const send = (reply: FastifyReply, name: string, type: string, content: Uint8Array | string) =>
    reply
      .header('content-disposition', `attachment; filename="${name}"`)
      .type(type)
      .send(typeof content === 'string' ? content : Buffer.from(content));

  app.get(`/${AUTHORITIES}/all.pem`, (_request, reply) => {
    const all = authorities.all.map(({ certificate }) => encodePem('CERTIFICATE', certificate));
    return send(reply, 'all.pem', 'application/x-pem-file', all.join(''));
  });

  const one = (request: FastifyRequest<{ Params: { id: string } }>) =>
    authorities.all.find(({ id }) => id === request.params.id);
  app.get<{ Params: { id: string } }>(`/${AUTHORITIES}/:id.crt`, (request, reply) => {
    const found = one(request);
    if (found === undefined) return sendRefusal(request, reply, refuse('page-not-found'));
    return send(reply, `${found.id}.crt`, 'application/pkix-cert', found.certificate);
  });
  app.get<{ Params: { id: string } }>(`/${AUTHORITIES}/:id.pem`, (request, reply) => {
    const found = one(request);
    if (found === undefined) return sendRefusal(request, reply, refuse('page-not-found'));
    const content = encodePem('CERTIFICATE', found.certificate);
    return send(reply, `${found.id}.pem`, 'application/x-pem-file', content);
  });
}
