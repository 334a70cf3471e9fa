// Where a customer's card is, from the order to the customer's hand.

import { addDays, type Day, dayOf } from './calendar.ts';
import type { LetterState } from './letter.ts';

/**
 * ordered: to be printed. unprinted: nobody printed it in time, another one is needed. printed: to be sent. sent: on its
 * way. overdue: should have come. received. given: the customer had it when the bank's list came. ended.
 */
export const CARD_STAGES = [
  'ordered',
  'unprinted',
  'printed',
  'sent',
  'overdue',
  'received',
  'given',
  'ended',
] as const;
export type CardStage = (typeof CARD_STAGES)[number];

export interface CardFacts {
  readonly state: 'active' | 'ended';
  readonly orderedAt: number | null;
  readonly sentAt: number | null;
  readonly receivedAt: number | null;
  /** Of the letter that holds its cells; null: there is none. */
  readonly letterState: LetterState | null;
}

export interface DeliveryDays {
  readonly earliest: number;
  readonly latest: number;
}

const USUAL_DAYS: DeliveryDays = { earliest: 14, latest: 21 };

/** When a card that was sent should be there: the first day and the last one. */
export function expectedDays(
  sentAt: number,
  { earliest, latest }: DeliveryDays = USUAL_DAYS,
): { readonly from: Day; readonly until: Day } {
  const sent = dayOf(sentAt);
  return { from: addDays(sent, earliest), until: addDays(sent, latest) };
}

export function stageOf(card: CardFacts, today: Day, days?: DeliveryDays): CardStage {
  if (card.state === 'ended') return 'ended';
  if (card.orderedAt === null) return 'given';
  if (card.receivedAt !== null) return 'received';
  if (card.sentAt !== null) return today > expectedDays(card.sentAt, days).until ? 'overdue' : 'sent';
  if (card.letterState === 'waiting') return 'ordered';
  return card.letterState === 'printed' ? 'printed' : 'unprinted';
}

export const CARD_REASONS = ['first', 'lost', 'damaged', 'misprinted'] as const;
/** Why a card is ordered. */
export type CardReason = (typeof CARD_REASONS)[number];
