// お客様カード: those under way at a bank, and those of one contract with where each of them is.

import { type HtmlSafeString, html } from '@prairielearn/html';
import { expectedDays } from '../../domain/card-delivery.ts';
import { mayDo } from '../../domain/officer.ts';
import { csrfField } from '../../http/csrf.ts';
import { formatDay, formatInstant } from '../../http/dates.ts';
import { fact } from '../../http/facts.ts';
import { type BankPageContext, inLanguage, type PageParts } from '../../http/page.ts';
import { textField } from '../../http/text-field.ts';
import { canDo } from '../../procedures/office/cards/deliver-card.ts';
import type { CardList, CardsView, StagedCard } from '../../procedures/office/cards/show-cards.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { customerHref } from '../customers/customer-addresses.ts';

/** Below the desk; also the menu item. */
export const CARDS = '/cards';

export function cardsHref({ profile }: BankPageContext, ...parts: readonly string[]): string {
  return [`/${profile.code}/desk${CARDS}`, ...parts.map(encodeURIComponent)].join('/');
}

/** A card as scripts get it. */
export function cardJson(card: StagedCard) {
  const { id, cardNumber, stage, contractId, orderedAt, printedAt, sentAt, receivedAt, endedAt } = card;
  return { id, cardNumber, stage, contractId, orderedAt, printedAt, sentAt, receivedAt, endedAt };
}

export function cardsPage(
  context: BankPageContext,
  { bank, cards, page, hasMore }: CardList,
  asked: { readonly contract: string; readonly unknown: boolean },
): PageParts {
  const { say, language } = context;
  const head = (key: 'number' | 'company' | 'stage' | 'orderedAt') => say(`page.cards.${key}`);
  return {
    title: say('page.cards.title'),
    main: html`<p class="lead">${inLanguage(context, bank.name)}<br />${say('page.cards.lead')}</p>
      ${findForm(context, bank, asked)}
      ${
        cards.length === 0
          ? html`<p class="notice">${say('page.cards.none')}</p>`
          : html`<table class="people">
              <thead>
                <tr>
                  <th scope="col">${head('number')}</th>
                  <th scope="col">${head('company')}</th>
                  <th scope="col">${head('stage')}</th>
                  <th scope="col">${head('orderedAt')}</th>
                </tr>
              </thead>
              <tbody>
                ${cards.map(
                  (card) => html`<tr>
                    <th scope="row">
                      <a class="code" href="${cardsHref(context, bank.code, 'contract', card.contractId)}">${card.cardNumber}</a>
                    </th>
                    <td data-label="${head('company')}">
                      <span><bdi>${card.companyName}</bdi><br /><span class="code">${card.contractId}</span></span>
                    </td>
                    <td data-label="${head('stage')}">${stageText(context, card)}</td>
                    <td data-label="${head('orderedAt')}">${formatInstant(card.orderedAt ?? card.createdAt, language)}</td>
                  </tr>`,
                )}
              </tbody>
            </table>`
      }
      ${
        hasMore
          ? html`<p><a class="button secondary" href="?page=${page + 1}">${say('page.cards.more')}</a></p>`
          : ''
      }`,
  };
}

function findForm(
  context: BankPageContext,
  bank: BankProfile,
  { contract, unknown }: { readonly contract: string; readonly unknown: boolean },
): HtmlSafeString {
  const { say } = context;
  return html`<form method="get" action="${cardsHref(context, bank.code)}">
    ${textField({
      ...{ id: 'contract', label: inLanguage(context, bank.terms.contractId), value: contract },
      hint: say('page.cards.findHint'),
      fault: unknown ? say('page.cards.unknown') : undefined,
      type: 'id',
      size: 16,
    })}
    <p><button class="button secondary" type="submit">${say('page.cards.show')}</button></p>
  </form>`;
}

const stageText = ({ say }: BankPageContext, { stage }: StagedCard): HtmlSafeString | string =>
  stage === 'overdue' || stage === 'unprinted'
    ? html`<strong>${say(`page.cards.stage.${stage}`)}</strong>`
    : say(`page.cards.stage.${stage}`);

export function cardsOfContractPage(context: BankPageContext, view: CardsView, csrf: string): PageParts {
  const { say } = context;
  const { bank, holder, active, cards, officer } = view;
  const before = cards.filter((card) => card !== active);
  const open = holder.contractState !== 'closed' && mayDo(officer.role, 'cards.order');
  return {
    title: say('page.cards.title'),
    main: html`<p class="lead">
        <a href="${customerHref(context, holder)}"><bdi>${holder.companyName}</bdi></a>
        <span class="code">${holder.contractId}</span>
      </p>
      ${
        active === undefined
          ? html`<p class="notice">${say('page.cards.noCard')}</p>`
          : activeCard(context, view, active, csrf)
      }
      ${
        open
          ? html`<p><a class="button secondary" href="${cardsHref(context, bank.code, 'contract', holder.contractId, 'order')}">${say('page.cards.act.order')}</a></p>`
          : ''
      }
      ${
        before.length === 0
          ? ''
          : html`<section aria-labelledby="before">
              <h2 id="before">${say('page.cards.history')}</h2>
              ${before.map((card) => html`<dl class="facts">${cardFacts(context, card)}</dl>`)}
            </section>`
      }
      <p><a href="${cardsHref(context, bank.code)}">${say('page.cards.title')}</a></p>`,
  };
}

function cardFacts(context: BankPageContext, card: StagedCard): HtmlSafeString[] {
  const { say, language } = context;
  const at = (key: 'printedAt' | 'sentAt' | 'receivedAt' | 'endedAt') => {
    const instant = card[key];
    return instant === null ? [] : [fact(say(`page.cards.${key}`), formatInstant(instant, language))];
  };
  const ordered = formatInstant(card.orderedAt ?? 0, language);
  return [
    fact(say('page.cards.number'), html`<span class="code">${card.cardNumber}</span>`),
    fact(say('page.cards.stage'), html`<strong>${say(`page.cards.stage.${card.stage}`)}</strong>`),
    ...(card.orderedAt === null
      ? []
      : [
          fact(
            say('page.cards.orderedAt'),
            card.orderedByName === null
              ? ordered
              : say('page.cards.by', { at: ordered, by: card.orderedByName }),
          ),
        ]),
    ...at('printedAt'),
    ...at('sentAt'),
    ...at('receivedAt'),
    ...at('endedAt'),
  ];
}

function activeCard(
  context: BankPageContext,
  { bank, officer }: CardsView,
  card: StagedCard,
  csrf: string,
): HtmlSafeString {
  const { say } = context;
  const href = (...parts: string[]) => cardsHref(context, bank.code, 'card', card.id, ...parts);
  const acts = mayDo(officer.role, 'cards.deliver');
  const button = (act: 'sent' | 'received') =>
    acts && canDo(act, card)
      ? html`<form method="post" action="${href(act)}">
          ${csrfField(csrf)}<button type="submit" class="button primary">${say(`page.cards.act.${act}`)}</button>
        </form>`
      : '';
  const printed = card.stage === 'printed' || card.stage === 'sent' || card.stage === 'overdue';
  const address = [card.postalCode === '' ? '' : `〒${card.postalCode}`, ...card.postalAddress.split('\n')];
  const written = address.filter((line) => line !== '').join(' ');
  return html`<dl class="facts">
      ${cardFacts(context, card)}
      ${fact(say('page.cards.address'), written === '' ? say('page.cards.noAddress') : html`<bdi>${written}</bdi>`)}
    </dl>
    ${nextText(context, bank, card)}
    <div class="actions">
      ${
        card.stage === 'ordered' && mayDo(officer.role, 'letters.print')
          ? html`<a class="button primary" href="${href('print')}">${say('page.cards.act.print')}</a>`
          : ''
      }
      ${button('sent')} ${button('received')}
      ${printed && acts ? html`<a class="button secondary" href="${href('sheet')}">${say('page.cards.act.carrier')}</a>` : ''}
      ${acts ? html`<a class="button secondary" href="${href('end')}">${say('page.cards.act.ended')}</a>` : ''}
    </div>`;
}

/** What is to be done now, in a sentence. */
function nextText(context: BankPageContext, bank: BankProfile, card: StagedCard): HtmlSafeString | '' {
  const { say, language } = context;
  const { stage, sentAt, printUntil } = card;
  if (stage === 'given' || stage === 'ended') return '';
  if (stage === 'received') {
    const how = card.receivedBy === null ? 'answer' : 'told';
    return html`<p class="notice">${say(`page.cards.next.received.${how}`)}</p>`;
  }
  const days = sentAt === null ? undefined : expectedDays(sentAt, bank.card?.deliveryDays);
  const params = {
    from: days === undefined ? '' : formatDay(days.from, language),
    until: days === undefined ? '' : formatDay(days.until, language),
  };
  const text = say(`page.cards.next.${stage}`, params);
  const until =
    stage === 'ordered' && printUntil !== null
      ? say('page.cards.printUntil', { day: formatDay(printUntil, language) })
      : '';
  const kind = stage === 'overdue' || stage === 'unprinted' ? 'notice warning' : 'notice';
  return html`<p class="${kind}">${text} ${until}</p>`;
}
