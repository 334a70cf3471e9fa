// 開通確認, step 4: it is done, and what comes next.

import { html } from '@prairielearn/html';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import type { ActivationView } from '../../procedures/activate/activation.ts';
import type { Role } from '../../profile/bank-profile.ts';
import { passwordLogonHref } from '../password-logon/addresses.ts';
import { acquisitionWay, activationSteps, pinNames } from './way.ts';

export function donePage(context: BankPageContext, role: Role, view: ActivationView): PageParts {
  const { profile, say } = context;
  const { href } = acquisitionWay(context, role);
  const acquisition = inLanguage(context, profile.terms.acquisition);
  const passwordHref = passwordLogonHref(profile, role);
  return {
    title: say('page.activation.done.title'),
    steps: activationSteps(context, 'done'),
    main: html`<div class="notice success" role="status">
        <p><strong>${say('page.activation.done.greeting', { companyName: view.companyName })}</strong></p>
        <p>${say('page.activation.done.text', { pins: pinNames(context, role) })}</p>
      </div>
      <section aria-labelledby="next-title">
        <h2 id="next-title">${say('page.refusal.next')}</h2>
        <p>${say(view.permitted ? 'page.activation.done.next' : 'page.activation.done.wait')}</p>
        <div class="actions">
          <a class="button ${view.permitted ? 'primary' : 'secondary'}" href="${href}">${acquisition}</a>
          ${
            passwordHref === undefined
              ? ''
              : html`<a class="button secondary" href="${passwordHref}">${say('page.passwordLogon.enter')}</a>`
          }
        </div>
        ${passwordHref === undefined ? '' : html`<p class="small">${say('page.passwordLogon.until')}</p>`}
      </section>
      <p class="small">${say('page.activation.done.noBack')}</p>
      <p><a href="${context.homeHref}">${say('page.refusal.home')}</a></p>`,
  };
}
