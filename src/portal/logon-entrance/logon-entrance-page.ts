// What happens at logon, and what to do when the browser does not ask.

import { html } from '@prairielearn/html';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import type { Role } from '../../profile/fields.ts';
import { lookupHref } from '../certificate-lookup/lookup-page.ts';
import { stepHref } from '../enrolment/way.ts';
import { noticeList } from '../notice-list.ts';

export function logonRoute(role: Role): string {
  return `/logon/${role}`;
}

export function logonEntrancePage(context: BankPageContext, role: Role): PageParts {
  const { profile, say } = context;
  return {
    title: say('page.logonEntrance.title', { holder: inLanguage(context, profile.terms[role]) }),
    main: html`<p class="lead">${say('page.logonEntrance.lead')}</p>
      <p>
        <a class="button primary" href="/${profile.code}${logonRoute(role)}/start" rel="nofollow"
          >${inLanguage(context, profile.terms.logon)}</a
        >
      </p>
      <section aria-labelledby="how-title">
        <h2 id="how-title">${say('page.logonEntrance.howTitle')}</h2>
        <ol>
          <li>${say('page.logonEntrance.choose')}</li>
          ${profile.logon[role].pages.flat().map((field) => {
            const key =
              field === 'cardPassword' ? 'page.logonEntrance.enterCard' : 'page.logonEntrance.enter';
            return html`<li>${say(key, { label: inLanguage(context, profile.terms[field]) })}</li>`;
          })}
        </ol>
        <p>${say('page.logonEntrance.none')} <a href="${lookupHref(profile, role)}">${say('page.lookup.title')}</a></p>
      </section>
      <section aria-labelledby="enrol-title">
        <h2 id="enrol-title">${say('page.logonEntrance.enrolTitle')}</h2>
        <p>
          <a class="button secondary" href="${stepHref(profile, { role, way: 'enrolment' }, 'prepare')}"
            >${inLanguage(context, profile.terms.acquisition)}</a
          >
        </p>
      </section>
      ${noticeList(context, 'logon', say('page.logonEntrance.notices'))}
      <p><a href="${context.homeHref}">${say('page.refusal.home')}</a></p>`,
  };
}
