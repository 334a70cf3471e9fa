// Contracts, written.

import type { Insertable } from 'kysely';
import { searchWords } from '../../domain/search-words.ts';
import type { Transaction } from '../database.ts';
import type { ContractTable } from '../tables.ts';

export async function insertContract(tx: Transaction, contract: Insertable<ContractTable>): Promise<void> {
  await tx.insertInto('contract').values(contract).execute();
  const { id, bank_code, company_name, company_kana = '' } = contract;
  const words = new Set([...searchWords(company_name), ...searchWords(company_kana)]);
  if (words.size === 0) return;
  const rows = [...words].map((word) => ({ bank_code, word, contract: id }));
  await tx.insertInto('contract_word').values(rows).execute();
}

export async function setContractState(
  tx: Transaction,
  id: string,
  state: ContractTable['state'],
  now: number,
): Promise<void> {
  await tx.updateTable('contract').set({ state, updated_at: now }).where('id', '=', id).execute();
}

/** Stops everything of a contract at once, or lets it go on. False when it stood so already. */
export async function setContractStopped(
  tx: Transaction,
  id: string,
  stoppedAt: number | null,
  now: number,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('contract')
    .set({ stopped_at: stoppedAt, updated_at: now })
    .where('id', '=', id)
    .where('stopped_at', stoppedAt === null ? 'is not' : 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
