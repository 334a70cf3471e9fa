// Step 4 for who keeps the key in a device of the own: what to enter in the software that makes it there (EST).

import { type HtmlSafeString, html } from '@prairielearn/html';
import { formatInstant } from '../../../http/dates.ts';
import type { BankPageContext, PageParts } from '../../../http/page.ts';
import type { EnrolmentView } from '../../../procedures/enrol/enrolment.ts';
import { actTerm, type Entrance, enrolmentSteps, stepHref } from '../way.ts';

export interface Elsewhere {
  readonly entrance: Entrance;
  readonly view: EnrolmentView;
  readonly estOrigin: string;
  /** The user name of EST, and its one-time password; a renewal needs neither. */
  readonly enrolment: string;
  readonly ticket: string;
}

export function makeElsewherePage(context: BankPageContext, shown: Elsewhere): PageParts {
  const { entrance, view } = shown;
  const { profile, say } = context;
  const renews = entrance.way === 'renewal';
  return {
    title: actTerm(context, entrance),
    steps: enrolmentSteps(context, entrance, 'makeKey'),
    main: html`<p class="lead">${say(renews ? 'page.makeElsewhere.renewLead' : 'page.makeElsewhere.lead')}</p>
      ${renews ? '' : credentials(context, shown)} ${example(context, shown)}
      <section aria-labelledby="done-title">
        <h2 id="done-title">${say('page.makeElsewhere.done')}</h2>
        ${renews ? '' : html`<p>${say('page.makeElsewhere.again')}</p>`}
        <div class="actions">
          <a class="button primary" href="${stepHref(profile, entrance, 'installed')}"
            >${say('page.makeElsewhere.check')}</a
          >
          ${
            view.certificate === undefined
              ? html`<a href="${stepHref(profile, entrance, 'keyPlace')}">${say('page.back')}</a>`
              : ''
          }
        </div>
      </section>`,
  };
}

function credentials(context: BankPageContext, { view, estOrigin, enrolment, ticket }: Elsewhere) {
  const { profile, say, language } = context;
  const facts: [string, string][] = [
    [say('page.makeElsewhere.server'), estOrigin],
    [say('page.makeElsewhere.label'), profile.code],
    [say('page.makeElsewhere.user'), enrolment],
    [say('page.makeElsewhere.token'), ticket],
  ];
  return html`<dl class="facts">
      ${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd class="code">${value}</dd></div>`)}
      <div>
        <dt>${say('page.makeElsewhere.until')}</dt>
        <dd>${formatInstant(view.expiresAt, language)}</dd>
      </div>
    </dl>
    <p class="notice warning">${say('page.makeElsewhere.once')}</p>`;
}

function example(
  context: BankPageContext,
  { entrance, view, estOrigin, enrolment }: Elsewhere,
): HtmlSafeString {
  const { profile, say } = context;
  const renews = entrance.way === 'renewal';
  const operation = renews ? 'simplereenroll' : 'simpleenroll';
  const who = renews ? '--cert now.pem --key now.key' : `--user ${enrolment}`;
  const address = `${estOrigin}/.well-known/est/${profile.code}/${operation}`;
  return html`<section aria-labelledby="how-title">
    <h2 id="how-title">${say('page.makeElsewhere.howTitle')}</h2>
    <p>${say(renews ? 'page.makeElsewhere.renewHow' : 'page.makeElsewhere.how', { keyType: view.keys[0] ?? '' })}</p>
    <p class="code">curl ${who} --data-binary @request.p10 --header "Content-Type: application/pkcs10" ${address}</p>
  </section>`;
}
