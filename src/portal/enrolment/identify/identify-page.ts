// One page of the questions: fields, order and labels are the bank's.

import { html } from '@prairielearn/html';
import { csrfField } from '../../../http/csrf.ts';
import { type EntryFieldOptions, entryField, faultSummary } from '../../../http/entry-field.ts';
import type { BankPageContext, PageParts } from '../../../http/page.ts';
import { enrolmentSteps, ROLE, stepHref } from '../way.ts';

export interface IdentifyForm extends Required<EntryFieldOptions> {
  /** Index of the page, from 0. */
  readonly page: number;
  readonly token: string;
}

export function identifyPage(context: BankPageContext, form: IdentifyForm): PageParts {
  const { profile, say } = context;
  const { pages } = profile.enrolment[ROLE];
  const position =
    pages.length > 1 ? ` ${say('page.identify.page', { number: form.page + 1, count: pages.length })}` : '';
  return {
    title: `${say('page.identify.title')}${position}`,
    steps: enrolmentSteps(context, 'identify'),
    faulty: form.faults.size > 0,
    main: html`${faultSummary(context, form.faults)}
      <p class="lead">${say(form.page === 0 ? 'page.identify.lead' : 'page.identify.leadNext')}</p>
      <form method="post" action="${stepHref(profile, 'identify', form.page)}" novalidate>
        ${csrfField(form.token)}
        ${pages[form.page]?.map((field) => entryField(context, field, form))}
        <p class="small">${say('page.identify.caution')}</p>
        <div class="actions">
          <button class="button primary" type="submit">${say('page.continue')}</button>
          <a href="${stepHref(profile, form.page === 0 ? 'prepare' : 'identify')}">${say('page.back')}</a>
        </div>
      </form>`,
  };
}
