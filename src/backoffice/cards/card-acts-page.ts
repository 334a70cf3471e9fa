// Before a card is printed, once, and before one ends for good.

import { html } from '@prairielearn/html';
import { csrfField } from '../../http/csrf.ts';
import { fact } from '../../http/facts.ts';
import type { BankPageContext, PageParts } from '../../http/page.ts';
import type { CardView } from '../../procedures/office/cards/show-cards.ts';
import { cardsHref } from './cards-page.ts';

const facts = ({ say }: BankPageContext, { card }: CardView) => html`<dl class="facts">
  ${fact(say('page.cards.number'), html`<span class="code">${card.cardNumber}</span>`)}
  ${fact(say('page.cards.company'), html`<bdi>${card.companyName}</bdi> <span class="code">${card.contractId}</span>`)}
</dl>`;

export function printPage(context: BankPageContext, view: CardView, csrf: string): PageParts {
  const { say } = context;
  const { bank, card } = view;
  const way = (
    as: 'card' | 'letter',
  ) => html`<form method="post" action="${cardsHref(context, bank.code, 'card', card.id, 'print')}">
    ${csrfField(csrf)} <input type="hidden" name="as" value="${as}" />
    <p><button type="submit" class="button primary">${say(`page.cards.print.${as}`)}</button></p>
    <p class="hint">${say(`page.cards.print.${as}Hint`)}</p>
  </form>`;
  return {
    title: say('page.cards.print.title'),
    main: html`${facts(context, view)}
      <p class="notice warning">${say('page.cards.print.once')}</p>
      ${way('card')} ${way('letter')}
      <p><a href="${cardsHref(context, bank.code, 'contract', card.contractId)}">${say('page.cards.act.back')}</a></p>`,
  };
}

export function endPage(context: BankPageContext, view: CardView, csrf: string): PageParts {
  const { say } = context;
  const { bank, card } = view;
  return {
    title: say('page.cards.end.title'),
    main: html`${facts(context, view)}
      <p class="notice warning">${say('page.cards.end.lead', { cardNumber: card.cardNumber })}</p>
      <form method="post" action="${cardsHref(context, bank.code, 'card', card.id, 'ended')}">
        ${csrfField(csrf)}
        <div class="actions">
          <button type="submit" class="button primary">${say('page.cards.act.ended')}</button>
          <a href="${cardsHref(context, bank.code, 'contract', card.contractId)}">${say('page.cards.act.back')}</a>
        </div>
      </form>`,
  };
}
