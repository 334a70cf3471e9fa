// ご契約先ステータス and log off: only in an open session, with its certificate, both judged anew on every request.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayOf } from '../../domain/calendar.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { clientCertificateOf } from '../../http/client-certificate.ts';
import { csrfToken } from '../../http/csrf.ts';
import { bankPageContext, sendPage } from '../../http/page.ts';
import { wantsJson } from '../../http/refusal-page.ts';
import { findSession, logOff, type SessionView } from '../../procedures/log-on/session.ts';
import { callerOf, type PortalRoom } from '../bank-routes.ts';
import { sendLogonRefusal } from './refused.ts';
import { forgetSession, sessionToken } from './session-cookie.ts';
import { statusPage } from './status-page.ts';
import { loggedOffHref } from './www-addresses.ts';

export function statusRoutes(app: FastifyInstance, { deployment }: PortalRoom): void {
  const { addresses } = deployment;
  const shownBy = (request: FastifyRequest) => ({
    bankCode: bankPageContext(request).profile.code,
    certificate: clientCertificateOf(request.raw),
    token: sessionToken(request),
  });

  app.get('/status', async (request, reply) => {
    const context = bankPageContext(request);
    const session = await findSession(deployment, shownBy(request));
    if (isRefusal(session)) return sendLogonRefusal(request, reply, addresses, 'administrator', session);
    if (!session.open) return reply.redirect(`/${context.profile.code}/${session.role}`, 303);
    const csrf = csrfToken(reply);
    if (wantsJson(request)) return sendStatusJson(reply, session, csrf);
    const expiresOn = dayOf(session.certificate.notAfter);
    return sendPage(reply, context, statusPage(context, { session, expiresOn, csrf }));
  });

  app.post('/log-off', async (request, reply) => {
    const shown = shownBy(request);
    await logOff(deployment, shown, callerOf(request));
    forgetSession(reply);
    const next = loggedOffHref(addresses, shown.bankCode);
    return wantsJson(request) ? reply.send({ next }) : reply.redirect(next, 303);
  });
}

function sendStatusJson(reply: FastifyReply, session: SessionView, csrf: string): FastifyReply {
  const { role, contractId, userId, companyName, certificate, daysLeft, lastLogon, expiresAt } = session;
  return reply.send({
    ...{ role, contractId, userId, companyName, certificate, daysLeft },
    lastLogon: lastLogon ?? null,
    expiresAt,
    csrf,
  });
}
