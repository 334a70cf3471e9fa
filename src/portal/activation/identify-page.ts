// 開通確認, step 2: who it is, and the first PINs.

import { html } from '@prairielearn/html';
import { pinsOf } from '../../domain/pin-choice.ts';
import { csrfField } from '../../http/csrf.ts';
import { type EntryFieldOptions, entryField, faultSummary } from '../../http/entry-field.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import { formIdField } from '../../http/posted-twice.ts';
import { activationFields } from '../../procedures/activate/begin-activation.ts';
import type { Role } from '../../profile/bank-profile.ts';
import { activationHref, activationSteps, pinNames } from './way.ts';

export interface IdentifyForm extends Required<EntryFieldOptions> {
  readonly role: Role;
  readonly csrf: string;
}

export function identifyPage(context: BankPageContext, form: IdentifyForm): PageParts {
  const { profile, say } = context;
  const { role } = form;
  const words = Object.fromEntries(
    pinsOf(profile, role).map((pin) => {
      const label = inLanguage(context, profile.terms[pin]);
      const hint = say(`page.activation.firstHint.${role}`);
      return [pin, { label: say('page.activation.first', { label }), hint }];
    }),
  );
  return {
    title: say('page.activation.identify.title'),
    steps: activationSteps(context, 'identify'),
    faulty: form.faults.size > 0,
    main: html`${faultSummary(context, form.faults)}
      <p class="lead">${say('page.activation.identify.lead', { pins: pinNames(context, role) })}</p>
      <form method="post" action="${activationHref(profile, role, 'identify')}" novalidate>
        ${csrfField(form.csrf)} ${formIdField()}
        ${activationFields(profile, role).map((field) => entryField(context, field, { ...form, words }))}
        <p class="small">${say('page.identify.caution')}</p>
        <div class="actions">
          <button class="button primary" type="submit">${say('page.continue')}</button>
          <a href="${activationHref(profile, role)}">${say('page.back')}</a>
        </div>
      </form>`,
  };
}
