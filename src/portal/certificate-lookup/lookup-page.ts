// The questions of acquisition on one page: who answers them may be told what became of the certificate.

import { html } from '@prairielearn/html';
import { csrfField } from '../../http/csrf.ts';
import { type EntryFieldOptions, entryField, faultSummary } from '../../http/entry-field.ts';
import type { BankPageContext, PageParts } from '../../http/page.ts';
import type { BankProfile, Field } from '../../profile/bank-profile.ts';

export const ROLE = 'administrator';
export const LOOKUP_ROUTE = `/certificate-lookup/${ROLE}`;

export function lookupHref(profile: BankProfile): string {
  return `/${profile.code}${LOOKUP_ROUTE}`;
}

export function fieldsAsked(profile: BankProfile): readonly Field[] {
  return profile.enrolment[ROLE].pages.flat();
}

export interface LookupForm extends Required<EntryFieldOptions> {
  readonly token: string;
}

export function lookupPage(context: BankPageContext, form: LookupForm): PageParts {
  const { profile, say } = context;
  return {
    title: say('page.lookup.title'),
    faulty: form.faults.size > 0,
    main: html`${faultSummary(context, form.faults)}
      <p class="lead">${say('page.lookup.lead')}</p>
      <form method="post" action="${lookupHref(profile)}" novalidate>
        ${csrfField(form.token)} ${fieldsAsked(profile).map((field) => entryField(context, field, form))}
        <p class="small">${say('page.identify.caution')}</p>
        <div class="actions">
          <button class="button primary" type="submit">${say('page.lookup.submit')}</button>
          <a href="${context.homeHref}">${say('page.refusal.home')}</a>
        </div>
      </form>`,
  };
}
