// 登録: whoever is logged on sets up an app as the token.

import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import { callerOf } from '../../../http/caller.ts';
import { clientCertificateOf } from '../../../http/client-certificate.ts';
import { csrfToken } from '../../../http/csrf.ts';
import { readEntries } from '../../../http/entry-field.ts';
import { bankPageContext, sendPage } from '../../../http/page.ts';
import { PostedForms } from '../../../http/posted-twice.ts';
import { wantsJson } from '../../../http/refusal-page.ts';
import { REFUSAL_STATUS } from '../../../http/refusal-status.ts';
import { sessionToken } from '../../../http/session-cookie.ts';
import {
  beginTokenRegistration,
  confirmToken,
  findToken,
  showTokenSecret,
} from '../../../procedures/register-token.ts';
import type { PortalRoom } from '../../bank-routes.ts';
import { mayTryAgain } from '../question.ts';
import { sendLogonRefusal } from '../refused.ts';
import { beginPage, confirmPage, donePage, type TokenPage } from './token-page.ts';

type Remarks = Pick<TokenPage, 'faults' | 'refusal'>;

export function tokenRoutes(app: FastifyInstance, { deployment, throttled }: PortalRoom): void {
  const posted = new PostedForms<object | Refusal>();

  const shownBy = (request: FastifyRequest) => ({
    bankCode: bankPageContext(request).profile.code,
    certificate: clientCertificateOf(request.raw),
    token: sessionToken(request),
  });
  const refused = (request: FastifyRequest, reply: FastifyReply, refusal: Refusal) =>
    sendLogonRefusal(request, reply, deployment.addresses, 'administrator', refusal);
  const posterOf = ({ certificate, token }: ReturnType<typeof shownBy>) =>
    `${hash('sha256', certificate ?? '')} ${token ?? ''}`;

  async function show(request: FastifyRequest, reply: FastifyReply, again: boolean, remarks: Remarks = {}) {
    const context = bankPageContext(request);
    const shown = shownBy(request);
    const view = await findToken(deployment, shown);
    if (isRefusal(view)) return refused(request, reply, view);
    const { waiting } = view;
    const page: TokenPage = { view, csrf: csrfToken(reply), ...remarks };
    if (waiting === undefined || again) {
      if (wantsJson(request)) return reply.send({ ...view, csrf: page.csrf });
      return sendPage(reply, context, beginPage(context, page));
    }
    // A HEAD must not use up the one showing.
    const now = !waiting.shown && request.method === 'GET';
    const secret = now
      ? await showTokenSecret(deployment, { ...shown, language: context.language }, callerOf(request))
      : undefined;
    if (isRefusal(secret)) return refused(request, reply, secret);
    if (wantsJson(request)) return reply.send({ ...view, secret: secret ?? null, csrf: page.csrf });
    return sendPage(reply, context, confirmPage(context, page, secret));
  }

  /** What was wrong with an entry, on the page that asks for it again. */
  function complain(request: FastifyRequest, reply: FastifyReply, again: boolean, remarks: Remarks) {
    const refusal = remarks.refusal ?? refuse('form-invalid');
    if (wantsJson(request)) return refused(request, reply, refusal);
    reply.code(REFUSAL_STATUS[refusal.reason]);
    return show(request, reply, again, remarks);
  }

  const goOn = (request: FastifyRequest, reply: FastifyReply, next: string) =>
    wantsJson(request) ? reply.send({ next }) : reply.redirect(next, 303);

  app.get<{ Querystring: { again?: string } }>('/token', (request, reply) =>
    show(request, reply, request.query.again !== undefined),
  );

  app.post('/token', { onRequest: throttled }, async (request, reply) => {
    const { profile } = bankPageContext(request);
    const shown = shownBy(request);
    const view = await findToken(deployment, shown);
    if (isRefusal(view)) return refused(request, reply, view);
    const { entries, faults } = readEntries(profile, view.asks, request.body);
    if (faults.size > 0) return complain(request, reply, true, { faults });
    const outcome = await posted.answer(posterOf(shown), request, () =>
      beginTokenRegistration(deployment, { ...shown, fields: entries }, callerOf(request)),
    );
    if (isRefusal(outcome)) {
      if (!mayTryAgain(outcome)) return refused(request, reply, outcome);
      return complain(request, reply, true, { refusal: outcome });
    }
    return goOn(request, reply, `/${profile.code}/token`);
  });

  app.post('/token/confirm', { onRequest: throttled }, async (request, reply) => {
    const { profile } = bankPageContext(request);
    const shown = shownBy(request);
    const { entries, faults } = readEntries(profile, ['oneTimePassword'], request.body);
    if (faults.size > 0) return complain(request, reply, false, { faults });
    const outcome = await posted.answer(posterOf(shown), request, () =>
      confirmToken(deployment, { ...shown, password: entries.oneTimePassword }, callerOf(request)),
    );
    if (isRefusal(outcome)) {
      if (!mayTryAgain(outcome)) return refused(request, reply, outcome);
      return complain(request, reply, false, { refusal: outcome });
    }
    return goOn(request, reply, `/${profile.code}/token/registered`);
  });

  // Where a wrong entry was answered, the language may be changed.
  app.get('/token/confirm', (request, reply) => show(request, reply, false));

  app.get('/token/registered', async (request, reply) => {
    const context = bankPageContext(request);
    const view = await findToken(deployment, shownBy(request));
    if (isRefusal(view)) return refused(request, reply, view);
    if (view.active === undefined) return goOn(request, reply, `/${context.profile.code}/token`);
    return wantsJson(request) ? reply.send(view) : sendPage(reply, context, donePage(context, view));
  });
}
