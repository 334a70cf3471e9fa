// The token of one holder, an order to give one, and the pages before one ends for good.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { mayDo } from '../../domain/officer.ts';
import { csrfField } from '../../http/csrf.ts';
import { formatInstant } from '../../http/dates.ts';
import { fact } from '../../http/facts.ts';
import type { BankPageContext, PageParts } from '../../http/page.ts';
import { textField } from '../../http/text-field.ts';
import type { HolderToken } from '../../procedures/office/tokens/show-tokens.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import type { StockToken } from '../../store/read/token-stock.ts';
import { tokensHref, whoseQuery, whoseText } from './token-parts.ts';

function facts(context: BankPageContext, { bank, holder, active }: HolderToken): HtmlSafeString {
  const { say, language } = context;
  return html`<dl class="facts">
    ${fact(say('page.tokens.order.whose'), whoseText(context, bank, { ...holder, userName: holder.name }))}
    ${fact(
      say('page.tokens.holder.active'),
      active === undefined
        ? say('page.tokens.holder.none')
        : html`<span class="code">${active.serialNumber}</span>
            ${say(active.app ? 'page.tokens.holder.app' : 'page.tokens.holder.device')}`,
    )}
    ${active === undefined ? '' : fact(say('page.tokens.holder.since'), formatInstant(active.activatedAt, language))}
  </dl>`;
}

export function holderPage(context: BankPageContext, view: HolderToken): PageParts {
  const { say } = context;
  const { bank, holder, active, officer } = view;
  const query = whoseQuery(holder);
  const open = holder.contractState !== 'closed' && holder.holderState !== 'removed';
  return {
    title: say('page.tokens.title'),
    main: html`${facts(context, view)}
      <div class="actions">
        ${
          open && mayDo(officer.role, 'tokens.enter')
            ? html`<a class="button primary" href="${tokensHref(context, bank.code, 'give')}${query}">${say('page.tokens.give.title')}</a>`
            : ''
        }
        ${
          active !== undefined && mayDo(officer.role, 'tokens.end')
            ? html`<a class="button secondary" href="${tokensHref(context, bank.code, 'end')}${query}">${say('page.tokens.end.title')}</a>`
            : ''
        }
      </div>
      <p><a href="${tokensHref(context, bank.code)}">${say('page.tokens.act.back')}</a></p>`,
  };
}

export interface TypedOrder {
  readonly serialNumber: string;
  readonly remark: string;
  readonly entryKey: string;
  readonly fault?: string;
}

export function givePage(
  context: BankPageContext,
  view: HolderToken,
  { serialNumber, remark, entryKey, fault }: TypedOrder,
  csrf: string,
): PageParts {
  const { say } = context;
  const { bank, holder } = view;
  const taken = fault === 'token-taken' ? say('page.tokens.give.taken') : undefined;
  const unfit = fault === 'form-invalid' ? say('page.tokens.give.remarkFault') : undefined;
  return {
    title: say('page.tokens.give.title'),
    faulty: fault !== undefined,
    main: html`${facts(context, view)}
      <p>${say('page.tokens.give.lead')}</p>
      <form method="post" action="${tokensHref(context, bank.code, 'give')}">
        ${csrfField(csrf)}
        <input type="hidden" name="entryKey" value="${entryKey}" />
        <input type="hidden" name="contract" value="${holder.contractId}" />
        <input type="hidden" name="user" value="${holder.userId}" />
        ${textField({
          ...{
            id: 'serial',
            label: say('page.tokens.stock.serial'),
            value: serialNumber,
            type: 'id',
            size: 24,
          },
          hint: say('page.tokens.give.serialHint'),
          fault: taken,
        })}
        ${textField({ id: 'remark', label: say('page.tokens.give.remark'), value: remark, size: 40, required: false, fault: unfit })}
        <div class="actions">
          <button type="submit" class="button primary">${say('page.tokens.give.enter')}</button>
          <a href="${tokensHref(context, bank.code, 'holder')}${whoseQuery(holder)}">${say('page.tokens.act.back')}</a>
        </div>
      </form>`,
  };
}

export function endTokenPage(context: BankPageContext, view: HolderToken, csrf: string): PageParts {
  const { say } = context;
  const { bank, holder, active } = view;
  const back = html`<a href="${tokensHref(context, bank.code)}">${say('page.tokens.act.back')}</a>`;
  const title = say('page.tokens.end.title');
  if (active === undefined)
    return {
      title,
      main: html`${facts(context, view)}
      <p>${back}</p>`,
    };
  return {
    title,
    main: html`${facts(context, view)}
      <p class="notice warning">${say('page.tokens.end.lead')}</p>
      <form method="post" action="${tokensHref(context, bank.code, 'end')}">
        ${csrfField(csrf)}
        <input type="hidden" name="contract" value="${holder.contractId}" />
        <input type="hidden" name="user" value="${holder.userId}" />
        <div class="actions">
          <button type="submit" class="button primary">${say('page.tokens.end.confirm')}</button>
          <a href="${tokensHref(context, bank.code, 'holder')}${whoseQuery(holder)}">${say('page.tokens.act.back')}</a>
        </div>
      </form>`,
  };
}

export function discardPage(
  context: BankPageContext,
  bank: BankProfile,
  token: StockToken,
  csrf: string,
): PageParts {
  const { say } = context;
  return {
    title: say('page.tokens.discard.title'),
    main: html`<dl class="facts">
        ${fact(say('page.tokens.stock.serial'), html`<span class="code">${token.serialNumber}</span>`)}
      </dl>
      <p class="notice warning">${say('page.tokens.discard.lead')}</p>
      <form method="post">
        ${csrfField(csrf)}
        <div class="actions">
          <button type="submit" class="button primary">${say('page.tokens.discard.confirm')}</button>
          <a href="${tokensHref(context, bank.code, 'stock')}">${say('page.tokens.act.back')}</a>
        </div>
      </form>`,
  };
}
