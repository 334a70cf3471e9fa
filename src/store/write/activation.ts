// People's ways through 開通確認, written; and the first PINs that give way to own ones.

import type { PinField } from '../../profile/bank-profile.ts';
import type { Transaction } from '../database.ts';
import type { ActivationRow } from '../tables.ts';

export async function insertActivation(tx: Transaction, activation: ActivationRow): Promise<void> {
  await tx.insertInto('activation').values(activation).execute();
}

export async function markActivationDone(tx: Transaction, tokenHash: string, now: number): Promise<void> {
  await tx.updateTable('activation').set({ done_at: now }).where('token_hash', '=', tokenHash).execute();
}

/** Puts an own PIN in the place of a first one. Lock the holder before, and see that it is one. */
export async function setOwnPin(
  tx: Transaction,
  holder: string,
  { kind, hash }: { readonly kind: PinField; readonly hash: string },
  now: number,
): Promise<void> {
  await tx
    .updateTable('secret')
    .set({ hash, provisional: 0, changed_at: now })
    .where('holder', '=', holder)
    .where('kind', '=', kind)
    .execute();
}

/** The days in which the holder may acquire count from here, if they have not begun before. */
export async function beginAcquisitionDays(tx: Transaction, holder: string, day: string): Promise<void> {
  await tx
    .updateTable('holder')
    .set({ acquisition_from: day })
    .where('id', '=', holder)
    .where('acquisition_from', 'is', null)
    .execute();
}

/** Whoever began with first PINs that are no longer the holder's chooses no own ones. */
export async function deleteActivationsOfHolder(tx: Transaction, holder: string): Promise<void> {
  await tx.deleteFrom('activation').where('holder', '=', holder).execute();
}

export async function deleteActivationsOfContract(tx: Transaction, contract: string): Promise<void> {
  await tx
    .deleteFrom('activation')
    .where('holder', 'in', (query) =>
      query.selectFrom('holder').select('id').where('contract', '=', contract),
    )
    .execute();
}

export async function deleteOldActivations(tx: Transaction, before: number): Promise<void> {
  await tx.deleteFrom('activation').where('expires_at', '<', before).execute();
}
