// At the top of every page behind a logon (manual 000: 右上のログオフ).

import { type HtmlSafeString, html } from '@prairielearn/html';
import { csrfField } from './csrf.ts';
import type { BankPageContext } from './page.ts';

/** @param route below the bank's code. */
export function logOffBar(
  { profile, say }: BankPageContext,
  { csrf, route = '/log-off' }: { readonly csrf: string; readonly route?: string },
): HtmlSafeString {
  return html`<form class="log-off" method="post" action="/${profile.code}${route}">
    ${csrfField(csrf)}<button type="submit" class="button secondary">${say('page.status.logOff')}</button>
  </form>`;
}
