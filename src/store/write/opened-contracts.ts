// Contracts opened at the desk, many in a few statements: a bank's list of a million is one transaction.

import { type Insertable, sql } from 'kysely';
import type { Day } from '../../domain/calendar.ts';
import { searchWords } from '../../domain/search-words.ts';
import type { FirstLetterTable } from '../contract-order-tables.ts';
import type { Transaction } from '../database.ts';
import { prepared } from '../prepared.ts';
import { type ColumnKinds, type PackedRows, packRows, rowSet } from '../row-set.ts';
import type { ContractTable, ContractWordTable, HolderTable, Tables } from '../tables.ts';

const CONTRACT: ColumnKinds<Omit<Insertable<ContractTable>, 'stopped_at'>> = {
  ...{ id: 'text', bank_code: 'text', contract_id: 'text', company_name: 'text', company_kana: 'text' },
  ...{ postal_code: 'text', postal_address: 'text', mail: 'text', language: 'text', state: 'text' },
  ...{ acquisition_from: 'text', created_at: 'integer', updated_at: 'integer' },
};
const HOLDER: ColumnKinds<
  Pick<
    Insertable<HolderTable>,
    'id' | 'contract' | 'role' | 'user_id' | 'permitted_at' | 'subject' | 'created_at'
  >
> = {
  ...{ id: 'text', contract: 'text', role: 'text', user_id: 'text', permitted_at: 'integer' },
  ...{ subject: 'text', created_at: 'integer' },
};
const WORD: ColumnKinds<ContractWordTable> = { bank_code: 'text', word: 'text', contract: 'text' };
const LETTER: ColumnKinds<Omit<FirstLetterTable, 'printed_at' | 'printed_by'>> = {
  ...{ contract: 'text', bank_code: 'text', contract_order: 'text', print_until: 'text' },
};

/** Inserts rows of these columns, however many, by one statement whose text is always the same. */
function inserter(table: keyof Tables, kinds: ColumnKinds<Record<string, unknown>>) {
  const names = Object.keys(kinds);
  return prepared((db, packed: PackedRows) =>
    db
      .insertInto(table)
      .columns(names as never)
      .expression((query) =>
        query
          .selectFrom(rowSet(db, kinds, packed))
          .select(names.map((name) => sql.ref(name).as(name)) as never),
      ),
  );
}

const insertContracts = inserter('contract', CONTRACT);
const insertHolders = inserter('holder', HOLDER);
const insertWords = inserter('contract_word', WORD);
const insertLetters = inserter('first_letter', LETTER);

/** A contract and its administrator, who has no PINs yet. */
export type OpenedContract = Pick<
  ContractTable,
  'id' | 'contract_id' | 'mail' | 'language' | 'acquisition_from' | 'company_name'
> & {
  readonly company_kana: string;
  readonly postal_code: string;
  readonly postal_address: string;
  readonly holder: string;
  readonly subject: string;
};

/** Inserts contracts of one bank, each with a letter that waits; throws when one of them is there already. */
export async function insertOpenedContracts(
  tx: Transaction,
  {
    bankCode,
    order,
    printUntil,
    now,
  }: {
    readonly bankCode: string;
    readonly order: string;
    readonly printUntil: Day;
    readonly now: number;
  },
  opened: readonly OpenedContract[],
): Promise<void> {
  if (opened.length === 0) return;
  const same = { bank_code: bankCode, state: 'open', created_at: now, updated_at: now };
  await insertContracts(tx, packRows(CONTRACT, opened.map((one) => ({ ...one, ...same })) as never));
  const administrator = { role: 'administrator', user_id: '', permitted_at: now, created_at: now } as const;
  const holders = opened.map(({ id, holder, subject }) => {
    return { id: holder, contract: id, subject, ...administrator };
  });
  await insertHolders(tx, packRows(HOLDER, holders));
  const words = opened.flatMap(({ id, company_name, company_kana }) =>
    [...new Set([...searchWords(company_name), ...searchWords(company_kana)])].map((word) => {
      return { bank_code: bankCode, word, contract: id };
    }),
  );
  if (words.length > 0) await insertWords(tx, packRows(WORD, words));
  const letters = opened.map(({ id }) => {
    return { contract: id, bank_code: bankCode, contract_order: order, print_until: printUntil };
  });
  await insertLetters(tx, packRows(LETTER, letters));
}
