// 証明書更新: the page with the button 更新 (manual 002, steps 6 and 7); the steps after it are those of acquisition,
// on this face and for this session.

import { html } from '@prairielearn/html';
import type { FastifyInstance } from 'fastify';
import { isRefusal } from '../../../domain/refusal.ts';
import { callerOf } from '../../../http/caller.ts';
import { logOffBar } from '../../../http/log-off.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../../http/page.ts';
import { beginRenewal, type RenewalView, viewRenewal } from '../../../procedures/enrol/begin-renewal.ts';
import { findEnrolment } from '../../../procedures/enrol/enrolment.ts';
import { ROLES, type Role } from '../../../profile/fields.ts';
import type { PortalRoom } from '../../bank-routes.ts';
import { certificateFacts } from '../../certificate-facts.ts';
import { installedRoutes } from '../../enrolment/installed/installed.ts';
import { keyPlaceRoutes } from '../../enrolment/key-place/key-place.ts';
import { makeKeyRoutes } from '../../enrolment/make-key/make-key.ts';
import { type Entrance, enrolmentSteps, hrefOfStanding, routeOf, stepHref } from '../../enrolment/way.ts';
import { actRoutes, type Confirmation } from '../act.ts';

interface RenewalPage extends RenewalView {
  readonly entrance: Entrance;
  /** The step on which a renewal that has begun stands. */
  readonly resume: { readonly href: (context: BankPageContext) => string } | undefined;
}

export function renewalRoutes(app: FastifyInstance, room: PortalRoom): void {
  for (const role of ROLES) {
    const entrance = { role, way: 'renewal' } as const;
    beginRoutes(app, room, entrance);
    keyPlaceRoutes(app, room, entrance);
    makeKeyRoutes(app, room, entrance);
    installedRoutes(app, room, entrance);
  }
}

function beginRoutes(
  app: FastifyInstance,
  room: PortalRoom,
  entrance: Entrance & { readonly role: Role },
): void {
  const { deployment } = room;
  actRoutes<RenewalPage, object>(app, room, {
    path: routeOf(entrance),
    role: entrance.role,
    async view(shown) {
      const view = await viewRenewal(deployment, shown);
      if (isRefusal(view)) return view;
      const standing = await findEnrolment(deployment, { ...shown, ...entrance });
      const resume = isRefusal(standing)
        ? undefined
        : { href: ({ profile }: BankPageContext) => hrefOfStanding(profile, entrance, standing) };
      return { ...view, entrance, resume };
    },
    asks: (_profile, { asks }) => asks,
    page: renewalPage,
    act: (input, _form, request) => beginRenewal(deployment, input, callerOf(request)),
    next: ({ profile }) => stepHref(profile, entrance, 'keyPlace'),
  });
}

function renewalPage(context: BankPageContext, view: RenewalPage, confirmation: Confirmation): PageParts {
  const { say, profile } = context;
  const { entrance, resume } = view;
  return {
    title: inLanguage(context, profile.terms.renewal),
    steps: html`${logOffBar(context, confirmation)} ${enrolmentSteps(context, entrance, 'prepare')}`,
    faulty: confirmation.faulty,
    main: html`${confirmation.faults}
      <p class="lead">${say('page.renewal.lead')}</p>
      ${
        resume === undefined
          ? ''
          : html`<section class="notice success">
              <p>${say('page.renewal.resume')}</p>
              <p><a class="button secondary" href="${resume.href(context)}">${say('page.renewal.resumeLink')}</a></p>
            </section>`
      }
      <section aria-labelledby="now-title">
        <h2 id="now-title">${say('page.renewal.now')}</h2>
        ${certificateFacts(context, view.certificate)}
      </section>
      <section aria-labelledby="how-title">
        <h2 id="how-title">${say('page.renewal.how')}</h2>
        <ol>
          ${(['1', '2', '3', '4'] as const).map((step) => html`<li>${say(`page.renewal.how${step}`)}</li>`)}
        </ol>
        <p class="notice">${say('page.renewal.safe')}</p>
      </section>
      <form method="post" novalidate>
        ${confirmation.fields}
        <div class="actions">
          <button type="submit" class="button primary">${say('page.renewal.submit')}</button>
          <a href="/${profile.code}/status">${say('page.care.back')}</a>
        </div>
      </form>`,
  };
}
