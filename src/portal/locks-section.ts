// What is locked, on status pages: one's own secrets, and for an administrator the users'.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { LockedSecret } from '../domain/locked-secrets.ts';
import { type BankPageContext, inLanguage } from '../http/page.ts';
import type { Locks } from '../procedures/locks/find-locks.ts';
import type { Role } from '../profile/fields.ts';

/** A line among the facts, also when nothing is locked. */
export function locksFact({ say }: BankPageContext, { own, users }: Locks): HtmlSafeString {
  const state = own.length + users.length > 0 ? 'page.locks.some' : 'page.locks.none';
  return html`<div><dt>${say('page.locks.title')}</dt><dd>${say(state)}</dd></div>`;
}

/** @param usersHref where the administrator unlocks users. */
export function locksSection(
  context: BankPageContext,
  role: Role,
  { own, users }: Locks,
  usersHref?: string,
): HtmlSafeString | '' {
  if (own.length + users.length === 0) return '';
  const { say } = context;
  return html`<section class="notice failure" aria-labelledby="locks-title">
    <h2 id="locks-title">${say('page.locks.title')}</h2>
    ${
      own.length === 0
        ? ''
        : html`<p>${say('page.locks.own')}</p>
            <ul>${own.map((locked) => html`<li>${secretText(context, locked)}</li>`)}</ul>
            <p>${say(`page.locks.next.${role}`)}</p>`
    }
    ${
      users.length === 0
        ? ''
        : html`<p>${say('page.locks.users')}</p>
            <ul>
              ${users.map(
                ({ userId, name, locked }) =>
                  html`<li><strong>${userId}</strong> ${name}<ul>${locked.map((one) => html`<li>${secretText(context, one)}</li>`)}</ul></li>`,
              )}
            </ul>
            <p>${say('page.locks.unlock')}</p>
            ${usersHref === undefined ? '' : html`<p><a class="button secondary" href="${usersHref}">${say('page.locks.toUsers')}</a></p>`}`
    }
    <p class="small">${say('page.locks.stranger')}</p>
  </section>`;
}

function secretText(context: BankPageContext, { secret, channel }: LockedSecret): string {
  const label = inLanguage(context, context.profile.terms[secret]);
  return context.say(`page.locks.${channel}`, { label });
}
