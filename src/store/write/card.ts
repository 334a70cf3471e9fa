// Customer cards and what they are asked for, written.

import type { Insertable } from 'kysely';
import type { Transaction } from '../database.ts';
import { prepared } from '../prepared.ts';
import type { CustomerCardTable } from '../tables.ts';

export async function insertCard(tx: Transaction, card: Insertable<CustomerCardTable>): Promise<void> {
  await tx.insertInto('customer_card').values(card).execute();
}

const insertChallenge = prepared((db, { card, cells, now }: { card: string; cells: string; now: number }) =>
  db
    .insertInto('card_challenge')
    .values({ card, cells, asked_at: now })
    .onConflict((conflict) => conflict.column('card').doNothing()),
);

/** Asks for these cells unless the card is being asked already: a reload must not draw better ones. */
export async function askCard(
  tx: Transaction,
  card: string,
  coordinates: readonly string[],
  now: number,
): Promise<void> {
  await insertChallenge(tx, { card, cells: JSON.stringify(coordinates), now });
}

const deleteChallenge = prepared((db, { card }: { card: string }) =>
  db.deleteFrom('card_challenge').where('card', '=', card),
);

/** Ends the contract's card; false when it has none. */
export async function endActiveCard(tx: Transaction, contract: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('customer_card')
    .set({ state: 'ended', ended_at: now })
    .where('contract', '=', contract)
    .where('state', '=', 'active')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The question is answered; the next logon draws new cells. */
export async function closeCardChallenge(tx: Transaction, card: string): Promise<void> {
  await deleteChallenge(tx, { card });
}

/** The card was given to the post; false when that was known, or the card has ended. */
export async function markCardSent(
  tx: Transaction,
  card: string,
  { officer, now }: { readonly officer: string; readonly now: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('customer_card')
    .set({ sent_at: now, sent_by: officer })
    .where('id', '=', card)
    .where('state', '=', 'active')
    .where('sent_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The customer has the card: an officer was told, or (null) it was answered from. False when that was known. */
export async function markCardReceived(
  tx: Transaction,
  card: string,
  { officer, now }: { readonly officer: string | null; readonly now: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('customer_card')
    .set({ received_at: now, received_by: officer })
    .where('id', '=', card)
    .where('state', '=', 'active')
    .where('received_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
