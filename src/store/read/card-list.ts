// Customer cards as the office sees them: never their cells. Every question names the bank.

import { sql } from 'kysely';
import type { Reader } from '../database.ts';

const cards = (db: Reader, bankCode: string) =>
  db
    .selectFrom('customer_card')
    .innerJoin('contract', 'contract.id', 'customer_card.contract')
    .leftJoin('letter', 'letter.card', 'customer_card.id')
    .leftJoin('holder as orderer', 'orderer.id', 'letter.ordered_by')
    .select(['customer_card.id', 'customer_card.card_number as cardNumber', 'customer_card.state'])
    .select(['customer_card.created_at as createdAt', 'customer_card.ended_at as endedAt'])
    .select(['customer_card.ordered_at as orderedAt', 'customer_card.sent_at as sentAt'])
    .select(['customer_card.received_at as receivedAt', 'customer_card.received_by as receivedBy'])
    .select(['letter.id as letterId', 'letter.state as letterState', 'letter.form'])
    .select([
      'letter.printed_at as printedAt',
      'letter.print_until as printUntil',
      'orderer.name as orderedByName',
    ])
    .select(['contract.contract_id as contractId', 'contract.company_name as companyName'])
    .select(['contract.postal_code as postalCode', 'contract.postal_address as postalAddress'])
    .select(['contract.language', 'contract.id as contract'])
    // Said so that no index of contracts serves it: SQLite would look for the card of each contract of the bank.
    .where(sql<string>`contract.bank_code || ''`, '=', bankCode);

export async function findCardOfBank(db: Reader, bankCode: string, cardId: string) {
  return cards(db, bankCode).where('customer_card.id', '=', cardId).executeTakeFirst();
}
export type ListedCard = NonNullable<Awaited<ReturnType<typeof findCardOfBank>>>;

/** All cards that the contract has had: the one that works, then the newest first. */
export async function readCardsOfContract(
  db: Reader,
  bankCode: string,
  contract: string,
): Promise<ListedCard[]> {
  return cards(db, bankCode)
    .where('customer_card.contract', '=', contract)
    .orderBy('customer_card.state')
    .orderBy('customer_card.created_at', 'desc')
    .orderBy('customer_card.id')
    .limit(50)
    .execute();
}

/** Cards that were ordered and that no customer is known to have, the oldest first. */
export async function readCardsUnderWay(
  db: Reader,
  bankCode: string,
  page: { readonly limit: number; readonly offset: number },
): Promise<ListedCard[]> {
  return (
    cards(db, bankCode)
      // Said as the index says it, which holds only these.
      .where(sql<boolean>`customer_card.state = 'active'`)
      .where('customer_card.ordered_at', 'is not', null)
      .where('customer_card.received_at', 'is', null)
      .orderBy('customer_card.ordered_at')
      .orderBy('customer_card.id')
      .limit(page.limit)
      .offset(page.offset)
      .execute()
  );
}
