// One page of the questions: fields, order and labels are the bank's.

import { html } from '@prairielearn/html';
import { pagesOfEntrance } from '../../../domain/entrance.ts';
import { csrfField } from '../../../http/csrf.ts';
import { type EntryFieldOptions, entryField, faultSummary } from '../../../http/entry-field.ts';
import type { BankPageContext, PageParts } from '../../../http/page.ts';
import { formIdField } from '../../../http/posted-twice.ts';
import type { BankProfile } from '../../../profile/bank-profile.ts';
import { type Entrance, enrolmentSteps, stepHref } from '../way.ts';

export interface IdentifyForm extends Required<EntryFieldOptions> {
  readonly entrance: Entrance;
  /** Index of the page, from 0. */
  readonly page: number;
  readonly token: string;
}

export function identifyPage(context: BankPageContext, form: IdentifyForm): PageParts {
  const { profile, say } = context;
  const { entrance } = form;
  const pages = pagesOfEntrance(profile, entrance);
  const position =
    pages.length > 1 ? ` ${say('page.identify.page', { number: form.page + 1, count: pages.length })}` : '';
  return {
    title: `${say('page.identify.title')}${position}`,
    steps: enrolmentSteps(context, entrance, 'identify'),
    faulty: form.faults.size > 0,
    main: html`${faultSummary(context, form.faults)}
      <p class="lead">${say(form.page === 0 ? 'page.identify.lead' : 'page.identify.leadNext')}</p>
      <form method="post" action="${stepHref(profile, entrance, 'identify', form.page)}" novalidate>
        ${csrfField(form.token)} ${formIdField()}
        ${pages[form.page]?.map((field) => entryField(context, field, form))}
        ${endsPasswordLogon(profile, entrance) ? html`<p class="notice warning">${say('page.prepare.passwordOver')}</p>` : ''}
        <p class="small">${say('page.identify.caution')}</p>
        <div class="actions">
          <button class="button primary" type="submit">${say('page.continue')}</button>
          <a href="${stepHref(profile, entrance, form.page === 0 ? 'prepare' : 'identify')}">${say('page.back')}</a>
        </div>
      </form>`,
  };
}

/** Said once more before the act: it is the whole contract's, and for good (manual 000). */
function endsPasswordLogon({ logon }: BankProfile, { role, way }: Entrance): boolean {
  return role === 'administrator' && way === 'enrolment' && logon.passwordLogon !== 'never';
}
