// What the pages of tokens have in common: addresses, and whose a token is.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { type BankPageContext, inLanguage } from '../../http/page.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';

/** Below the desk; also the menu item. */
export const TOKENS = '/tokens';

export function tokensHref({ profile }: BankPageContext, ...parts: readonly string[]): string {
  return [`/${profile.code}/desk${TOKENS}`, ...parts.map(encodeURIComponent)].join('/');
}

export interface Whose {
  readonly contractId: string;
  readonly userId: string;
}

export const whoseQuery = ({ contractId, userId }: Whose): string =>
  `?${new URLSearchParams({ contract: contractId, ...(userId !== '' && { user: userId }) })}`;

/** Whose it is, in the bank's own words. */
export function whoseText(
  context: BankPageContext,
  { terms }: BankProfile,
  { contractId, userId, companyName, userName }: Whose & { companyName: string; userName: string },
): HtmlSafeString {
  return html`<bdi>${companyName}</bdi> <span class="code">${contractId}</span>
    ${
      userId === ''
        ? inLanguage(context, terms.administrator)
        : html`${inLanguage(context, terms.user)} <span class="code">${userId}</span> <bdi>${userName}</bdi>`
    }`;
}

/** What is not seen on a page or turns it around is shown as a sign. */
export const plain = (text: string): string => text.toWellFormed().replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '␣');
