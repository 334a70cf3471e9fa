// The form in which a profile is proposed, and the page on which it is looked at before it is entered.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { csrfField } from '../../http/csrf.ts';
import { fact } from '../../http/facts.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import { formIdField } from '../../http/posted-twice.ts';
import { textField } from '../../http/text-field.ts';
import type { CheckedProposal, FaultyProposal } from '../../procedures/office/profile/propose-profile.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { dangersSection, differencesTable, profileHref } from './profile-parts.ts';

export interface TypedProposal {
  readonly csrf: string;
  readonly text: string;
  readonly purpose: string;
}

export function proposePage(
  context: BankPageContext,
  bank: BankProfile,
  typed: TypedProposal,
  faulty?: FaultyProposal,
): PageParts {
  const { say } = context;
  const purposeFault = faulty?.purposeFault ? say('page.profile.purposeFault') : undefined;
  const faults = faulty?.faults.length ? faultList(context, faulty) : '';
  return {
    title: say('page.profile.propose.title'),
    faulty: faulty !== undefined,
    main: html`<p class="lead">${inLanguage(context, bank.name)}<br />${say('page.profile.propose.lead')}</p>
      ${faults}
      <form method="post" novalidate>
        ${csrfField(typed.csrf)} <input type="hidden" name="step" value="check" />
        ${textField({
          id: 'purpose',
          label: say('page.profile.purpose'),
          hint: say('page.profile.purposeHint'),
          value: typed.purpose,
          fault: purposeFault,
          size: 50,
        })}
        <div class="field ${faults === '' ? '' : 'faulty'}">
          <label for="text">${say('page.profile.propose.text')}</label>
          <textarea
            id="text"
            name="text"
            class="code profile-text"
            rows="24"
            wrap="off"
            lang="en"
            spellcheck="false"
            autocomplete="off"
            autocapitalize="none"
            ${faults === '' ? '' : html`aria-invalid="true" aria-describedby="profile-faults"`}
          >
${typed.text}</textarea
          >
        </div>
        <div class="actions">
          <button type="submit" class="button primary">${say('page.profile.propose.check')}</button>
          <a href="${profileHref(context, bank.code)}">${say('page.profile.backToProfile')}</a>
        </div>
      </form>`,
  };
}

function faultList({ say }: BankPageContext, { faults }: FaultyProposal): HtmlSafeString {
  return html`<section class="notice failure" id="profile-faults" role="alert" aria-labelledby="faults-title">
    <h2 id="faults-title">${say('page.profile.propose.faults')}</h2>
    <p>${say('page.profile.propose.faultsLead')}</p>
    <ul>
      ${faults.map(
        ({ path, message, cure }) => html`<li>
          <strong class="code">${path === '' ? say('page.profile.propose.whole') : path}</strong>
          <span lang="en">${message}.</span><br />
          ${say('page.profile.propose.cure')}: <span lang="en">${cure}</span>
        </li>`,
      )}
    </ul>
  </section>`;
}

export function confirmPage(
  context: BankPageContext,
  checked: CheckedProposal,
  typed: TypedProposal,
): PageParts {
  const { say } = context;
  const { bank, proposed, differences, dangers, sha256, purpose } = checked;
  const words = { context, bank: proposed };
  const hidden = html`${csrfField(typed.csrf)} ${formIdField()}
    <input type="hidden" name="purpose" value="${purpose}" />
    <textarea name="text" hidden>
${typed.text}</textarea
    >`;
  return {
    title: say('page.profile.confirm.title'),
    main: html`<p class="lead">${inLanguage(context, bank.name)}<br />${say('page.profile.confirm.lead')}</p>
      <dl class="facts">
        ${fact(say('page.profile.purpose'), html`<bdi>${purpose}</bdi>`)}
        ${fact(say('page.profile.sha256'), html`<span class="code hash">${sha256}</span>`)}
      </dl>
      <section aria-labelledby="differences-title">
        <h2 id="differences-title">${say('page.profile.differences', { count: differences.length })}</h2>
        ${differencesTable(words, differences)}
      </section>
      ${dangersSection(words, dangers, true)}
      <form method="post">
        ${hidden}
        <div class="actions">
          <button type="submit" name="step" value="enter" class="button primary">
            ${say('page.profile.confirm.enter')}
          </button>
          <button type="submit" name="step" value="edit" class="button secondary">
            ${say('page.profile.confirm.back')}
          </button>
        </div>
      </form>`,
  };
}
