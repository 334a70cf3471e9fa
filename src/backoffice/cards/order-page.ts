// The order of a card: why, and what it ends.

import { html } from '@prairielearn/html';
import { CARD_REASONS } from '../../domain/card-delivery.ts';
import { radio } from '../../http/choice.ts';
import { csrfField } from '../../http/csrf.ts';
import type { BankPageContext, PageParts } from '../../http/page.ts';
import type { CardsView } from '../../procedures/office/cards/show-cards.ts';
import { cardsHref } from './cards-page.ts';

export function orderPage(context: BankPageContext, view: CardsView, csrf: string): PageParts {
  const { say } = context;
  const { bank, holder, active } = view;
  const reasons = CARD_REASONS.filter((reason) => active === undefined || reason !== 'first');
  return {
    title: say('page.cards.order.title'),
    main: html`<p class="lead"><bdi>${holder.companyName}</bdi> <span class="code">${holder.contractId}</span></p>
      <p>${say('page.cards.order.lead')}</p>
      ${
        active === undefined
          ? ''
          : html`<p class="notice warning">${say('page.cards.order.endsOld', { cardNumber: active.cardNumber })}</p>`
      }
      <form method="post">
        ${csrfField(csrf)} <input type="hidden" name="shown" value="${active?.id ?? ''}" />
        <fieldset>
          <legend>${say('page.cards.order.reason')}</legend>
          ${reasons.map((reason, at) =>
            radio({
              ...{ id: `reason-${reason}`, name: 'reason', value: reason },
              label: say(`page.cards.reason.${reason}`),
              checked: at === 0,
            }),
          )}
        </fieldset>
        <div class="actions">
          <button type="submit" class="button primary">${say('page.cards.order.confirm')}</button>
          <a href="${cardsHref(context, bank.code, 'contract', holder.contractId)}">${say('page.cards.act.back')}</a>
        </div>
      </form>`,
  };
}
