// What one needs, how long it takes, and what to know before (manuals 000 and 001, chapter 1).

import { html } from '@prairielearn/html';
import { type BankPageContext, inLanguage, type PageParts } from '../../../http/page.ts';
import { enrolmentSteps, stepHref } from '../way.ts';

export function haveAtHandPage(context: BankPageContext, resumeHref: string | undefined): PageParts {
  const { profile, say } = context;
  const { enrolment, logon, card } = profile;
  return {
    title: say('page.enrolment.title'),
    steps: enrolmentSteps(context, 'prepare'),
    main: html`<p class="lead">${say('page.prepare.lead')}</p>
      ${
        resumeHref === undefined
          ? ''
          : html`<section class="notice success">
              <h2>${say('page.prepare.running')}</h2>
              <p>${say('page.prepare.runningText')}</p>
              <p><a class="button secondary" href="${resumeHref}">${say('page.prepare.resume')}</a></p>
            </section>`
      }
      <section aria-labelledby="have-title">
        <h2 id="have-title">${say('page.prepare.haveTitle')}</h2>
        <ul class="have-list">
          <li><strong>${say('page.prepare.pc')}</strong><span class="small">${say('page.prepare.pcText')}</span></li>
          ${enrolment.administrator.pages.flat().map((field) => {
            const hint = profile.hints?.[field];
            return html`<li>
              <strong>${inLanguage(context, profile.terms[field])}</strong>
              ${hint === undefined ? '' : html`<span class="small">${inLanguage(context, hint)}</span>`}
            </li>`;
          })}
          ${
            card !== null && logon.administrator.pages.flat().includes('cardPassword')
              ? html`<li><strong>${say('page.prepare.card')}</strong></li>`
              : ''
          }
        </ul>
      </section>
      <section class="notice warning" aria-labelledby="before-title">
        <h2 id="before-title">${say('page.prepare.beforeTitle')}</h2>
        <ul>
          <li>
            <strong
              >${say(`page.prepare.window.${enrolment.countedFrom}`, { windowDays: enrolment.windowDays })}</strong
            >
            ${say('page.prepare.windowAfter')}
          </li>
          <li>${say('page.prepare.users')}</li>
          ${logon.passwordLogon === 'untilCertificate' ? html`<li>${say('page.prepare.password')}</li>` : ''}
          <li>${say('page.prepare.interrupt')}</li>
          <li>${say('page.prepare.phishing')}</li>
        </ul>
      </section>
      <div class="actions">
        <a class="button primary" href="${stepHref(profile, 'identify')}">${say('page.prepare.start')}</a>
        <a href="${context.homeHref}">${say('page.back')}</a>
      </div>`,
  };
}
