// What became of the certificate, and what to do about it.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { BankPageContext, PageParts } from '../../http/page.ts';
import type { LookedUpCertificates } from '../../procedures/enrol/look-up-certificate.ts';
import { certificateFacts } from '../certificate-facts.ts';
import { stepHref } from '../enrolment/way.ts';
import { lookupHref, ROLE } from './lookup-page.ts';

type LookedUp = LookedUpCertificates['certificates'][number];

export function lookupResultPage(context: BankPageContext, found: LookedUpCertificates): PageParts {
  const { profile, say } = context;
  const [latest, ...older] = found.certificates;
  return {
    title: say('page.lookup.resultTitle'),
    main: html`${latest === undefined ? none(context, found.mayAcquire) : present(context, latest, found.mayAcquire)}
      ${
        older.length === 0
          ? ''
          : html`<details>
              <summary>${say('page.lookup.older')}</summary>
              <div class="inside">${older.map((certificate) => facts(context, certificate))}</div>
            </details>`
      }
      <p><a href="${lookupHref(profile)}">${say('page.lookup.again')}</a></p>
      <p><a href="${context.homeHref}">${say('page.refusal.home')}</a></p>`,
  };
}

function none(context: BankPageContext, mayAcquire: boolean): HtmlSafeString {
  const { say } = context;
  return html`<div class="notice">
      <p><strong>${say('page.lookup.none')}</strong></p>
      <p>${say(mayAcquire ? 'page.lookup.next.mayAcquire' : 'page.lookup.next.none')}</p>
    </div>
    ${mayAcquire ? wayToAcquire(context, 'primary') : ''}`;
}

function present(context: BankPageContext, certificate: LookedUp, mayAcquire: boolean): HtmlSafeString {
  const { profile, say } = context;
  const { status } = certificate;
  const works = status === 'unused' || status === 'in-use';
  return html`${facts(context, certificate)}
    <section aria-labelledby="next-title">
      <h2 id="next-title">${say('page.refusal.next')}</h2>
      <p>${status === 'planned' ? '' : say(`page.lookup.next.${status}`)}</p>
      ${
        works
          ? html`<div class="actions">
              <a class="button primary" href="/${profile.code}/logon/${ROLE}">${say('page.installed.logon')}</a>
            </div>`
          : ''
      }
      ${mayAcquire ? wayToAcquire(context, works ? 'secondary' : 'primary') : ''}
    </section>`;
}

function facts(context: BankPageContext, { view, status }: LookedUp): HtmlSafeString {
  const { say } = context;
  const state = status === 'planned' ? '' : say(`page.lookup.state.${status}`);
  return certificateFacts(context, view, [[say('page.lookup.state'), state]]);
}

function wayToAcquire(context: BankPageContext, rank: 'primary' | 'secondary'): HtmlSafeString {
  return html`<div class="actions">
    <a class="button ${rank}" href="${stepHref(context.profile, 'prepare')}"
      >${context.say('page.refusal.enrol')}</a
    >
  </div>`;
}
