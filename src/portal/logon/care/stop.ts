// 緊急停止: one page, one PIN, and nobody of the contract does anything any more.

import { html } from '@prairielearn/html';
import type { FastifyInstance } from 'fastify';
import { confirmationFields } from '../../../domain/confirmation.ts';
import type { Refusal } from '../../../domain/refusal.ts';
import { callerOf } from '../../../http/caller.ts';
import { logOffBar } from '../../../http/log-off.ts';
import type { BankPageContext, PageParts } from '../../../http/page.ts';
import type { Deployment } from '../../../procedures/deployment.ts';
import type { AnySessionInput } from '../../../procedures/log-on/open-session.ts';
import { findSession, type SessionInput } from '../../../procedures/log-on/session.ts';
import { stopContract } from '../../../procedures/stop-contract.ts';
import type { PortalRoom } from '../../bank-routes.ts';
import { type Act, actRoutes, type Confirmation, openOnly } from '../act.ts';

export function stopRoutes(app: FastifyInstance, room: PortalRoom): void {
  const { deployment } = room;
  const view = async (shown: SessionInput) => openOnly(await findSession(deployment, shown));
  actRoutes(app, room, stopAct(deployment, view, '/stop', { status: '/status', logOff: '/log-off' }));
}

/** Of the session's method, below the bank's code. */
interface SessionRoutes {
  readonly status: string;
  readonly logOff: string;
}

/** The same act in a session of either method; its page leads back to the status page of that one. */
export function stopAct<View extends object, Shown extends AnySessionInput>(
  deployment: Deployment,
  view: (shown: Shown) => Promise<View | Refusal>,
  path: string,
  routes: SessionRoutes,
): Act<View, { readonly stoppedAt: number }, Shown> {
  return {
    path,
    role: 'administrator',
    view,
    asks: (profile) => confirmationFields(profile, 'administrator'),
    page: (context, _view, confirmation) => stopPage(context, routes, confirmation),
    act: (input, _form, request) => stopContract(deployment, input, callerOf(request)),
    next: (context) => context.homeLink('contract-stopped'),
  };
}

function stopPage(context: BankPageContext, routes: SessionRoutes, confirmation: Confirmation): PageParts {
  const { say, profile } = context;
  return {
    title: say('page.stop.title'),
    steps: logOffBar(context, { csrf: confirmation.csrf, route: routes.logOff }),
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
          <a href="/${profile.code}${routes.status}">${say('page.care.back')}</a>
        </div>
      </form>`,
  };
}
