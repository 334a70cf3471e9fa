// What became of my certificate? For who stands at the logon and cannot show one.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import { callerOf } from '../../http/caller.ts';
import { csrfToken } from '../../http/csrf.ts';
import { type Entries, type EntryFaults, readEntries } from '../../http/entry-field.ts';
import { bankPageContext, sendPage } from '../../http/page.ts';
import { PostedForms } from '../../http/posted-twice.ts';
import { sendRefusal, wantsJson } from '../../http/refusal-page.ts';
import { type LookedUpCertificates, lookUpCertificate } from '../../procedures/enrol/look-up-certificate.ts';
import type { Role } from '../../profile/fields.ts';
import type { PortalRoom } from '../bank-routes.ts';
import { fieldsAsked, lookupHref, lookupPage, lookupRoute } from './lookup-page.ts';
import { lookupResultPage } from './lookup-result-page.ts';

export function certificateLookupRoutes(
  app: FastifyInstance,
  { deployment, throttled }: PortalRoom,
  role: Role,
): void {
  const posted = new PostedForms<LookedUpCertificates | Refusal>();
  app.get(lookupRoute(role), (request, reply) => showForm(request, reply, role));

  app.post(lookupRoute(role), { onRequest: throttled }, async (request, reply) => {
    const context = bankPageContext(request);
    const { profile, say } = context;
    const again = [{ label: say('page.refusal.again'), href: lookupHref(profile, role) }];
    const { entries, faults } = readEntries(profile, fieldsAsked(profile, role), request.body);
    if (faults.size > 0) {
      reply.code(400);
      return wantsJson(request)
        ? sendRefusal(request, reply, refuse('form-invalid'), again)
        : showForm(request, reply, role, entries, faults);
    }
    const found = await posted.answer(request.url, request, () =>
      lookUpCertificate(deployment, { bankCode: profile.code, role, fields: entries }, callerOf(request)),
    );
    if (isRefusal(found)) return sendRefusal(request, reply, found, again);
    if (wantsJson(request)) return reply.send(found);
    const answered = bankPageContext(request);
    return sendPage(reply, answered, lookupResultPage(answered, role, found));
  });
}

function showForm(
  request: FastifyRequest,
  reply: FastifyReply,
  role: Role,
  entries: Entries = {},
  faults: EntryFaults = new Map(),
): FastifyReply {
  const context = bankPageContext(request);
  return sendPage(reply, context, lookupPage(context, { role, token: csrfToken(reply), entries, faults }));
}
