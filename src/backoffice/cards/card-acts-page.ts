// Before a card is printed, once, and before one ends for good.

import { html } from '@prairielearn/html';
import { radio } from '../../http/choice.ts';
import { csrfField } from '../../http/csrf.ts';
import { fact } from '../../http/facts.ts';
import type { BankPageContext, PageParts } from '../../http/page.ts';
import type { CardView } from '../../procedures/office/cards/show-cards.ts';
import { type Lacking, lackingPart } from '../pdf/lacking-part.ts';
import { stepUpField } from '../step-up-part.ts';
import { cardsHref } from './cards-page.ts';

const facts = ({ say }: BankPageContext, { card }: CardView) => html`<dl class="facts">
  ${fact(say('page.cards.number'), html`<span class="code">${card.cardNumber}</span>`)}
  ${fact(say('page.cards.company'), html`<bdi>${card.companyName}</bdi> <span class="code">${card.contractId}</span>`)}
</dl>`;

export function printPage(
  context: BankPageContext,
  view: CardView,
  {
    csrf,
    now,
    lacking,
  }: { readonly csrf: string; readonly now: number; readonly lacking: readonly Lacking[] },
): PageParts {
  const { say } = context;
  const { bank, card, officer } = view;
  return {
    title: say('page.cards.print.title'),
    main: html`${facts(context, view)}
      ${lackingPart(context, lacking)}
      <p class="notice warning">${say('page.cards.print.once')}</p>
      <form method="post" action="${cardsHref(context, bank.code, 'card', card.id, 'print')}">
        ${csrfField(csrf)}
        <fieldset>
          <legend>${say('page.cards.print.as')}</legend>
          ${(['card', 'letter'] as const).map((as) =>
            radio({
              ...{ id: `as-${as}`, name: 'as', value: as, checked: as === 'card' },
              ...{ label: say(`page.cards.print.${as}`), text: say(`page.cards.print.${as}Hint`) },
            }),
          )}
        </fieldset>
        ${stepUpField(context, officer, now)}
        <div class="actions">
          <button type="submit" class="button primary">${say('page.cards.print.submit')}</button>
          <a href="${cardsHref(context, bank.code, 'contract', card.contractId)}">${say('page.cards.act.back')}</a>
        </div>
      </form>`,
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
