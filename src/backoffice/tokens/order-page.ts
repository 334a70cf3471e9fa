// Orders to give a token: by state, and one of them with what may be done about it.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { csrfField } from '../../http/csrf.ts';
import { formatInstant } from '../../http/dates.ts';
import { fact } from '../../http/facts.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import {
  TOKEN_ORDER_STATES,
  type TokenOrderList,
  type TokenOrderView,
} from '../../procedures/office/tokens/show-tokens.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import type { FoundTokenOrder } from '../../store/read/token-stock.ts';
import { tokensHref, whoseText } from './token-parts.ts';

export function orderTable(
  context: BankPageContext,
  bank: BankProfile,
  orders: readonly FoundTokenOrder[],
): HtmlSafeString {
  const { say, language } = context;
  const head = (key: 'serial' | 'whose' | 'entered') => say(`page.tokens.order.${key}`);
  return html`<table class="people">
    <thead>
      <tr>
        <th scope="col">${say('page.tokens.order.number')}</th>
        <th scope="col">${head('serial')}</th>
        <th scope="col">${head('whose')}</th>
        <th scope="col">${head('entered')}</th>
      </tr>
    </thead>
    <tbody>
      ${orders.map(
        (order) => html`<tr>
          <th scope="row">
            <a class="code form-number" href="${tokensHref(context, bank.code, 'orders', order.id)}">${order.id}</a>
          </th>
          <td data-label="${head('serial')}"><span class="code">${order.serialNumber}</span></td>
          <td data-label="${head('whose')}"><span>${whoseText(context, bank, order)}</span></td>
          <td data-label="${head('entered')}">
            <span>${formatInstant(order.entered_at, language)}<br /><bdi>${order.enteredByName}</bdi></span>
          </td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

export function tokenOrdersPage(context: BankPageContext, list: TokenOrderList): PageParts {
  const { say } = context;
  const { bank, orders, state, page, hasMore } = list;
  return {
    title: say('page.tokens.orders.title'),
    main: html`<p class="lead">${inLanguage(context, bank.name)}</p>
      <nav class="office-menu" aria-label="${say('page.tokens.order.state')}">
        <ul>
          ${TOKEN_ORDER_STATES.map(
            (one) => html`<li>
              <a href="?state=${one}" ${one === state ? html`aria-current="page"` : ''}>${say(`page.tokens.order.state.${one}`)}</a>
            </li>`,
          )}
        </ul>
      </nav>
      ${orders.length === 0 ? html`<p class="notice">${say('page.tokens.orders.none')}</p>` : orderTable(context, bank, orders)}
      ${hasMore ? html`<p><a class="button secondary" href="?state=${state}&page=${page + 1}">${say('page.tokens.more')}</a></p>` : ''}
      <p><a href="${tokensHref(context, bank.code)}">${say('page.tokens.act.back')}</a></p>`,
  };
}

export function orderPage(
  context: BankPageContext,
  view: TokenOrderView,
  { csrf, stepUp }: { readonly csrf: string; readonly stepUp: HtmlSafeString | '' },
): PageParts {
  const { say, language } = context;
  const { bank, order, facts, hash, acts, untouched } = view;
  const act = (name: 'approve' | 'return' | 'withdraw', inside: HtmlSafeString | '' = '') =>
    acts.includes(name)
      ? html`<form method="post" action="${tokensHref(context, bank.code, 'orders', order.id, name)}">
          ${csrfField(csrf)} ${inside}
          <p>
            <button type="submit" class="button ${name === 'approve' ? 'primary' : 'secondary'}">
              ${say(`page.tokens.order.act.${name}`)}
            </button>
          </p>
        </form>`
      : '';
  const waits = order.state === 'entered';
  return {
    title: say('page.tokens.order.title', { order: order.id }),
    main: html`${untouched ? '' : html`<p class="notice failure">${say('page.tokens.order.tampered')}</p>`}
      <dl class="facts">
        ${fact(say('page.tokens.order.state'), html`<strong>${say(`page.tokens.order.state.${order.state}`)}</strong>`)}
        ${fact(say('page.tokens.order.serial'), html`<span class="code">${order.serialNumber}</span>`)}
        ${fact(say('page.tokens.order.whose'), whoseText(context, bank, order))}
        ${
          waits
            ? fact(
                say('page.tokens.order.ends'),
                facts.ends === ''
                  ? say('page.tokens.order.endsNone')
                  : html`<span class="code">${facts.ends}</span>`,
              )
            : ''
        }
        ${order.remark === '' ? '' : fact(say('page.tokens.give.remark'), html`<bdi>${order.remark}</bdi>`)}
        ${fact(say('page.tokens.order.entered'), html`${formatInstant(order.entered_at, language)} <bdi>${order.enteredByName}</bdi>`)}
        ${
          order.decided_at === null
            ? ''
            : fact(
                say('page.tokens.order.decided'),
                html`${formatInstant(order.decided_at, language)} <bdi>${order.decidedByName ?? ''}</bdi>`,
              )
        }
      </dl>
      ${waits && acts.length === 0 ? html`<p class="notice">${say('page.tokens.order.another')}</p>` : ''}
      ${act('approve', html`<input type="hidden" name="hash" value="${hash}" />${stepUp}`)} ${act('return')} ${act('withdraw')}
      <p><a href="${tokensHref(context, bank.code)}">${say('page.tokens.act.back')}</a></p>`,
  };
}
