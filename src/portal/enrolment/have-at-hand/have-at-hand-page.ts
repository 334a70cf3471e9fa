// What one needs, how long it takes, and what to know before (manuals 000 and 001, chapter 1).

import { type HtmlSafeString, html } from '@prairielearn/html';
import { pagesOfEntrance } from '../../../domain/entrance.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../../http/page.ts';
import { actTerm, type Entrance, enrolmentSteps, holderTerm, stepHref } from '../way.ts';

export function haveAtHandPage(
  context: BankPageContext,
  entrance: Entrance,
  resumeHref: string | undefined,
  phone = false,
): PageParts {
  const { profile, say } = context;
  const { logon, card } = profile;
  const holder = holderTerm(context, entrance);
  const fields = [...new Set(pagesOfEntrance(profile, entrance).flat())];
  return {
    title: say('page.enrolment.title', { holder, act: actTerm(context, entrance) }),
    steps: enrolmentSteps(context, entrance, 'prepare'),
    main: html`${phone ? notOnPhone(context) : ''}
      <p class="lead">${say('page.prepare.lead', { holder })}</p>
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
          <li><strong>${say('page.prepare.pc')}</strong><span class="small">${say('page.prepare.pcText', { holder })}</span></li>
          ${fields.map((field) => {
            const hint = profile.hints?.[field];
            return html`<li>
              <strong>${inLanguage(context, profile.terms[field])}</strong>
              ${hint === undefined ? '' : html`<span class="small">${inLanguage(context, hint)}</span>`}
            </li>`;
          })}
          ${
            card !== null && logon[entrance.role].pages.flat().includes('cardPassword')
              ? html`<li><strong>${say('page.prepare.card')}</strong></li>`
              : ''
          }
        </ul>
      </section>
      <section class="notice warning" aria-labelledby="before-title">
        <h2 id="before-title">${say('page.prepare.beforeTitle')}</h2>
        <ul>
          <li>
            <strong>${windowText(context, entrance)}</strong>
            ${say('page.prepare.windowAfter')}
          </li>
          ${afterExpiry(context, entrance).map((text) => html`<li>${text}</li>`)}
          ${
            entrance.role === 'administrator'
              ? html`<li>${say('page.prepare.users')}</li>`
              : html`<li>${say('page.prepare.oneEach')}</li>`
          }
          ${logon.passwordLogon === 'untilCertificate' ? html`<li>${say(entrance.role === 'administrator' ? 'page.prepare.passwordOver' : 'page.prepare.password')}</li>` : ''}
          <li>${say('page.prepare.interrupt')}</li>
          <li>${say('page.prepare.phishing')}</li>
        </ul>
      </section>
      <p><a href="${context.homeHref}check">${say('page.prepare.check')}</a></p>
      <div class="actions">
        <a class="button ${phone ? 'secondary' : 'primary'}" href="${stepHref(profile, entrance, 'identify')}">${say('page.prepare.start', { act: actTerm(context, entrance) })}</a>
        <a href="${context.homeHref}">${say('page.back')}</a>
      </div>`,
  };
}

/** Which machine it is is a guess: the way stays open. */
function notOnPhone({ say }: BankPageContext): HtmlSafeString {
  return html`<section class="notice failure" aria-labelledby="phone-title">
    <h2 id="phone-title">${say('page.prepare.phoneTitle')}</h2>
    <p>${say('page.prepare.phoneText')}</p>
  </section>`;
}

/** From which day the days count, and how many there are. */
function windowText({ profile, say }: BankPageContext, { role, way }: Entrance): string {
  if (way === 'reAcquisition') {
    return say('page.prepare.window.afterExpiry', { windowDays: profile.reAcquisition.windowDays });
  }
  const { windowDays, userWindowDays, countedFrom } = profile.enrolment;
  return role === 'user'
    ? say('page.prepare.window.permission', { windowDays: userWindowDays })
    : say(`page.prepare.window.${countedFrom}`, { windowDays });
}

/** What holds for who comes after expiry, by an entrance of its own or by the acquisition's. */
function afterExpiry({ profile, say }: BankPageContext, { role, way }: Entrance): string[] {
  const { windowDays, administratorApprovesUsers, bankApprovesAdministrators, ...own } =
    profile.reAcquisition;
  if (windowDays === 0 || (way === 'enrolment' && own[role] !== undefined)) return [];
  return [
    ...(way === 'enrolment' ? [say('page.prepare.afterExpiryToo', { windowDays })] : []),
    say('page.prepare.told'),
    ...(role === 'user' && administratorApprovesUsers ? [say('page.prepare.approval')] : []),
    ...(role === 'administrator' && bankApprovesAdministrators ? [say('page.prepare.approvalByBank')] : []),
  ];
}
