// お客様カード at the office: those that are being made or on their way, and those of one contract.

import { dayOf } from '../../../domain/calendar.ts';
import { type CardStage, type DeliveryDays, stageOf } from '../../../domain/card-delivery.ts';
import { hasForm, normaliseEntry } from '../../../domain/entered-fields.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import {
  findCardOfBank,
  type ListedCard,
  readCardsOfContract,
  readCardsUnderWay,
} from '../../../store/read/card-list.ts';
import { type FoundHolder, findHolder } from '../../../store/read/contract.ts';
import type { Reader } from '../../../store/store.ts';
import type { Deployment } from '../../deployment.ts';
import { type AtBank, type FormsInput, officerAtBank } from '../forms/form-access.ts';

const PAGE_SIZE = 50;
const LAST_PAGE = 1000;

export interface StagedCard extends ListedCard {
  readonly stage: CardStage;
}

export interface CardList extends AtBank {
  readonly cards: readonly StagedCard[];
  readonly page: number;
  readonly hasMore: boolean;
}

export async function listCards(
  deployment: Deployment,
  input: FormsInput & { readonly page: string },
): Promise<CardList | Refusal> {
  const at = await officerAtBank(deployment, input, 'cards.read');
  if (isRefusal(at)) return at;
  const page = Math.min(Math.max(Number.parseInt(input.page, 10) || 1, 1), LAST_PAGE);
  const offset = (page - 1) * PAGE_SIZE;
  const found = await readCardsUnderWay(deployment.store.db, at.bank.code, { limit: PAGE_SIZE + 1, offset });
  const cards = found.slice(0, PAGE_SIZE).map((card) => staged(deployment, at, card));
  return { ...at, cards, page, hasMore: found.length > PAGE_SIZE };
}

export interface ContractInput extends FormsInput {
  readonly contractId: string;
}

export interface CardsView extends AtBank {
  readonly holder: FoundHolder;
  readonly cards: readonly StagedCard[];
  /** Undefined: the contract has none that works. */
  readonly active: StagedCard | undefined;
}

/** A contract's cards; `not-accepted` when the bank has no such contract, `page-not-found` when it has no cards. */
export async function showCards(deployment: Deployment, input: ContractInput): Promise<CardsView | Refusal> {
  const at = await officerAtBank(deployment, input, 'cards.read');
  return isRefusal(at) ? at : loadCards(deployment, deployment.store.db, at, input.contractId);
}

export async function loadCards(
  deployment: Deployment,
  db: Reader,
  at: AtBank,
  said: string,
): Promise<CardsView | Refusal> {
  const { bank } = at;
  if (bank.card === null) return refuse('page-not-found');
  const contractId = normaliseEntry(said);
  const possible = hasForm(bank.identifiers.contractId, contractId);
  const holder = possible ? await findHolder(db, { bankCode: bank.code, contractId, userId: '' }) : undefined;
  if (holder === undefined) return refuse('not-accepted');
  const found = await readCardsOfContract(db, bank.code, holder.contract);
  const cards = found.map((card) => staged(deployment, at, card));
  return { ...at, holder, cards, active: cards.find(({ state }) => state === 'active') };
}

export interface CardView extends AtBank {
  readonly card: StagedCard;
}

export async function showCard(
  deployment: Deployment,
  input: FormsInput & { readonly cardId: string },
): Promise<CardView | Refusal> {
  const at = await officerAtBank(deployment, input, 'cards.read');
  if (isRefusal(at)) return at;
  const card = await findCard(deployment, deployment.store.db, at, input.cardId);
  return card === undefined ? refuse('page-not-found') : { ...at, card };
}

/** One card of the bank; another bank's is absent. */
export async function findCard(
  deployment: Deployment,
  db: Reader,
  at: AtBank,
  cardId: string,
): Promise<StagedCard | undefined> {
  const card = await findCardOfBank(db, at.bank.code, cardId);
  return card && staged(deployment, at, card);
}

const staged = ({ now }: Deployment, { bank }: AtBank, card: ListedCard): StagedCard => ({
  ...card,
  stage: stageOf(card, dayOf(now()), bank.card?.deliveryDays as DeliveryDays | undefined),
});
