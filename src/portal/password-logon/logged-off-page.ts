// Where the log off of an id and password leads.

import { html } from '@prairielearn/html';
import type { BankPageContext, PageParts } from '../../http/page.ts';
import type { Role } from '../../profile/bank-profile.ts';
import { passwordLogonRoute } from './addresses.ts';

export function loggedOffPage({ profile, say, homeHref }: BankPageContext, role: Role): PageParts {
  return {
    title: say('page.loggedOff.title'),
    main: html`<p class="lead">${say('page.passwordLogon.loggedOff')}</p>
      <div class="actions">
        <a class="button primary" href="${homeHref}">${say('page.refusal.home')}</a>
        <a class="button secondary" href="/${profile.code}${passwordLogonRoute(role)}">${say('page.loggedOff.again')}</a>
      </div>`,
  };
}
