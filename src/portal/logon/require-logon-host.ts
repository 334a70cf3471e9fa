// The logon face answers only under the host name of an attempt; whoever comes by another name is led to www.

import type { FastifyInstance } from 'fastify';
import { isLogonHost } from '../../http/logon-host.ts';
import type { Addresses } from '../../procedures/deployment.ts';
import { ROLES } from '../../profile/fields.ts';
import { checkHref, entranceHref, wwwOf } from './www-addresses.ts';

/** Under `logon.<domain>` itself a browser would remember its choice of certificate for good. */
export function requireLogonHost(app: FastifyInstance, addresses: Addresses): void {
  const suffix = new URL(addresses.logonOrigin('label')).hostname.slice('label'.length);
  app.addHook('onRequest', async (request, reply) => {
    if (isLogonHost(request.headers.host, suffix)) return;
    const { bank } = request;
    if (bank === undefined) return reply.redirect(`${addresses.wwwOrigin}/`, 303);
    if (/^\/\d{4}\/check(?:[/?]|$)/.test(request.url)) {
      return reply.redirect(checkHref(wwwOf(request, addresses), bank.code), 303);
    }
    const role = ROLES.find((one) => request.url.startsWith(`/${bank.code}/${one}`)) ?? 'administrator';
    return reply.redirect(entranceHref(wwwOf(request, addresses), bank.code, role), 303);
  });
}
