// For officers who serve several banks: which one.

import { html } from '@prairielearn/html';
import { type BankPageContext, inLanguage, type PageParts } from '../http/page.ts';
import type { Officer } from '../procedures/office/officer.ts';

export function chooseBankPage(
  context: BankPageContext,
  { banks }: Officer,
  { title, lead, hrefOf }: { title: string; lead: string; hrefOf: (bankCode: string) => string },
): PageParts {
  return {
    title,
    main: html`<p class="lead">${lead}</p>
      <ul class="bank-list">
        ${banks.map(
          (bank) => html`<li>
            <a href="${hrefOf(bank.code)}"><span class="code">${bank.code}</span> ${inLanguage(context, bank.name)}</a>
          </li>`,
        )}
      </ul>`,
  };
}
