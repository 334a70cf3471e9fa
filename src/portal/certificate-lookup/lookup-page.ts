// The questions of acquisition on one page: who answers them may be told what became of the certificate.

import { html } from '@prairielearn/html';
import { csrfField } from '../../http/csrf.ts';
import { type EntryFieldOptions, entryField, faultSummary } from '../../http/entry-field.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import { formIdField } from '../../http/posted-twice.ts';
import type { BankProfile, Field, Role } from '../../profile/bank-profile.ts';
import { ROLES } from '../../profile/fields.ts';

export function lookupRoute(role: Role): string {
  return `/certificate-lookup/${role}`;
}

export function lookupHref(profile: BankProfile, role: Role): string {
  return `/${profile.code}${lookupRoute(role)}`;
}

export function fieldsAsked(profile: BankProfile, role: Role): readonly Field[] {
  return profile.enrolment[role].pages.flat();
}

export interface LookupForm extends Required<EntryFieldOptions> {
  readonly role: Role;
  readonly token: string;
}

export function lookupPage(context: BankPageContext, form: LookupForm): PageParts {
  const { profile, say } = context;
  const other = ROLES.find((role) => role !== form.role);
  return {
    title: say('page.lookup.title'),
    faulty: form.faults.size > 0,
    main: html`${faultSummary(context, form.faults)}
      <p class="lead">${say('page.lookup.lead')}</p>
      ${other === undefined ? '' : html`<p><a href="${lookupHref(profile, other)}">${say('page.lookup.otherRole', { holder: inLanguage(context, profile.terms[other]) })}</a></p>`}
      <form method="post" action="${lookupHref(profile, form.role)}" novalidate>
        ${csrfField(form.token)} ${formIdField()}
        ${fieldsAsked(profile, form.role).map((field) => entryField(context, field, form))}
        <p class="small">${say('page.identify.caution')}</p>
        <div class="actions">
          <button class="button primary" type="submit">${say('page.lookup.submit')}</button>
          <a href="${context.homeHref}">${say('page.refusal.home')}</a>
        </div>
      </form>`,
  };
}
