// 新しいパソコンへの移行: begun on the old PC, gone on with on the new one, over with the new one's first logon.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { FastifyInstance } from 'fastify';
import { confirmationFields } from '../../../domain/confirmation.ts';
import { lastDayOfMove } from '../../../domain/decide-issue.ts';
import { pagesOfEntrance } from '../../../domain/entrance.ts';
import { isRefusal } from '../../../domain/refusal.ts';
import { callerOf } from '../../../http/caller.ts';
import { csrfField } from '../../../http/csrf.ts';
import { formatDay } from '../../../http/dates.ts';
import { logOffBar } from '../../../http/log-off.ts';
import { type BankPageContext, bankPageContext, inLanguage, type PageParts } from '../../../http/page.ts';
import { wantsJson } from '../../../http/refusal-page.ts';
import {
  type CertificateOutlook,
  findOutlook,
} from '../../../procedures/certificates/certificate-outlook.ts';
import { beginMoving, cancelMoving } from '../../../procedures/certificates/move-to-new-pc.ts';
import { findSession, type SessionView } from '../../../procedures/log-on/session.ts';
import type { PortalRoom } from '../../bank-routes.ts';
import { deleteInstructions, tellingFacts } from '../../delete-instructions.ts';
import { guessSystem, type System } from '../../enrolment/installed/import-instructions.ts';
import { actRoutes, type Confirmation, openOnly, sessionShownBy } from '../act.ts';
import { sendLogonRefusal } from '../refused.ts';

interface MovePage {
  readonly session: SessionView;
  readonly outlook: CertificateOutlook;
  readonly system: System;
  /** Of a move that begins today. */
  readonly lastDay: string;
}

export function moveRoutes(app: FastifyInstance, room: PortalRoom): void {
  const { deployment } = room;
  actRoutes<MovePage, object>(app, room, {
    path: '/certificate/move',
    async view(shown, _params, request) {
      const session = openOnly(await findSession(deployment, shown));
      if (isRefusal(session)) return session;
      const outlook = await findOutlook(deployment, shown);
      if (isRefusal(outlook)) return outlook;
      const { bank } = request;
      const { role, certificate } = session;
      const lastDay =
        bank === undefined ? '' : lastDayOfMove(bank, role, deployment.now(), certificate.notAfter);
      return { session, outlook, lastDay, system: guessSystem(request.headers['user-agent'] ?? '') };
    },
    asks: (profile, { session }) => confirmationFields(profile, session.role),
    page: (context, view, confirmation) =>
      view.outlook.movingUntil === undefined
        ? beginPage(context, view, confirmation)
        : begunPage(context, view, view.outlook.movingUntil, confirmation),
    act: (input, _form, request) => beginMoving(deployment, input, callerOf(request)),
    next: ({ profile }) => `/${profile.code}/certificate/move`,
  });

  app.post('/certificate/move/cancel', async (request, reply) => {
    const { profile } = bankPageContext(request);
    const done = await cancelMoving(deployment, sessionShownBy(request), callerOf(request));
    if (isRefusal(done)) {
      return sendLogonRefusal(request, reply, deployment.addresses, 'administrator', done);
    }
    const next = `/${profile.code}/status`;
    return wantsJson(request) ? reply.send({ next }) : reply.redirect(next, 303);
  });
}

function beginPage(
  context: BankPageContext,
  { session, lastDay }: MovePage,
  confirmation: Confirmation,
): PageParts {
  const { say, profile } = context;
  return {
    title: say('page.move.title'),
    steps: logOffBar(context, confirmation),
    faulty: confirmation.faulty,
    main: html`${confirmation.faults}
      <p class="lead">${say('page.move.lead')}</p>
      ${steps(context, session, ['1', '2', '3', '4'])}
      <p class="notice">${say('page.move.window', { until: formatDay(lastDay, context.language) })}</p>
      <form method="post" novalidate>
        ${confirmation.fields}
        <div class="actions">
          <button type="submit" class="button primary">${say('page.move.submit')}</button>
          <a href="/${profile.code}/status">${say('page.care.back')}</a>
        </div>
      </form>
      ${lost(context, session)}`,
  };
}

function begunPage(
  context: BankPageContext,
  { session, system }: MovePage,
  until: string,
  confirmation: Confirmation,
): PageParts {
  const { say, profile, language } = context;
  return {
    title: say('page.move.begun'),
    steps: logOffBar(context, confirmation),
    main: html`<p class="lead">${say('page.move.until', { until: formatDay(until, language) })}</p>
      <dl class="facts">
        <div><dt>${say('page.move.top')}</dt><dd class="code">${context.homeHref}</dd></div>
      </dl>
      ${steps(context, session, ['2', '3', '4'])}
      <section aria-labelledby="delete-title">
        <h2 id="delete-title">${say('page.move.delete')}</h2>
        ${tellingFacts(context, session.certificate)}
        ${deleteInstructions(context, session.certificate, system)}
      </section>
      <section aria-labelledby="cancel-title">
        <h2 id="cancel-title">${say('page.move.cancel')}</h2>
        <p>${say('page.move.cancelText')}</p>
        <form method="post" action="/${profile.code}/certificate/move/cancel">
          ${csrfField(confirmation.csrf)}
          <div class="actions">
            <button type="submit" class="button secondary">${say('page.move.cancel')}</button>
            <a href="/${profile.code}/status">${say('page.care.back')}</a>
          </div>
        </form>
      </section>
      ${lost(context, session)}`,
  };
}

function steps(
  context: BankPageContext,
  { role }: SessionView,
  numbers: readonly ('1' | '2' | '3' | '4')[],
): HtmlSafeString {
  const { say, profile } = context;
  const asked = new Set(pagesOfEntrance(profile, { role, way: 'enrolment' }).flat());
  const fields = [...asked].map((field) => inLanguage(context, profile.terms[field]));
  const values = {
    holder: inLanguage(context, profile.terms[role]),
    fields: fields.join(context.language === 'ja' ? '、' : ', '),
  };
  return html`<section aria-labelledby="steps-title">
    <h2 id="steps-title">${say('page.move.steps')}</h2>
    <ol>
      ${numbers.map((step) => html`<li>${say(`page.move.step${step}`, values)}</li>`)}
    </ol>
  </section>`;
}

/** For who reads this on the new PC, or in time. */
function lost({ say }: BankPageContext, { role }: SessionView): HtmlSafeString {
  return html`<section aria-labelledby="lost-title">
    <h2 id="lost-title">${say('page.move.lost')}</h2>
    <p>${say(`page.move.lost.${role}`)}</p>
  </section>`;
}
