// Holders, written; and held still while something is decided about them.

import type { Insertable } from 'kysely';
import type { Transaction } from '../database.ts';
import type { HolderTable, SecretTable } from '../tables.ts';

/**
 * Keeps other processes from deciding about the same holders until this transaction ends. On SQLite there is one
 * writer anyway. The order is fixed so that two transactions cannot wait for each other.
 */
export async function lockHolders(tx: Transaction, holders: readonly string[]): Promise<void> {
  if (tx.getExecutor().adapter.supportsMultipleConnections !== true || holders.length === 0) return;
  await tx.selectFrom('holder').select('id').where('id', 'in', holders).orderBy('id').forUpdate().execute();
}

export async function insertHolder(
  tx: Transaction,
  holder: Insertable<HolderTable>,
  secrets: readonly SecretTable[],
): Promise<void> {
  await tx
    .insertInto('holder')
    .values(({ selectFrom }) => ({
      ...holder,
      bank: selectFrom('contract').select('bank_code').where('id', '=', holder.contract),
    }))
    .execute();
  if (secrets.length > 0) await tx.insertInto('secret').values(secrets).execute();
}

/**
 * Lets the holder acquire again as if for the first time: what was before this permission is forgotten. The days count
 * from `day`.
 */
export async function permitAnew(tx: Transaction, holder: string, at: number, day: string): Promise<void> {
  const { latest } = await tx
    .selectFrom('certificate')
    .select(({ fn }) => fn.max('planned_at').as('latest'))
    .where('holder', '=', holder)
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('holder')
    // After all that was, also by a clock that was set back meanwhile.
    .set({
      permitted_at: Math.max(at, Number(latest ?? 0) + 1),
      acquisition_from: day,
      moving_from: null,
      moving_at: null,
    })
    .where('id', '=', holder)
    .execute();
}

/** The holder moves to a new PC and keeps this certificate meanwhile; null: moves no more. */
export async function setMoving(
  tx: Transaction,
  holder: string,
  moving: { readonly from: string; readonly at: number } | null,
): Promise<void> {
  await tx
    .updateTable('holder')
    .set({ moving_from: moving?.from ?? null, moving_at: moving?.at ?? null })
    .where('id', '=', holder)
    .execute();
}
