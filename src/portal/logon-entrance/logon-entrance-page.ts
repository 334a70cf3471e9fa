// What happens at logon, and what to do when the browser does not ask.

import { html } from '@prairielearn/html';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import { lookupHref } from '../certificate-lookup/lookup-page.ts';
import { stepHref } from '../enrolment/way.ts';
import { noticeList } from '../notice-list.ts';

export const ROLE = 'administrator';
export const LOGON_ROUTE = `/logon/${ROLE}`;

export function logonEntrancePage(context: BankPageContext): PageParts {
  const { profile, say } = context;
  return {
    title: say('page.logonEntrance.title'),
    main: html`<p class="lead">${say('page.logonEntrance.lead')}</p>
      <p>
        <a class="button primary" href="/${profile.code}${LOGON_ROUTE}/start" rel="nofollow"
          >${inLanguage(context, profile.terms.logon)}</a
        >
      </p>
      <section aria-labelledby="how-title">
        <h2 id="how-title">${say('page.logonEntrance.howTitle')}</h2>
        <ol>
          <li>${say('page.logonEntrance.choose')}</li>
          ${profile.logon[ROLE].pages.flat().map((field) => {
            const key =
              field === 'cardPassword' ? 'page.logonEntrance.enterCard' : 'page.logonEntrance.enter';
            return html`<li>${say(key, { label: inLanguage(context, profile.terms[field]) })}</li>`;
          })}
        </ol>
        <p>${say('page.logonEntrance.none')} <a href="${lookupHref(profile)}">${say('page.lookup.title')}</a></p>
      </section>
      <section aria-labelledby="enrol-title">
        <h2 id="enrol-title">${say('page.logonEntrance.enrolTitle')}</h2>
        <p>
          <a class="button secondary" href="${stepHref(profile, 'prepare')}"
            >${inLanguage(context, profile.terms.acquisition)}</a
          >
        </p>
      </section>
      ${noticeList(context, 'logon', say('page.logonEntrance.notices'))}`,
  };
}
