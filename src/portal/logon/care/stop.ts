// 緊急停止: one page, one PIN, and nobody of the contract does anything any more.

import { html } from '@prairielearn/html';
import type { FastifyInstance } from 'fastify';
import { confirmationFields } from '../../../domain/confirmation.ts';
import type { BankPageContext, PageParts } from '../../../http/page.ts';
import { findSession, type SessionView } from '../../../procedures/log-on/session.ts';
import { stopContract } from '../../../procedures/stop-contract.ts';
import { callerOf, type PortalRoom } from '../../bank-routes.ts';
import { actRoutes, type Confirmation, openOnly } from '../act.ts';

export function stopRoutes(app: FastifyInstance, room: PortalRoom): void {
  const { deployment } = room;
  actRoutes(app, room, {
    path: '/stop',
    role: 'administrator',
    view: async (shown) => openOnly(await findSession(deployment, shown)),
    asks: (profile) => confirmationFields(profile, 'administrator'),
    page: stopPage,
    act: (input, _form, request) => stopContract(deployment, input, callerOf(request)),
    next: (context) => `${context.homeHref}contract-stopped`,
  });
}

function stopPage(context: BankPageContext, _view: SessionView, confirmation: Confirmation): PageParts {
  const { say, profile } = context;
  return {
    title: say('page.stop.title'),
    faulty: confirmation.faulty,
    main: html`${confirmation.faults}
      <p class="lead">${say('page.stop.lead')}</p>
      <section class="notice warning" aria-labelledby="what-title">
        <h2 id="what-title">${say('page.stop.what')}</h2>
        <ul>
          <li>${say('page.stop.everybody')}</li>
          <li>${say('page.stop.sessions')}</li>
          <li>${say('page.stop.acquisition')}</li>
        </ul>
        <p><strong>${say('page.stop.resume')}</strong></p>
      </section>
      <form method="post" novalidate>
        ${confirmation.fields}
        <div class="actions">
          <button type="submit" class="button danger">${say('page.stop.submit')}</button>
          <a href="/${profile.code}/status">${say('page.care.back')}</a>
        </div>
      </form>`,
  };
}
