// 承認待ち: the administrator looks at what users acquired without logging on, and lets it in or not.

import { html } from '@prairielearn/html';
import type { FastifyInstance } from 'fastify';
import { confirmationFields } from '../../../domain/confirmation.ts';
import { isRefusal, refuse } from '../../../domain/refusal.ts';
import { callerOf } from '../../../http/caller.ts';
import { csrfToken } from '../../../http/csrf.ts';
import { formatInstant } from '../../../http/dates.ts';
import { logOffBar } from '../../../http/log-off.ts';
import { type BankPageContext, bankPageContext, type PageParts, sendPage } from '../../../http/page.ts';
import { wantsJson } from '../../../http/refusal-page.ts';
import {
  listWaitingCertificates,
  settleWaitingCertificate,
  type WaitingCertificate,
} from '../../../procedures/certificates/approve-certificate.ts';
import type { PortalRoom } from '../../bank-routes.ts';
import { serialText } from '../../delete-instructions.ts';
import { actRoutes, type Confirmation, sessionShownBy } from '../act.ts';
import { sendLogonRefusal } from '../refused.ts';

const ROUTE = '/certificates/waiting';

export function waitingRoutes(app: FastifyInstance, room: PortalRoom): void {
  const { deployment } = room;
  app.get(ROUTE, async (request, reply) => {
    const context = bankPageContext(request);
    const waiting = await listWaitingCertificates(deployment, sessionShownBy(request, 'administrator'));
    if (isRefusal(waiting)) {
      return sendLogonRefusal(request, reply, deployment.addresses, 'administrator', waiting);
    }
    if (wantsJson(request)) return reply.send({ waiting });
    return sendPage(reply, context, listPage(context, waiting, csrfToken(reply)));
  });

  actRoutes<WaitingCertificate, object>(app, room, {
    path: `${ROUTE}/:serial`,
    role: 'administrator',
    async view(shown, { serial }) {
      const waiting = await listWaitingCertificates(deployment, shown);
      if (isRefusal(waiting)) return waiting;
      return waiting.find((one) => one.certificate.serialNumber === serial) ?? refuse('approval-over');
    },
    asks: (profile) => confirmationFields(profile, 'administrator'),
    page: settlePage,
    async act(input, form, request) {
      const decision = form.value('decision');
      if (decision !== 'approve' && decision !== 'refuse') return refuse('form-invalid');
      const serialNumber = form.params.serial ?? '';
      return settleWaitingCertificate(
        deployment,
        { ...input, serialNumber, approve: decision === 'approve' },
        callerOf(request),
      );
    },
    next: ({ profile }) => `/${profile.code}${ROUTE}`,
  });
}

function listPage(context: BankPageContext, waiting: readonly WaitingCertificate[], csrf: string): PageParts {
  const { say, profile } = context;
  return {
    title: say('page.waiting.title'),
    steps: logOffBar(context, { csrf }),
    main: html`<p class="lead">${say(waiting.length === 0 ? 'page.waiting.none' : 'page.waiting.lead')}</p>
      ${waiting.map(
        (one) => html`<section class="received">
          ${facts(context, one)}
          <p>
            <a class="button secondary" href="/${profile.code}${ROUTE}/${one.certificate.serialNumber}"
              >${say('page.waiting.open')}<span class="visually-hidden"> ${one.userId}</span></a
            >
          </p>
        </section>`,
      )}
      <p><a href="/${profile.code}/status">${say('page.care.back')}</a></p>`,
  };
}

function settlePage(
  context: BankPageContext,
  one: WaitingCertificate,
  confirmation: Confirmation,
): PageParts {
  const { say, profile } = context;
  return {
    title: say('page.waiting.settleTitle'),
    steps: logOffBar(context, confirmation),
    faulty: confirmation.faulty,
    main: html`${confirmation.faults}
      <p class="lead">${say('page.waiting.settleLead')}</p>
      ${facts(context, one)}
      <p class="notice warning">${say('page.waiting.doubt')}</p>
      <form method="post" novalidate>
        ${confirmation.fields}
        <div class="actions">
          <button type="submit" class="button primary" name="decision" value="approve">
            ${say('page.waiting.approve')}
          </button>
          <button type="submit" class="button danger" name="decision" value="refuse">
            ${say('page.waiting.refuse')}
          </button>
          <a href="/${profile.code}${ROUTE}">${say('page.waiting.back')}</a>
        </div>
      </form>`,
  };
}

function facts({ say, language }: BankPageContext, one: WaitingCertificate) {
  const { certificate } = one;
  const rows = [
    [say('page.waiting.user'), one.userName === '' ? one.userId : `${one.userName}（${one.userId}）`],
    [say('page.waiting.at'), formatInstant(certificate.signedAt, language)],
    [say('page.waiting.address'), one.address],
    [say('page.waiting.serial'), serialText(certificate)],
  ];
  return html`<dl class="facts">
    ${rows.map(([term, value]) => html`<div><dt>${term}</dt><dd><bdi>${value}</bdi></dd></div>`)}
  </dl>`;
}
