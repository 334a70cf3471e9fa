// Tokens, written. That a password is accepted once is one conditional statement here (RFC 6238 5.2).

import type { Transaction } from '../database.ts';
import type { TokenRow } from '../tables.ts';

export async function insertToken(tx: Transaction, token: TokenRow): Promise<void> {
  await tx.insertInto('token').values(token).execute();
}

/**
 * Spends a time step or counter: from now on only later ones are good.
 *
 * @returns false when it, or a later one, was spent before, or the token is no longer active.
 */
export async function spendStep(
  tx: Transaction,
  token: string,
  { step, drift }: { readonly step: number; readonly drift: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('token')
    .set({ last_used: step, drift })
    .where('id', '=', token)
    .where('state', '=', 'active')
    .where('last_used', '<', step)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Marks the secret of a waiting app as shown; false when it was shown before. */
export async function markShown(tx: Transaction, token: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('token')
    .set({ shown_at: now })
    .where('id', '=', token)
    .where('state', '=', 'waiting')
    .where('shown_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Makes a waiting app the holder's token; false when it does not wait any more. End the one before first. */
export async function activateToken(
  tx: Transaction,
  token: string,
  { step, drift, now }: { readonly step: number; readonly drift: number; readonly now: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('token')
    .set({ state: 'active', last_used: step, drift, activated_at: now })
    .where('id', '=', token)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Ends the holder's active token and forgets its secret; its serial number, if there was one. */
export async function endActiveToken(
  tx: Transaction,
  holder: string,
  now: number,
): Promise<string | undefined> {
  const ended = await tx
    .updateTable('token')
    .set({ state: 'ended', ended_at: now, sealed_secret: new Uint8Array() })
    .where('holder', '=', holder)
    .where('state', '=', 'active')
    .returning('serial_number')
    .executeTakeFirst();
  return ended?.serial_number;
}

/** An app that never showed a password leaves no trace but in the audit record. */
export async function deleteWaitingToken(tx: Transaction, holder: string): Promise<void> {
  await tx.deleteFrom('token').where('holder', '=', holder).where('state', '=', 'waiting').execute();
}

/** As {@link deleteWaitingToken}, for all that began before. */
export async function deleteOldWaitingTokens(tx: Transaction, before: number): Promise<void> {
  await tx.deleteFrom('token').where('state', '=', 'waiting').where('created_at', '<', before).execute();
}
