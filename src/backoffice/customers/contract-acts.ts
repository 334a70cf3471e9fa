// From a customer's page to what can be done about the contract, and what waits for an approver already.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { mayDo, type OfficerRole } from '../../domain/officer.ts';
import { formatDay, formatInstant } from '../../http/dates.ts';
import type { BankPageContext } from '../../http/page.ts';
import type { CustomerView } from '../../procedures/office/help-desk/show-customer.ts';
import { contractsHref } from '../contracts/contract-parts.ts';

export function contractActs(
  context: BankPageContext,
  { holder, bank, orders, firstLetter, today }: CustomerView,
  role: OfficerRole,
): HtmlSafeString | '' {
  const { say, language } = context;
  if (holder.role !== 'administrator') return '';
  const { contractState, contractId, stoppedAt } = holder;
  const enters = mayDo(role, 'contracts.enter') && contractState !== 'closed';
  const letterState =
    firstLetter === undefined
      ? 'none'
      : firstLetter.printedAt !== null
        ? 'printed'
        : firstLetter.printUntil < today
          ? 'expired'
          : 'waits';
  const acts = [
    ...(enters ? (['change'] as const) : []),
    ...(mayDo(role, 'contracts.suspend') && contractState === 'open' ? (['suspend'] as const) : []),
    ...(enters && (holder.provisional === 1 || letterState === 'expired') ? (['letter'] as const) : []),
    ...(enters && (contractState === 'suspended' || stoppedAt !== null) ? (['resume'] as const) : []),
    ...(enters ? (['close'] as const) : []),
  ];
  if (acts.length + orders.length === 0 && firstLetter === undefined) return '';
  return html`<section aria-labelledby="contract-acts-title">
    <h2 id="contract-acts-title">${say('page.contracts.customer.title')}</h2>
    ${
      firstLetter === undefined
        ? ''
        : html`<p>
            ${say(`page.contracts.customer.letter.${letterState === 'none' ? 'waits' : letterState}`, {
              at: formatInstant(firstLetter.printedAt ?? 0, language),
              day: formatDay(firstLetter.printUntil, language),
            })}
            <a class="code" href="${contractsHref(context, bank.code, 'orders', firstLetter.order)}">${firstLetter.order}</a></p>`
    }
    ${
      orders.length === 0
        ? ''
        : html`<p>
            ${say('page.contracts.customer.waiting')}
            ${orders.map(
              ({ id, kind }) =>
                html` <a href="${contractsHref(context, bank.code, 'orders', id)}"
                  >${say(`page.contracts.kind.${kind}`)} <span class="code">${id}</span></a
                >`,
            )}
          </p>`
    }
    <div class="actions">
      ${acts.map(
        (act) => html`<a
          class="button ${act === 'suspend' ? 'danger' : 'secondary'}"
          href="${contractsHref(context, bank.code, act, contractId)}"
          >${say(`page.contracts.new.${act}`)}</a
        >`,
      )}
    </div>
  </section>`;
}
