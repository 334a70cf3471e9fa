// Contracts, written.

import type { Insertable } from 'kysely';
import type { Transaction } from '../database.ts';
import type { ContractTable } from '../tables.ts';

export async function insertContract(tx: Transaction, contract: Insertable<ContractTable>): Promise<void> {
  await tx.insertInto('contract').values(contract).execute();
}

export async function setContractState(
  tx: Transaction,
  id: string,
  state: ContractTable['state'],
  now: number,
): Promise<void> {
  await tx.updateTable('contract').set({ state, updated_at: now }).where('id', '=', id).execute();
}
