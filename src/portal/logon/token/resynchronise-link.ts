// The way to the page that puts a token right, where a one-time password is asked.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { BankPageContext } from '../../../http/page.ts';

export const RESYNCHRONISE_ROUTE = '/token/resynchronise';

export function resynchroniseLink({ say, profile }: BankPageContext): HtmlSafeString {
  return html`<p><a href="/${profile.code}${RESYNCHRONISE_ROUTE}">${say('page.resync.link')}</a></p>`;
}
