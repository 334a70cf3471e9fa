// Officers, and what is to be done about them, written.

import type { Transaction } from '../database.ts';
import type { OfficerTable } from '../office-tables.ts';
import type { OfficerOrderTable } from '../officer-tables.ts';

export async function insertOfficer(tx: Transaction, officer: OfficerTable): Promise<void> {
  await tx.insertInto('officer').values(officer).execute();
}

export async function changeOfficer(
  tx: Transaction,
  holder: string,
  change: Pick<OfficerTable, 'role' | 'state' | 'seal'>,
): Promise<void> {
  await tx.updateTable('officer').set(change).where('holder', '=', holder).execute();
}

/** False when the page was sent before: then it is entered already. */
export async function insertOfficerOrder(tx: Transaction, order: OfficerOrderTable): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('officer_order')
    .values(order)
    .onConflict((on) => on.column('entry_key').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Holds the order until the transaction ends. */
export async function lockOfficerOrder(tx: Transaction, id: string): Promise<void> {
  if (tx.getExecutor().adapter.supportsMultipleConnections !== true) return;
  await tx.selectFrom('officer_order').select('id').where('id', '=', id).forUpdate().execute();
}

export async function settleOfficerOrder(
  tx: Transaction,
  id: string,
  change: Pick<
    OfficerOrderTable,
    'holder' | 'state' | 'decided_by' | 'decided_person' | 'decided_at' | 'password' | 'app' | 'seal'
  >,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('officer_order')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', 'entered')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Takes a half of the sheet out, which is then gone; undefined: it was gone before, or never was. The order is locked. */
export async function takeHalf(
  tx: Transaction,
  id: string,
  half: 'password' | 'app',
): Promise<Uint8Array | undefined> {
  const row = await tx.selectFrom('officer_order').select(half).where('id', '=', id).executeTakeFirst();
  const sealed = (row as Partial<Record<'password' | 'app', Uint8Array>> | undefined)?.[half];
  if (sealed === undefined || sealed.length === 0) return undefined;
  await tx
    .updateTable('officer_order')
    .set({ [half]: new Uint8Array() })
    .where('id', '=', id)
    .execute();
  return sealed;
}
