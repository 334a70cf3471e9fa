// What becomes of a card at the office: given to the post, received, or lost, which ends it at once.

import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import { findHolder } from '../../../store/read/contract.ts';
import type { Transaction } from '../../../store/store.ts';
import { appendAudit } from '../../../store/write/audit.ts';
import {
  closeCardChallenge,
  endActiveCard,
  markCardReceived,
  markCardSent,
} from '../../../store/write/card.ts';
import { lockHolders } from '../../../store/write/holder.ts';
import { expireLetterOfCard } from '../../../store/write/letter.ts';
import { auditOf } from '../../audit.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import { type FormsInput, officerAtBank } from '../forms/form-access.ts';
import { findCard, type StagedCard } from './show-cards.ts';

export const CARD_ACTS = ['sent', 'received', 'ended'] as const;
export type CardAct = (typeof CARD_ACTS)[number];

export interface CardInput extends FormsInput {
  readonly cardId: string;
}

/** Whether the act fits where the card is. */
export function canDo(act: CardAct, { stage }: Pick<StagedCard, 'stage'>): boolean {
  if (act === 'sent') return stage === 'printed';
  if (act === 'received') return stage === 'sent' || stage === 'overdue';
  return stage !== 'ended';
}

/** Does it and records it; `card-settled` when the card is elsewhere by now, `page-not-found` for another bank's. */
export async function deliverCard(
  deployment: Deployment,
  input: CardInput & { readonly act: CardAct },
  caller: Caller,
): Promise<{ readonly contractId: string } | Refusal> {
  const { store, now } = deployment;
  const at = await officerAtBank(deployment, input, 'cards.deliver');
  if (isRefusal(at)) return at;
  const { officer, bank } = at;
  const { act } = input;
  const seen = await findCard(deployment, store.db, at, input.cardId);
  const holder =
    seen && (await findHolder(store.db, { bankCode: bank.code, contractId: seen.contractId, userId: '' }));
  if (seen === undefined || holder === undefined) return refuse('page-not-found');
  return store.transaction(async (tx) => {
    await lockHolders(tx, [holder.id]);
    const card = (await findCard(deployment, tx, at, input.cardId)) ?? seen;
    const done =
      canDo(act, card) && (await carryOut(tx, act, card, { officer: officer.holder.id, now: now() }));
    const refusal = done ? undefined : refuse('card-settled');
    const details = { cardNumber: card.cardNumber, officer: officer.officerId };
    const deed = { act: DEEDS[act], refusedFor: refusal?.cause, details };
    await appendAudit(tx, [auditOf(caller, holder, deed, now())]);
    return refusal ?? { contractId: card.contractId };
  });
}

const DEEDS = { sent: 'card.sent', received: 'card.received', ended: 'card.ended' } as const;

async function carryOut(
  tx: Transaction,
  act: CardAct,
  card: StagedCard,
  by: { readonly officer: string; readonly now: number },
): Promise<boolean> {
  if (act === 'sent') return markCardSent(tx, card.id, by);
  if (act === 'received') return markCardReceived(tx, card.id, by);
  await closeCardChallenge(tx, card.id);
  await expireLetterOfCard(tx, card.id);
  return endActiveCard(tx, card.contract, by.now);
}
