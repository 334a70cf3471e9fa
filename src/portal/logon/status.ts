// ご契約先ステータス and log off: only in an open session, with its certificate, both judged anew on every request.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isRefusal } from '../../domain/refusal.ts';
import { callerOf } from '../../http/caller.ts';
import { clientCertificateOf } from '../../http/client-certificate.ts';
import { csrfToken } from '../../http/csrf.ts';
import { bankPageContext, sendPage } from '../../http/page.ts';
import { wantsJson } from '../../http/refusal-page.ts';
import { forgetSession, sessionToken } from '../../http/session-cookie.ts';
import { type CertificateOutlook, findOutlook } from '../../procedures/certificates/certificate-outlook.ts';
import { findLocks, type Locks } from '../../procedures/locks/find-locks.ts';
import { findSession, logOff, type SessionView } from '../../procedures/log-on/session.ts';
import { ROLES } from '../../profile/fields.ts';
import type { PortalRoom } from '../bank-routes.ts';
import { guessSystem } from '../enrolment/installed/import-instructions.ts';
import { sendLogonRefusal } from './refused.ts';
import { statusPage } from './status-page.ts';
import { loggedOffHref, wwwOf } from './www-addresses.ts';

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
    const outlook = await findOutlook(deployment, shownBy(request));
    if (isRefusal(outlook)) return sendLogonRefusal(request, reply, addresses, session.role, outlook);
    const locks = await findLocks(deployment, shownBy(request));
    if (isRefusal(locks)) return sendLogonRefusal(request, reply, addresses, session.role, locks);
    const csrf = csrfToken(reply);
    if (wantsJson(request)) return sendStatusJson(reply, session, { outlook, locks, csrf });
    const system = guessSystem(request.headers['user-agent'] ?? '');
    return sendPage(reply, context, statusPage(context, { session, outlook, system, locks, csrf }));
  });

  app.post('/log-off', async (request, reply) => {
    const shown = shownBy(request);
    const session = await findSession(deployment, shown);
    await logOff(deployment, shown, callerOf(request));
    forgetSession(reply);
    const role = ROLES.find((one) => one === (isRefusal(session) ? session.details.role : session.role));
    const next = loggedOffHref(wwwOf(request, addresses), shown.bankCode, role);
    return wantsJson(request) ? reply.send({ next }) : reply.redirect(next, 303);
  });
}

function sendStatusJson(
  reply: FastifyReply,
  session: SessionView,
  more: { readonly outlook: CertificateOutlook; readonly locks: Locks; readonly csrf: string },
): FastifyReply {
  const { role, contractId, userId, userName, companyName, certificate, daysLeft, lastLogon, expiresAt } =
    session;
  return reply.send({
    ...{ role, contractId, userId, userName, companyName, certificate, daysLeft },
    lastLogon: lastLogon ?? null,
    expiresAt,
    ...more,
  });
}
