// What became of my certificate? For who stands at the logon and cannot show one.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { csrfToken } from '../../http/csrf.ts';
import { type Entries, type EntryFaults, readEntries } from '../../http/entry-field.ts';
import { bankPageContext, sendPage } from '../../http/page.ts';
import { sendRefusal, wantsJson } from '../../http/refusal-page.ts';
import { lookUpCertificate } from '../../procedures/enrol/look-up-certificate.ts';
import { callerOf, type PortalRoom } from '../bank-routes.ts';
import { fieldsAsked, LOOKUP_ROUTE, lookupHref, lookupPage, ROLE } from './lookup-page.ts';
import { lookupResultPage } from './lookup-result-page.ts';

export function certificateLookupRoutes(app: FastifyInstance, { deployment, throttled }: PortalRoom): void {
  app.get(LOOKUP_ROUTE, (request, reply) => showForm(request, reply));

  app.post(LOOKUP_ROUTE, { onRequest: throttled }, async (request, reply) => {
    const context = bankPageContext(request);
    const { profile, say } = context;
    const again = [{ label: say('page.refusal.again'), href: lookupHref(profile) }];
    const { entries, faults } = readEntries(profile, fieldsAsked(profile), request.body);
    if (faults.size > 0) {
      reply.code(400);
      return wantsJson(request)
        ? sendRefusal(request, reply, refuse('form-invalid'), again)
        : showForm(request, reply, entries, faults);
    }
    const found = await lookUpCertificate(
      deployment,
      { bankCode: profile.code, role: ROLE, fields: entries },
      callerOf(request),
    );
    if (isRefusal(found)) return sendRefusal(request, reply, found, again);
    if (wantsJson(request)) return reply.send(found);
    return sendPage(reply, context, lookupResultPage(context, found));
  });
}

function showForm(
  request: FastifyRequest,
  reply: FastifyReply,
  entries: Entries = {},
  faults: EntryFaults = new Map(),
): FastifyReply {
  const context = bankPageContext(request);
  return sendPage(reply, context, lookupPage(context, { token: csrfToken(reply), entries, faults }));
}
