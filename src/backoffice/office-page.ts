// What every page of the office has around it: who is logged on, the menu of what the role may do, log off.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { FastifyReply } from 'fastify';
import { mayDo, type OfficeAct } from '../domain/officer.ts';
import { csrfField, csrfToken } from '../http/csrf.ts';
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
  { path: '/forms', label: 'page.forms.title', needs: 'forms.read' },
  { path: '/certificates', label: 'page.office.certificates.title', needs: 'certificates.read' },
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
  return html`<form class="log-off" method="post" action="/${profile.code}/log-off">
      ${csrfField(csrf)}<button type="submit" class="button secondary">${say('page.status.logOff')}</button>
    </form>
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

/** A pair of a list of facts. */
export function fact(term: string, value: string | HtmlSafeString): HtmlSafeString {
  return html`<div><dt>${term}</dt><dd>${value}</dd></div>`;
}
