// Tokens in stock and orders to give them, read; never a secret. Every question names the bank.

import type { Reader } from '../database.ts';
import type { TokenOrderTable, TokenStockTable } from '../token-tables.ts';

const STEP = 500;

export type StockState = TokenStockTable['state'];
export type TokenOrderState = TokenOrderTable['state'];

/** What the bank knows of these serial numbers and secrets, in stock. */
export async function findKnownSeeds(
  db: Reader,
  bankCode: string,
  column: 'serial_number' | 'secret_mark',
  values: readonly string[],
) {
  const found = [];
  for (let from = 0; from < values.length; from += STEP) {
    const rows = await db
      .selectFrom('token_stock')
      .select(['serial_number as serialNumber', 'secret_mark as mark'])
      .where('bank_code', '=', bankCode)
      .where(column, 'in', values.slice(from, from + STEP))
      .execute();
    found.push(...rows);
  }
  return found;
}

/** Tokens that holders of the bank have or had, by these serial numbers. */
export async function findGivenTokens(db: Reader, bankCode: string, serialNumbers: readonly string[]) {
  const found = [];
  for (let from = 0; from < serialNumbers.length; from += STEP) {
    const rows = await db
      .selectFrom('token')
      .select(['id', 'holder', 'serial_number', 'state', 'sealed_secret'])
      .where('bank_code', '=', bankCode)
      .where('serial_number', 'in', serialNumbers.slice(from, from + STEP))
      .execute();
    found.push(...rows);
  }
  return found;
}

const STOCK_COLUMNS = [
  'id',
  'serial_number as serialNumber',
  'maker',
  'model',
  'kind',
  'state',
  'registered_at as registeredAt',
] as const;

export async function findStockToken(db: Reader, bankCode: string, serialNumber: string) {
  return db
    .selectFrom('token_stock')
    .select(STOCK_COLUMNS)
    .where('bank_code', '=', bankCode)
    .where('serial_number', '=', serialNumber)
    .executeTakeFirst();
}
export type StockToken = NonNullable<Awaited<ReturnType<typeof findStockToken>>>;

/** A page of the bank's stock by serial number, from one of them on. */
export async function readStock(
  db: Reader,
  bankCode: string,
  state: StockState,
  { from, limit }: { readonly from: string; readonly limit: number },
): Promise<StockToken[]> {
  return db
    .selectFrom('token_stock')
    .select(STOCK_COLUMNS)
    .where('bank_code', '=', bankCode)
    .where('state', '=', state)
    .where('serial_number', '>=', from)
    .orderBy('serial_number')
    .limit(limit)
    .execute();
}

export async function countStock(db: Reader, bankCode: string): Promise<Record<StockState, number>> {
  const rows = await db
    .selectFrom('token_stock')
    .select(['state', ({ fn }) => fn.countAll<number | string>().as('tokens')])
    .where('bank_code', '=', bankCode)
    .groupBy('state')
    .execute();
  const counts = { free: 0, given: 0, discarded: 0 };
  for (const { state, tokens } of rows) counts[state] = Number(tokens);
  return counts;
}

/** The whole row of a token in stock, to be given. */
export async function findStockRow(db: Reader, bankCode: string, id: string) {
  return db
    .selectFrom('token_stock')
    .selectAll()
    .where('bank_code', '=', bankCode)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function findTokenFile(db: Reader, bankCode: string, id: string) {
  return db
    .selectFrom('token_file')
    .select(['id', 'file_name as fileName', 'fresh', 'unchanged', 'officer', 'created_at as createdAt'])
    .where('bank_code', '=', bankCode)
    .where('id', '=', id)
    .executeTakeFirst();
}

const orders = (db: Reader, bankCode: string) =>
  db
    .selectFrom('token_order')
    .innerJoin('token_stock', 'token_stock.id', 'token_order.stock')
    .innerJoin('holder as enterer', 'enterer.id', 'token_order.entered_by')
    .leftJoin('holder as decider', 'decider.id', 'token_order.decided_by')
    .innerJoin('holder', 'holder.id', 'token_order.holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .selectAll('token_order')
    .select(['token_stock.serial_number as serialNumber', 'token_stock.state as stockState'])
    .select(['enterer.name as enteredByName', 'decider.name as decidedByName'])
    .select(['contract.contract_id as contractId', 'contract.company_name as companyName'])
    .select(['holder.user_id as userId', 'holder.name as userName'])
    .where('token_order.bank_code', '=', bankCode);

export async function findTokenOrder(db: Reader, bankCode: string, id: string) {
  return orders(db, bankCode).where('token_order.id', '=', id).executeTakeFirst();
}
export type FoundTokenOrder = NonNullable<Awaited<ReturnType<typeof findTokenOrder>>>;

export async function findTokenOrderOfEntry(db: Reader, bankCode: string, entryKey: string) {
  return orders(db, bankCode).where('token_order.entry_key', '=', entryKey).executeTakeFirst();
}

/** Whether the token, or the holder, is in an order that waits for its approval. */
export async function isInTokenOrder(db: Reader, about: { readonly stock: string; readonly holder: string }) {
  const row = await db
    .selectFrom('token_order')
    .select('id')
    .where('state', '=', 'entered')
    .where((by) => by.or([by('stock', '=', about.stock), by('holder', '=', about.holder)]))
    .executeTakeFirst();
  return row !== undefined;
}

/** Orders by state: those that wait, the oldest first; the others, the latest first. */
export async function readTokenOrders(
  db: Reader,
  bankCode: string,
  state: TokenOrderState,
  page: { readonly limit: number; readonly offset: number },
): Promise<FoundTokenOrder[]> {
  return orders(db, bankCode)
    .where('token_order.state', '=', state)
    .orderBy('token_order.entered_at', state === 'entered' ? 'asc' : 'desc')
    .orderBy('token_order.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
}
