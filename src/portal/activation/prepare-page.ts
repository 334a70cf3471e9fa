// 開通確認, step 1: what to have at hand, and what is going to be asked.

import { html } from '@prairielearn/html';
import { pinsOf } from '../../domain/pin-choice.ts';
import { isIdentifier } from '../../http/entry-field.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import { activationFields } from '../../procedures/activate/begin-activation.ts';
import type { Role } from '../../profile/bank-profile.ts';
import { activationHref, activationSteps, pinNames } from './way.ts';

export function preparePage(context: BankPageContext, role: Role): PageParts {
  const { profile, say } = context;
  const holder = inLanguage(context, profile.terms[role]);
  return {
    title: say('page.activation.title', { holder }),
    steps: activationSteps(context, 'prepare'),
    main: html`<p class="lead">${say('page.activation.lead', { pins: pinNames(context, role) })}</p>
      <section aria-labelledby="have-title">
        <h2 id="have-title">${say('page.prepare.haveTitle')}</h2>
        <ul class="have-list">
          ${activationFields(profile, role).map((field) => {
            const label = inLanguage(context, profile.terms[field]);
            const hint = profile.hints?.[field];
            return html`<li>
              <strong>${isIdentifier(field) ? label : say('page.activation.first', { label })}</strong>
              <span class="small">${isIdentifier(field) ? hint && inLanguage(context, hint) : say(`page.activation.firstHint.${role}`)}</span>
            </li>`;
          })}
        </ul>
      </section>
      <section aria-labelledby="new-title">
        <h2 id="new-title">${say('page.activation.newTitle')}</h2>
        <ul>
          ${pinsOf(profile, role).map(
            (pin) =>
              html`<li>${say('page.activation.new', { label: inLanguage(context, profile.terms[pin]) })}</li>`,
          )}
        </ul>
        <p class="small">${say('page.activation.days', { windowDays: profile.activation.windowDays })}</p>
      </section>
      <div class="actions">
        <a class="button primary" href="${activationHref(profile, role, 'identify')}">${say('page.activation.start')}</a>
        <a href="${context.homeHref}">${say('page.back')}</a>
      </div>`,
  };
}
