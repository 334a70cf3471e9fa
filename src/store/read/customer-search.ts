// What the help desk looks for: customers of one bank by what is known of them. Each question names the bank, is bounded,
// and goes on where the page before ended.

import { sql } from 'kysely';
import type { Reader } from '../database.ts';
import type { Claim } from './contract.ts';

const FOUND = [
  'contract.bank_code as bankCode',
  'contract.contract_id as contractId',
  'contract.company_name as companyName',
  'contract.company_kana as companyKana',
  'contract.state as contractState',
  'holder.user_id as userId',
  'holder.name',
  'holder.state as holderState',
] as const;

/** Where a page ended: what it was ordered by, and the row. */
export interface SearchCursor {
  readonly word: string;
  readonly id: string;
}

const holders = (db: Reader, bankCode: string) =>
  db
    .selectFrom('holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .select(FOUND)
    .where('contract.bank_code', '=', bankCode);

/** Everybody of a contract, the administrator first. */
export function findByContractId(db: Reader, bankCode: string, contractId: string, limit: number) {
  return holders(db, bankCode)
    .where('contract.contract_id', '=', contractId)
    .orderBy('holder.user_id')
    .limit(limit)
    .execute();
}

export type FoundCustomer = Awaited<ReturnType<typeof findByContractId>>[number];

/** One person of a contract. */
export function findPerson(db: Reader, { bankCode, contractId, userId }: Claim) {
  return holders(db, bankCode)
    .where('contract.contract_id', '=', contractId)
    .where('holder.user_id', '=', userId)
    .executeTakeFirst();
}

/** Users of this id, in whatever contract. */
export function findByUserId(
  db: Reader,
  bankCode: string,
  userId: string,
  { after, limit }: { readonly after: SearchCursor | undefined; readonly limit: number },
) {
  // First the page, from its index, and then whose contract it is: see certificate-list.ts.
  const page = db
    .selectFrom('holder')
    .selectAll('holder')
    .where('holder.bank', '=', bankCode)
    .where('holder.user_id', '=', userId)
    .where('holder.role', '=', 'user')
    .where('holder.id', '>', after?.id ?? '')
    .orderBy('holder.id')
    .limit(limit);
  return db
    .selectFrom(page.as('holder'))
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .select(FOUND)
    .select([sql.lit('').as('word'), 'holder.id'])
    .where('contract.bank_code', '=', bankCode)
    .orderBy('holder.id')
    .execute();
}

/** Companies with a word in their name, or its reading, that begins so (domain/search-words.ts). */
export function findByName(
  db: Reader,
  bankCode: string,
  text: string,
  { after, limit }: { readonly after: SearchCursor | undefined; readonly limit: number },
) {
  const { word, id } = after ?? { word: text, id: '' };
  // First the words, from the index alone; only those of this page are then joined.
  const words = db
    .selectFrom('contract_word')
    .select(['contract_word.word', 'contract_word.contract'])
    .where('contract_word.bank_code', '=', bankCode)
    .where('contract_word.word', '>=', word)
    .where('contract_word.word', '<', `${text}\u{10FFFF}`)
    .where(sql<boolean>`(contract_word.word, contract_word.contract) > (${word}, ${id})`)
    .orderBy('contract_word.word')
    .orderBy('contract_word.contract')
    .limit(limit);
  return db
    .selectFrom(words.as('found'))
    .innerJoin('contract', 'contract.id', 'found.contract')
    .innerJoin('holder', (join) =>
      join.onRef('holder.contract', '=', 'contract.id').on('holder.user_id', '=', ''),
    )
    .select(FOUND)
    .select(['found.word', 'found.contract as id'])
    .orderBy('found.word')
    .orderBy('found.contract')
    .execute();
}

/** The records under a reference that an error page showed. */
export function findByReference(db: Reader, bankCode: string, reference: string, limit: number) {
  return db
    .selectFrom('audit')
    .selectAll()
    .where('reference', '=', reference)
    .where('bank_code', '=', bankCode)
    .orderBy('sequence')
    .limit(limit)
    .execute();
}
