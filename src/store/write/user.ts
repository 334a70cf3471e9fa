// The users of a contract, written.

import type { Transaction } from '../database.ts';
import type { SecretTable } from '../tables.ts';

export async function setUserDetails(
  tx: Transaction,
  holder: string,
  details: { readonly name: string; readonly mail: string },
): Promise<void> {
  await tx.updateTable('holder').set(details).where('id', '=', holder).execute();
}

export async function setHolderState(
  tx: Transaction,
  holder: string,
  state: 'active' | 'suspended' | 'removed',
): Promise<void> {
  await tx.updateTable('holder').set({ state }).where('id', '=', holder).execute();
}

/** The holder may have no certificate from now on. */
export async function withdrawPermission(tx: Transaction, holder: string): Promise<void> {
  await tx
    .updateTable('holder')
    .set({ permitted_at: null, acquisition_from: null, moving_from: null, moving_at: null })
    .where('id', '=', holder)
    .execute();
}

/** Puts these secrets in the place of all that the holder had. */
export async function replaceSecrets(
  tx: Transaction,
  holder: string,
  secrets: readonly SecretTable[],
): Promise<void> {
  await tx.deleteFrom('secret').where('holder', '=', holder).execute();
  if (secrets.length > 0) await tx.insertInto('secret').values(secrets).execute();
}
