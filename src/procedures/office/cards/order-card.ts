// An operator orders a card: the contract's first one, or one in the place of a lost, damaged or misprinted one, which
// ends at once. What stands on it is sealed until somebody else prints it. Printing is never repeated: another print is
// another card, so nothing that was once on paper comes out a second time.

import { CARD_REASONS, type CardReason } from '../../../domain/card-delivery.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import { appendAudit } from '../../../store/write/audit.ts';
import { lockHolders } from '../../../store/write/holder.ts';
import { auditOf } from '../../audit.ts';
import { replaceCardIn } from '../../cards/replace-card.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import { officerAtBank } from '../forms/form-access.ts';
import { keepLetter } from '../letters/letter-content.ts';
import { type ContractInput, loadCards } from './show-cards.ts';

export interface OrderCardInput extends ContractInput {
  readonly reason: string;
  /** The card that worked when the page was shown, by its id; empty: none. A page sent twice orders once. */
  readonly shown: string;
}

/**
 * @returns the new card's number. `contract-closed`, `form-invalid` for an unknown reason, `order-changed` when the
 *   contract has another card by now.
 */
export async function orderCard(
  deployment: Deployment,
  input: OrderCardInput,
  caller: Caller,
): Promise<{ readonly cardId: string; readonly cardNumber: string } | Refusal> {
  const { store, keys, now } = deployment;
  const at = await officerAtBank(deployment, input, 'cards.order');
  if (isRefusal(at)) return at;
  const { officer, bank } = at;
  const { card: shape } = bank;
  const before = await loadCards(deployment, store.db, at, input.contractId);
  if (isRefusal(before)) return before;
  if (shape === null) return refuse('page-not-found');
  const reason = CARD_REASONS.find((one) => one === input.reason);
  return store.transaction(async (tx) => {
    await lockHolders(tx, [before.holder.id]);
    const view = await loadCards(deployment, tx, at, input.contractId);
    if (isRefusal(view)) return view;
    const { holder, active } = view;
    const refusal = whyNot(view.holder.contractState, reason, active?.id ?? '', input.shown);
    const details = { officer: officer.officerId, ...(reason !== undefined && { reason }) };
    if (refusal !== undefined) {
      const deed = { act: 'card.ordered', refusedFor: refusal.cause, details };
      await appendAudit(tx, [auditOf(caller, holder, deed, now())]);
      return refusal;
    }
    const at_ = now();
    const made = await replaceCardIn(tx, deployment, { ...bank, card: shape }, holder, caller, at_);
    const { card, record } = made;
    const cause = { order: card.id, by: officer };
    await keepLetter(
      tx,
      keys,
      bank,
      { contract: holder.contract, content: { kind: 'card', card }, ...cause },
      at_,
    );
    const deed = { act: 'card.ordered', details: { ...details, cardNumber: card.cardNumber } };
    await appendAudit(tx, [auditOf(caller, holder, deed, at_), record]);
    return { cardId: card.id, cardNumber: card.cardNumber };
  });
}

function whyNot(
  contractState: string,
  reason: CardReason | undefined,
  active: string,
  shown: string,
): Refusal | undefined {
  if (contractState === 'closed') return refuse('contract-closed');
  if (active !== shown) return refuse('order-changed');
  // A first one takes no other's place.
  if (reason === undefined || (reason === 'first' && active !== '')) {
    return refuse('form-invalid', { field: 'reason' });
  }
  return undefined;
}
