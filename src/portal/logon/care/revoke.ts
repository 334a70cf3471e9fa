// 失効: the holder ends the certificate with which the session was opened.

import { html } from '@prairielearn/html';
import type { FastifyInstance } from 'fastify';
import { confirmationFields } from '../../../domain/confirmation.ts';
import { callerOf } from '../../../http/caller.ts';
import { logOffBar } from '../../../http/log-off.ts';
import type { BankPageContext, PageParts } from '../../../http/page.ts';
import { revokeOwnCertificate } from '../../../procedures/certificates/revoke-certificate.ts';
import { findSession, type SessionView } from '../../../procedures/log-on/session.ts';
import type { PortalRoom } from '../../bank-routes.ts';
import { certificateFacts } from '../../certificate-facts.ts';
import { actRoutes, type Confirmation, openOnly } from '../act.ts';

/** What a holder may give; the bank has more. */
const REASONS = ['keyCompromise', 'cessationOfOperation', 'unspecified'] as const;

export function revokeRoutes(app: FastifyInstance, room: PortalRoom): void {
  const { deployment } = room;
  actRoutes(app, room, {
    path: '/certificate/revoke',
    view: async (shown) => openOnly(await findSession(deployment, shown)),
    asks: (profile, { role }) => confirmationFields(profile, role),
    page: revokePage,
    act: (input, form, request) =>
      revokeOwnCertificate(deployment, { ...input, reason: form.value('reason') }, callerOf(request)),
    next: (context) => context.homeLink('certificate-revoked'),
  });
}

function revokePage(context: BankPageContext, view: SessionView, confirmation: Confirmation): PageParts {
  const { say, profile } = context;
  return {
    title: say('page.revoke.title'),
    steps: logOffBar(context, confirmation),
    faulty: confirmation.faulty,
    main: html`${confirmation.faults}
      <p class="lead">${say('page.revoke.lead')}</p>
      <section aria-labelledby="which-title">
        <h2 id="which-title">${say('page.revoke.which')}</h2>
        ${certificateFacts(context, view.certificate)}
      </section>
      <section class="notice warning" aria-labelledby="after-title">
        <h2 id="after-title">${say('page.revoke.after')}</h2>
        <ul>
          <li>${say('page.revoke.afterNow')}</li>
          <li>${say(`page.revoke.after.${view.role}`)}</li>
          <li>
            ${say('page.revoke.moveInstead')}
            <a href="/${profile.code}/certificate/move">${say('page.care.move')}</a>
          </li>
        </ul>
      </section>
      <form method="post" novalidate>
        <fieldset class="field">
          <legend>${say('page.revoke.reason')}</legend>
          ${REASONS.map(
            (reason, index) => html`<div class="choice">
              <input
                type="radio"
                id="reason-${reason}"
                name="reason"
                value="${reason}"
                ${index === 0 ? html`checked` : ''}
              />
              <label for="reason-${reason}">${say(`page.revoke.reason.${reason}`)}</label>
            </div>`,
          )}
        </fieldset>
        ${confirmation.fields}
        <div class="actions">
          <button type="submit" class="button danger">${say('page.revoke.submit')}</button>
          <a href="/${profile.code}/status">${say('page.care.back')}</a>
        </div>
      </form>`,
  };
}
