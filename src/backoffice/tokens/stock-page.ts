// The tokens' first page, and the bank's stock.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { mayDo } from '../../domain/officer.ts';
import { formatInstant } from '../../http/dates.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import { textField } from '../../http/text-field.ts';
import { STOCK_STATES, type Stock, type TokenOrderList } from '../../procedures/office/tokens/show-tokens.ts';
import { orderTable } from './order-page.ts';
import { tokensHref } from './token-parts.ts';

export function tokensPage(context: BankPageContext, stock: Stock, { orders }: TokenOrderList): PageParts {
  const { say } = context;
  const { bank, counts, officer } = stock;
  const { contractId, userId, administrator } = bank.terms;
  return {
    title: say('page.tokens.title'),
    main: html`<p class="lead">${inLanguage(context, bank.name)}</p>
      <section aria-labelledby="find">
        <h2 id="find">${say('page.tokens.find')}</h2>
        <form method="get" action="${tokensHref(context, bank.code, 'holder')}">
          ${textField({ id: 'contract', label: inLanguage(context, contractId), value: '', type: 'id', size: 16 })}
          ${textField({
            ...{
              id: 'user',
              label: inLanguage(context, userId),
              value: '',
              type: 'id',
              size: 16,
              required: false,
            },
            hint: say('page.tokens.findHint', { administrator: inLanguage(context, administrator) }),
          })}
          <button class="button secondary" type="submit">${say('page.tokens.show')}</button>
        </form>
      </section>
      <section aria-labelledby="orders">
        <h2 id="orders">${say('page.tokens.orders.waiting')}</h2>
        ${orders.length === 0 ? html`<p class="notice">${say('page.tokens.orders.none')}</p>` : orderTable(context, bank, orders)}
        <p><a href="${tokensHref(context, bank.code, 'orders')}">${say('page.tokens.orders.all')}</a></p>
      </section>
      <section aria-labelledby="stock">
        <h2 id="stock">${say('page.tokens.stock.title')}</h2>
        <p>${say('page.tokens.stock.free', { count: counts.free })}</p>
        <div class="actions">
          ${
            mayDo(officer.role, 'tokens.register')
              ? html`<a class="button secondary" href="${tokensHref(context, bank.code, 'register')}">${say('page.tokens.register.title')}</a>`
              : ''
          }
          <a href="${tokensHref(context, bank.code, 'stock')}">${say('page.tokens.stock.see')}</a>
        </div>
      </section>`,
  };
}

export function stockPage(context: BankPageContext, stock: Stock, from: string): PageParts {
  const { say, language } = context;
  const { bank, tokens, state, counts, next, officer } = stock;
  const head = (key: 'serial' | 'maker' | 'kind' | 'registeredAt') => say(`page.tokens.stock.${key}`);
  const discards = state === 'free' && mayDo(officer.role, 'tokens.end');
  const query = (said: Record<string, string>) => `?${new URLSearchParams({ state, ...said })}`;
  const discard = (serial: string): HtmlSafeString | '' =>
    discards
      ? html`<br /><a href="${tokensHref(context, bank.code, 'stock', serial, 'discard')}">${say('page.tokens.discard.title')}</a>`
      : '';
  return {
    title: say('page.tokens.stock.title'),
    main: html`<p class="lead">${inLanguage(context, bank.name)}</p>
      <nav class="office-menu" aria-label="${say('page.tokens.stock.state')}">
        <ul>
          ${STOCK_STATES.map((one) => {
            const text = say('page.tokens.stock.count', {
              state: say(`page.tokens.stock.state.${one}`),
              count: counts[one],
            });
            return html`<li><a href="?state=${one}" ${one === state ? html`aria-current="page"` : ''}>${text}</a></li>`;
          })}
        </ul>
      </nav>
      <form class="filter" method="get">
        <input type="hidden" name="state" value="${state}" />
        ${textField({ id: 'from', label: say('page.tokens.stock.from'), value: from, type: 'id', size: 20, required: false })}
        <button class="button secondary" type="submit">${say('page.tokens.show')}</button>
      </form>
      ${
        tokens.length === 0
          ? html`<p class="notice">${say('page.tokens.stock.none')}</p>`
          : html`<table class="people">
              <thead>
                <tr>
                  <th scope="col">${head('serial')}</th>
                  <th scope="col">${head('maker')}</th>
                  <th scope="col">${head('kind')}</th>
                  <th scope="col">${head('registeredAt')}</th>
                </tr>
              </thead>
              <tbody>
                ${tokens.map(
                  (token) => html`<tr>
                    <th scope="row"><span class="code">${token.serialNumber}</span></th>
                    <td data-label="${head('maker')}"><bdi>${`${token.maker} ${token.model}`.trim() || '—'}</bdi></td>
                    <td data-label="${head('kind')}">${say(`page.tokens.kind.${token.kind}`)}</td>
                    <td data-label="${head('registeredAt')}">
                      <span>${formatInstant(token.registeredAt, language)}${discard(token.serialNumber)}</span>
                    </td>
                  </tr>`,
                )}
              </tbody>
            </table>`
      }
      ${next === undefined ? '' : html`<p><a class="button secondary" href="${query({ from: next })}">${say('page.tokens.more')}</a></p>`}
      <p><a href="${tokensHref(context, bank.code)}">${say('page.tokens.act.back')}</a></p>`,
  };
}
