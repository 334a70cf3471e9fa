// Holders, written; and held still while something is decided about them.

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
  holder: HolderTable,
  secrets: readonly SecretTable[],
): Promise<void> {
  await tx.insertInto('holder').values(holder).execute();
  if (secrets.length > 0) await tx.insertInto('secret').values(secrets).execute();
}
