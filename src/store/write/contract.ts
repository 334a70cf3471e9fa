// Contracts, written.

import type { Insertable } from 'kysely';
import { searchWords } from '../../domain/search-words.ts';
import type { Transaction } from '../database.ts';
import type { ContractTable } from '../tables.ts';

export async function insertContract(tx: Transaction, contract: Insertable<ContractTable>): Promise<void> {
  await tx.insertInto('contract').values(contract).execute();
  await insertWords(tx, contract);
}

/** As {@link insertContract}; false, and nothing written, when the bank has a contract of this id. */
export async function insertContractOnce(
  tx: Transaction,
  contract: Insertable<ContractTable>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('contract')
    .values(contract)
    .onConflict((on) => on.columns(['bank_code', 'contract_id']).doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) return false;
  await insertWords(tx, contract);
  return true;
}

type WithNames = Pick<Insertable<ContractTable>, 'id' | 'bank_code' | 'company_name' | 'company_kana'>;

const wordsOf = (names: Pick<WithNames, 'company_name' | 'company_kana'>): string[] => [
  ...new Set([...searchWords(names.company_name), ...searchWords(names.company_kana ?? '')]),
];

async function insertWords(tx: Transaction, contract: WithNames): Promise<void> {
  const { id, bank_code } = contract;
  const rows = wordsOf(contract).map((word) => ({ bank_code, word, contract: id }));
  if (rows.length > 0) await tx.insertInto('contract_word').values(rows).execute();
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

/** Where the contract is told from now on. */
export async function setContractMail(tx: Transaction, id: string, mail: string, now: number): Promise<void> {
  await tx.updateTable('contract').set({ mail, updated_at: now }).where('id', '=', id).execute();
}

/** What a contract says of itself from now on, in the place of what it said. The administrator's days count from the day given. */
export async function changeContractTerms(
  tx: Transaction,
  { id, bank_code, company_name, company_kana = '' }: WithNames,
  terms: Required<
    Pick<
      Insertable<ContractTable>,
      | 'company_name'
      | 'company_kana'
      | 'postal_code'
      | 'postal_address'
      | 'mail'
      | 'language'
      | 'acquisition_from'
    >
  >,
  now: number,
): Promise<void> {
  await tx
    .updateTable('contract')
    .set({ ...terms, updated_at: now })
    .where('id', '=', id)
    .execute();
  await tx
    .updateTable('holder')
    .set({ acquisition_from: null })
    .where('contract', '=', id)
    .where('role', '=', 'administrator')
    .execute();
  await tx
    .deleteFrom('contract_word')
    .where('bank_code', '=', bank_code)
    .where('word', 'in', wordsOf({ company_name, company_kana }))
    .where('contract', '=', id)
    .execute();
  await insertWords(tx, { id, bank_code, ...terms });
}
