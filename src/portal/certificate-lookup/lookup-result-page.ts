// What became of the certificate, and what to do about it.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { BankPageContext, PageParts } from '../../http/page.ts';
import type { LookedUpCertificates } from '../../procedures/enrol/look-up-certificate.ts';
import type { Role } from '../../profile/fields.ts';
import { certificateFacts } from '../certificate-facts.ts';
import { type AskingEntrance, actTerm, stepHref } from '../enrolment/way.ts';
import { lookupHref } from './lookup-page.ts';

type LookedUp = LookedUpCertificates['certificates'][number];

export function lookupResultPage(
  context: BankPageContext,
  role: Role,
  found: LookedUpCertificates,
): PageParts {
  const { profile, say } = context;
  const [latest, ...older] = found.certificates;
  return {
    title: say('page.lookup.resultTitle'),
    main: html`${latest === undefined ? none(context, role, found) : present(context, role, latest, found)}
      ${
        older.length === 0
          ? ''
          : html`<details>
              <summary>${say('page.lookup.older')}</summary>
              <div class="inside">${older.map((certificate) => facts(context, certificate))}</div>
            </details>`
      }
      <p><a href="${lookupHref(profile, role)}">${say('page.lookup.again')}</a></p>
      <p><a href="${context.homeHref}">${say('page.refusal.home')}</a></p>`,
  };
}

function none(
  context: BankPageContext,
  role: Role,
  { mayAcquire, way }: LookedUpCertificates,
): HtmlSafeString {
  const { say } = context;
  return html`<div class="notice">
      <p><strong>${say('page.lookup.none')}</strong></p>
      <p>${say(mayAcquire ? 'page.lookup.next.mayAcquire' : 'page.lookup.next.none')}</p>
    </div>
    ${mayAcquire ? wayToAcquire(context, { role, way }, 'primary') : ''}`;
}

function present(
  context: BankPageContext,
  role: Role,
  certificate: LookedUp,
  { mayAcquire, way }: LookedUpCertificates,
): HtmlSafeString {
  const { profile, say } = context;
  const { status } = certificate;
  const works = status === 'unused' || status === 'in-use';
  return html`${facts(context, certificate)}
    <section aria-labelledby="next-title">
      <h2 id="next-title">${say('page.refusal.next')}</h2>
      <p>${status === 'planned' ? '' : say(status === 'expired' && mayAcquire ? 'page.lookup.next.mayAcquire' : `page.lookup.next.${status}`)}</p>
      ${
        works
          ? html`<div class="actions">
              <a class="button primary" href="/${profile.code}/logon/${role}">${say('page.installed.logon')}</a>
            </div>`
          : ''
      }
      ${mayAcquire ? wayToAcquire(context, { role, way }, works ? 'secondary' : 'primary') : ''}
    </section>`;
}

function facts(context: BankPageContext, { view, status }: LookedUp): HtmlSafeString {
  const { say } = context;
  const state = status === 'planned' ? '' : say(`page.lookup.state.${status}`);
  return certificateFacts(context, view, [[say('page.lookup.state'), state]]);
}

function wayToAcquire(
  context: BankPageContext,
  entrance: AskingEntrance,
  rank: 'primary' | 'secondary',
): HtmlSafeString {
  const href = stepHref(context.profile, entrance, 'prepare');
  return html`<div class="actions">
    <a class="button ${rank}" href="${href}">${actTerm(context, entrance)}</a>
  </div>`;
}
