// 契約事務: what a bank's officers have entered about contracts, by state.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { Day } from '../../domain/calendar.ts';
import { CONTRACT_ORDER_STATES, type OrderContent } from '../../domain/contract-order.ts';
import { mayDo } from '../../domain/officer.ts';
import { formatDay, formatInstant } from '../../http/dates.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import type { OrderQueue } from '../../procedures/office/contracts/show-order.ts';
import type { QueuedOrder } from '../../store/read/contract-order.ts';
import { aboutText, contractsHref } from './contract-parts.ts';

export function deskPage(context: BankPageContext, queue: OrderQueue): PageParts {
  const { say } = context;
  const { bank, officer, orders, state, page, hasMore } = queue;
  return {
    title: say('page.contracts.title'),
    main: html`<p class="lead">${inLanguage(context, bank.name)}<br />${say('page.contracts.lead')}</p>
      ${
        mayDo(officer.role, 'contracts.enter')
          ? html`<ul class="ways">
              ${(['open', 'import'] as const).map(
                (kind) => html`<li>
                  <a class="button ${kind === 'open' ? 'primary' : 'secondary'}" href="${contractsHref(context, bank.code, kind)}"
                    >${say(`page.contracts.new.${kind}`)}</a
                  >
                </li>`,
              )}
            </ul>`
          : ''
      }
      <nav class="office-menu" aria-label="${say('page.contracts.states')}">
        <ul>
          ${CONTRACT_ORDER_STATES.map((one) => {
            const text = say('page.contracts.count', {
              state: say(`page.contracts.state.${one}`),
              count: queue.counts[one],
            });
            return html`<li>
              <a href="?state=${one}" ${one === state ? html`aria-current="page"` : ''}>${text}</a>
            </li>`;
          })}
        </ul>
      </nav>
      ${orders.length === 0 ? html`<p class="notice">${say('page.contracts.none')}</p>` : list(context, queue)}
      ${hasMore ? html`<p><a class="button secondary" href="?state=${state}&page=${page + 1}">${say('page.contracts.more')}</a></p>` : ''}`,
  };
}

/** Until when its letters are to be printed; or that nobody has. */
function letterMark(
  { say, language }: BankPageContext,
  { letterUntil }: QueuedOrder,
  today: Day,
): HtmlSafeString | '' {
  if (letterUntil === null) return '';
  const text =
    letterUntil < today
      ? html`<strong>${say('page.contracts.letterExpired')}</strong>`
      : say('page.contracts.letterWaits', { day: formatDay(letterUntil, language) });
  return html`<span class="mark">${text}</span>`;
}

function list(context: BankPageContext, queue: OrderQueue): HtmlSafeString {
  const { bank, orders } = queue;
  const { say, language } = context;
  const label = (key: 'kind' | 'about' | 'enteredAt' | 'enteredBy') => say(`page.contracts.${key}`);
  return html`<table class="people">
    <thead>
      <tr>
        <th scope="col">${say('page.contracts.number')}</th>
        <th scope="col">${label('kind')}</th>
        <th scope="col">${label('about')}</th>
        <th scope="col">${label('enteredAt')}</th>
        <th scope="col">${label('enteredBy')}</th>
      </tr>
    </thead>
    <tbody>
      ${orders.map(
        (order) => html`<tr>
          <th scope="row">
            <a class="code form-number" href="${contractsHref(context, bank.code, 'orders', order.id)}">${order.id}</a>
            ${letterMark(context, order, queue.today)}
          </th>
          <td data-label="${label('kind')}">${say(`page.contracts.kind.${order.kind}`)}</td>
          <td data-label="${label('about')}"><span>${aboutText(context, JSON.parse(order.content) as OrderContent)}</span></td>
          <td data-label="${label('enteredAt')}">${formatInstant(order.enteredAt, language)}</td>
          <td data-label="${label('enteredBy')}"><bdi>${order.enteredByName}</bdi></td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}
