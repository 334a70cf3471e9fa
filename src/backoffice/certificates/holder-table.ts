// The table of a list of holders: each leads to the customer's own page.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { formatDay, formatInstant } from '../../http/dates.ts';
import { type BankPageContext, inLanguage } from '../../http/page.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { customerHref } from '../customers/customer-addresses.ts';
import type { HolderListQuery, ListedHolder } from './holder-list.ts';

export function holderTable(
  context: BankPageContext,
  { bank, list }: HolderListQuery,
  rows: readonly ListedHolder[],
): HtmlSafeString {
  const { say } = context;
  const label = (key: 'person' | 'company' | 'windowEnd' | 'lockedSecret' | 'lastWrong') =>
    say(`page.office.certificates.${key}`);
  const heads =
    list === 'locked'
      ? (['person', 'company', 'lockedSecret', 'lastWrong'] as const)
      : (['person', 'company', 'windowEnd'] as const);
  return html`<table class="people">
    <thead>
      <tr>${heads.map((head) => html`<th scope="col">${label(head)}</th>`)}</tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) => html`<tr>
          <th scope="row">${person(context, bank, row)}</th>
          <td data-label="${label('company')}"><bdi>${row.companyName}</bdi></td>
          ${
            'windowEnd' in row
              ? html`<td data-label="${label('windowEnd')}">${formatDay(row.windowEnd, context.language)}</td>`
              : html`<td data-label="${label('lockedSecret')}">
                    ${inLanguage(context, bank.terms[row.secret])}<br /><span class="small">${say(`page.customers.channel.${row.channel}`)}</span>
                  </td>
                  <td data-label="${label('lastWrong')}">${formatInstant(row.lastAt, context.language)}</td>`
          }
        </tr>`,
      )}
    </tbody>
  </table>`;
}

function person(context: BankPageContext, bank: BankProfile, row: ListedHolder): HtmlSafeString {
  const { terms } = bank;
  const who = inLanguage(context, row.userId === '' ? terms.administrator : terms.user);
  const claim = { bankCode: bank.code, contractId: row.contractId, userId: row.userId };
  return html`<a href="${customerHref(context, claim)}"><span class="code">${row.contractId}</span></a>
    ${who} ${row.userId === '' ? '' : html`<span class="code">${row.userId}</span> <bdi>${row.name}</bdi>`}`;
}
