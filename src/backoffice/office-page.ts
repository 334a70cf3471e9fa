// What every page of the office has around it: who is logged on, the menu of what the role may do, log off.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { FastifyReply } from 'fastify';
import { mayDo, type OfficeAct } from '../domain/officer.ts';
import { csrfToken } from '../http/csrf.ts';
import { logOffBar } from '../http/log-off.ts';
import { type BankPageContext, type PageParts, sendPage } from '../http/page.ts';
import type { Officer } from '../procedures/office/officer.ts';
import type { WordingKey } from '../profile/wording/wording.ts';

interface MenuItem {
  readonly path: string;
  readonly label: WordingKey;
  readonly needs?: OfficeAct;
}

/** In the order of the day's work. */
const MENU: readonly MenuItem[] = [
  { path: '', label: 'page.office.title' },
  { path: '/customers', label: 'page.customers.title', needs: 'customers.read' },
  { path: '/contracts', label: 'page.contracts.title', needs: 'contracts.read' },
  { path: '/forms', label: 'page.forms.title', needs: 'forms.read' },
  { path: '/letters', label: 'page.letters.title', needs: 'forms.read' },
  { path: '/cards', label: 'page.cards.title', needs: 'cards.read' },
  { path: '/tokens', label: 'page.tokens.title', needs: 'tokens.read' },
  { path: '/certificates', label: 'page.office.certificates.title', needs: 'certificates.read' },
  { path: '/reports', label: 'page.reports.title', needs: 'reports.order' },
  { path: '/audit', label: 'page.audit.title', needs: 'audit.read' },
  { path: '/officers', label: 'page.officers.title', needs: 'officers.read' },
  { path: '/profile', label: 'page.profile.title', needs: 'profile.read' },
];

/** Sends a page of the office. `current` is the menu item that the page belongs to, by its path. */
export function sendOfficePage(
  reply: FastifyReply,
  context: BankPageContext,
  officer: Officer,
  current: string,
  parts: PageParts,
): FastifyReply {
  return sendPage(reply, context, { ...parts, steps: bar(context, officer, current, csrfToken(reply)) });
}

function bar(context: BankPageContext, officer: Officer, current: string, csrf: string): HtmlSafeString {
  const { profile, say } = context;
  const items = MENU.filter(({ needs }) => needs === undefined || mayDo(officer.role, needs));
  return html`${logOffBar(context, { csrf })}
    <nav class="office-menu" aria-label="${say('page.office.nav')}">
      <ul>
        ${items.map(
          ({ path, label }) => html`<li>
            <a href="/${profile.code}/desk${path}" ${path === current ? html`aria-current="page"` : ''}>${say(label)}</a>
          </li>`,
        )}
      </ul>
    </nav>`;
}
