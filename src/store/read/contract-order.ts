// Contract orders, their lists and the letters that wait, read. Every question names the bank: another bank's are absent.

import type { Day } from '../../domain/calendar.ts';
import type { ContractOrderState } from '../../domain/contract-order.ts';
import type { Reader } from '../database.ts';

export async function findOrder(db: Reader, bankCode: string, id: string) {
  return db
    .selectFrom('contract_order')
    .selectAll()
    .where('bank_code', '=', bankCode)
    .where('id', '=', id)
    .executeTakeFirst();
}
export type FoundOrder = NonNullable<Awaited<ReturnType<typeof findOrder>>>;

/** The order that was entered from this page. */
export async function findOrderOfEntry(db: Reader, bankCode: string, entryKey: string) {
  return db
    .selectFrom('contract_order')
    .select(['id', 'entered_by'])
    .where('bank_code', '=', bankCode)
    .where('entry_key', '=', entryKey)
    .executeTakeFirst();
}

/** What became of it, from the entry on, with who did it. */
export async function readOrderSteps(db: Reader, order: string) {
  return db
    .selectFrom('contract_order_step')
    .innerJoin('holder', 'holder.id', 'contract_order_step.officer')
    .selectAll('contract_order_step')
    .select(['holder.name as officerName', 'holder.user_id as officerId'])
    .where('contract_order', '=', order)
    .orderBy('sequence')
    .execute();
}
export type OrderStep = Awaited<ReturnType<typeof readOrderSteps>>[number];

/** A page of the desk: what waits from the oldest, what is settled from the latest. */
export async function readOrderQueue(
  db: Reader,
  bankCode: string,
  state: ContractOrderState,
  page: { readonly limit: number; readonly offset: number },
) {
  const direction = state === 'entered' ? 'asc' : 'desc';
  return (
    db
      .selectFrom('contract_order')
      .innerJoin('holder as writer', 'writer.id', 'contract_order.entered_by')
      .select(['contract_order.id', 'kind', 'contract_id as contractId', 'content', 'contract_order.state'])
      .select(['entered_at as enteredAt', 'writer.name as enteredByName'])
      // Until when its letters can be printed that nobody has printed yet: all of an order until the same day.
      .select(({ selectFrom }) =>
        selectFrom('first_letter')
          .select('print_until')
          .whereRef('contract_order', '=', 'contract_order.id')
          .where('first_letter.bank_code', '=', bankCode)
          .where('printed_at', 'is', null)
          .limit(1)
          .as('letterUntil'),
      )
      .where('contract_order.bank_code', '=', bankCode)
      .where('contract_order.state', '=', state)
      .orderBy('entered_at', direction)
      .orderBy('contract_order.id')
      .limit(page.limit)
      .offset(page.offset)
      .execute()
  );
}
export type QueuedOrder = Awaited<ReturnType<typeof readOrderQueue>>[number];

export async function countOrders(db: Reader, bankCode: string) {
  const rows = await db
    .selectFrom('contract_order')
    .select(['state', ({ fn }) => fn.countAll<number | string>().as('orders')])
    .where('bank_code', '=', bankCode)
    .groupBy('state')
    .execute();
  return new Map(rows.map(({ state, orders }) => [state, Number(orders)]));
}

/** Orders about this contract that wait for an approver. */
export async function readOpenOrdersOf(db: Reader, bankCode: string, contractId: string) {
  return db
    .selectFrom('contract_order')
    .select(['id', 'kind'])
    .where('bank_code', '=', bankCode)
    .where('contract_id', '=', contractId)
    .where('state', '=', 'entered')
    .orderBy('entered_at')
    .execute();
}

export async function findContractList(db: Reader, bankCode: string, id: string) {
  return db
    .selectFrom('contract_list')
    .selectAll()
    .where('bank_code', '=', bankCode)
    .where('id', '=', id)
    .executeTakeFirst();
}
export type FoundContractList = NonNullable<Awaited<ReturnType<typeof findContractList>>>;

/** Approved lists whose contracts are being opened: of a bank, or of all. */
export async function readListsBeingOpened(db: Reader, bankCode?: string) {
  return db
    .selectFrom('contract_list')
    .select(['id', 'bank_code as bankCode'])
    .where('opened_line', 'is not', null)
    .$if(bankCode !== undefined, (query) => query.where('bank_code', '=', bankCode ?? ''))
    .execute();
}

export async function findListPart(db: Reader, list: string, number: number) {
  const row = await db
    .selectFrom('contract_list_part')
    .select('sealed')
    .where('list', '=', list)
    .where('number', '=', number)
    .executeTakeFirst();
  return row?.sealed;
}

/** What a contract says of itself, beside what a holder knows of it. */
export async function findContractTerms(db: Reader, contract: string) {
  return db
    .selectFrom('contract')
    .innerJoin('holder', 'holder.contract', 'contract.id')
    .select(['company_name as companyName', 'company_kana as companyKana', 'contract.mail', 'language'])
    .select(['postal_code as postalCode', 'postal_address as postalAddress'])
    .select(({ fn }) =>
      fn.coalesce('holder.acquisition_from', 'contract.acquisition_from').as('acquisitionFrom'),
    )
    .where('contract.id', '=', contract)
    .where('holder.role', '=', 'administrator')
    .executeTakeFirst();
}

export interface LetterCounts {
  readonly waiting: number;
  readonly printed: number;
  /** Nobody has printed them in time. */
  readonly expired: number;
  /** The last day on which they can be printed; absent: there are none. */
  readonly until?: Day;
}

/** How many first letters an order has, and how many of them cannot be printed any more today. */
export async function countFirstLetters(db: Reader, order: string, today: Day): Promise<LetterCounts> {
  const row = await db
    .selectFrom('first_letter')
    .select(({ fn }) => [
      fn.countAll<number | string>().as('all'),
      fn.count<number | string>('printed_at').as('printed'),
      fn.max<Day | null>('print_until').as('until'),
    ])
    .where('contract_order', '=', order)
    .executeTakeFirstOrThrow();
  const unprinted = Number(row.all) - Number(row.printed);
  const over = row.until !== null && row.until < today;
  return {
    waiting: over ? 0 : unprinted,
    printed: Number(row.printed),
    expired: over ? unprinted : 0,
    ...(row.until !== null && { until: row.until }),
  };
}

/** The next contracts of an order whose letter waits, with their administrators. */
export async function readWaitingLetters(db: Reader, order: string, today: Day, limit: number) {
  return db
    .selectFrom('first_letter')
    .innerJoin('contract', 'contract.id', 'first_letter.contract')
    .innerJoin('holder', 'holder.contract', 'contract.id')
    .select(['contract.id as contract', 'contract.contract_id as contractId', 'holder.id as holder'])
    .select(['company_name as companyName', 'language', 'contract.state'])
    .select(['postal_code as postalCode', 'postal_address as postalAddress'])
    .select(({ exists, selectFrom }) =>
      exists(selectFrom('secret').select('kind').whereRef('secret.holder', '=', 'holder.id')).as('hasPins'),
    )
    .where('contract_order', '=', order)
    .where('printed_at', 'is', null)
    .where('print_until', '>=', today)
    .where('holder.role', '=', 'administrator')
    .orderBy('contract.contract_id')
    .limit(limit)
    .execute();
}
export type WaitingLetter = Awaited<ReturnType<typeof readWaitingLetters>>[number];

/** The letter of a contract that was opened at the desk. */
export async function findFirstLetter(db: Reader, contract: string) {
  return db
    .selectFrom('first_letter')
    .select(['contract_order as order', 'printed_at as printedAt', 'print_until as printUntil'])
    .where('contract', '=', contract)
    .executeTakeFirst();
}
