// ワンタイムパスワードが合わないとき: two passwords in a row put a token right that has run ahead.

import { html } from '@prairielearn/html';
import type { FastifyInstance } from 'fastify';
import { formOf, hasForm, normaliseEntry } from '../../../domain/entered-fields.ts';
import { isRefusal } from '../../../domain/refusal.ts';
import { callerOf } from '../../../http/caller.ts';
import { csrfToken } from '../../../http/csrf.ts';
import { formText, reveal } from '../../../http/entry-field.ts';
import { type BankPageContext, bankPageContext, type PageParts, sendPage } from '../../../http/page.ts';
import { wantsJson } from '../../../http/refusal-page.ts';
import {
  findTokenToResynchronise,
  resynchroniseToken,
  type TokenToResynchronise,
} from '../../../procedures/log-on/resynchronise-token.ts';
import type { PortalRoom } from '../../bank-routes.ts';
import { actRoutes, type Confirmation, type Form, type FormFaults, sessionShownBy } from '../act.ts';
import { sendLogonRefusal } from '../refused.ts';
import { RESYNCHRONISE_ROUTE } from './resynchronise-link.ts';

const DONE_ROUTE = '/token/resynchronised';
const FIELDS = ['first', 'second'] as const;

export function resynchroniseRoutes(app: FastifyInstance, room: PortalRoom): void {
  const { deployment } = room;
  actRoutes(app, room, {
    path: RESYNCHRONISE_ROUTE,
    view: (shown) => findTokenToResynchronise(deployment, shown),
    asks: (_profile, { pins }) => pins,
    page: resynchronisePage,
    faultsOf,
    again: ['token-not-resynchronised'],
    act: (input, { value }, request) =>
      resynchroniseToken(
        deployment,
        { ...input, passwords: [value('first'), value('second')] },
        callerOf(request),
      ),
    next: ({ profile }) => `/${profile.code}${DONE_ROUTE}`,
  });

  app.get(DONE_ROUTE, async (request, reply) => {
    const context = bankPageContext(request);
    const view = await findTokenToResynchronise(deployment, sessionShownBy(request));
    if (isRefusal(view)) return sendLogonRefusal(request, reply, deployment.addresses, 'administrator', view);
    if (wantsJson(request)) return reply.send({ ...view, csrf: csrfToken(reply) });
    return sendPage(reply, context, donePage(context, view));
  });
}

function faultsOf(context: BankPageContext, { value }: Form): FormFaults {
  const { say, profile } = context;
  const form = formOf(profile, 'oneTimePassword');
  const faults = new Map<string, string>();
  const typed = FIELDS.map((id) => normaliseEntry(value(id)));
  for (const [index, id] of FIELDS.entries()) {
    const label = say(`page.resync.${id}`);
    const entry = typed[index] ?? '';
    if (entry === '') faults.set(id, say('page.fault.missing', { label }));
    else if (form !== undefined && !hasForm(form, entry)) {
      faults.set(id, say('page.fault.form', { label, form: formText(context, form) }));
    }
  }
  if (faults.size === 0 && typed[0] === typed[1]) faults.set('second', say('page.resync.same'));
  return faults;
}

function resynchronisePage(
  context: BankPageContext,
  view: TokenToResynchronise,
  { faults, faulty, fields, formFaults }: Confirmation,
): PageParts {
  const { say } = context;
  return {
    title: say('page.resync.link'),
    faulty,
    main: html`${faults}
      <p class="lead">${say(`page.resync.lead.${view.kind}`)}</p>
      <ol>
        <li>${say(`page.resync.how.${view.kind}.first`)}</li>
        <li>${say(`page.resync.how.${view.kind}.second`)}</li>
      </ol>
      <form method="post" novalidate>
        ${fields} ${FIELDS.map((id) => passwordField(context, id, formFaults.get(id)))}
        <p class="small">${say('page.resync.counted')}</p>
        <div class="actions">
          <button type="submit" class="button primary">${say('page.resync.submit')}</button>
          <a href="${backHref(context, view)}">${say('page.resync.back')}</a>
        </div>
      </form>
      <section aria-labelledby="otherwise-title">
        <h2 id="otherwise-title">${say('page.resync.otherwise')}</h2>
        <p>${say('page.resync.otherwiseText')}</p>
      </section>`,
  };
}

function passwordField(context: BankPageContext, id: (typeof FIELDS)[number], fault: string | undefined) {
  const form = formOf(context.profile, 'oneTimePassword');
  const label = context.say(`page.resync.${id}`);
  return html`<div class="field ${fault === undefined ? '' : 'faulty'}">
    <label for="${id}">${label}</label>
    <p class="hint" id="${id}-hint">${form === undefined ? '' : formText(context, form)}</p>
    ${fault === undefined ? '' : html`<p class="fault" id="${id}-fault">${fault}</p>`}
    <div class="entry">
      <input
        id="${id}"
        name="${id}"
        type="password"
        inputmode="numeric"
        autocomplete="off"
        spellcheck="false"
        size="12"
        aria-required="true"
        aria-describedby="${id}-hint${fault === undefined ? '' : ` ${id}-fault`}"
        ${fault === undefined ? '' : html`aria-invalid="true"`}
      />
      ${reveal(context, id, label)}
    </div>
  </div>`;
}

function donePage(context: BankPageContext, view: TokenToResynchronise): PageParts {
  const { say } = context;
  return {
    title: say('page.resync.done'),
    main: html`<p class="lead">${say('page.resync.done.lead')}</p>
      <p>${say('page.resync.done.next')}</p>
      <div class="actions">
        <a class="button primary" href="${backHref(context, view)}">${say(view.open ? 'page.resync.back' : 'page.resync.done.goOn')}</a>
      </div>`,
  };
}

/** Where a one-time password was asked. */
function backHref({ profile }: BankPageContext, { role, open }: TokenToResynchronise): string {
  return `/${profile.code}/${open ? 'token' : role}`;
}
