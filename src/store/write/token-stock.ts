// Tokens in stock and orders to give them, written. That a token is given once is one conditional statement here.

import type { Selectable, Updateable } from 'kysely';
import type { Transaction } from '../database.ts';
import type { TokenFileTable, TokenOrderTable, TokenStockTable } from '../token-tables.ts';

const STEP = 200;

/** Puts seeds in stock; what came in meanwhile stays as it is. How many are new. */
export async function insertStock(
  tx: Transaction,
  seeds: readonly Selectable<TokenStockTable>[],
): Promise<number> {
  let fresh = 0;
  for (let from = 0; from < seeds.length; from += STEP) {
    const { numInsertedOrUpdatedRows = 0n } = await tx
      .insertInto('token_stock')
      .values(seeds.slice(from, from + STEP))
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    fresh += Number(numInsertedOrUpdatedRows);
  }
  return fresh;
}

/** Takes a token out of stock for good and forgets its secret; false when it is not there any more. */
export async function settleStock(
  tx: Transaction,
  stock: string,
  { state, now }: { readonly state: 'given' | 'discarded'; readonly now: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('token_stock')
    .set({ state, settled_at: now, sealed_secret: new Uint8Array() })
    .where('id', '=', stock)
    .where('state', '=', 'free')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function insertTokenFile(tx: Transaction, file: Selectable<TokenFileTable>): Promise<void> {
  await tx.insertInto('token_file').values(file).execute();
}

/** Takes a file that was read, once, by the officer who read it. */
export async function takeTokenFile(
  tx: Transaction,
  { bankCode, id, officer }: { readonly bankCode: string; readonly id: string; readonly officer: string },
): Promise<Selectable<TokenFileTable> | undefined> {
  return tx
    .deleteFrom('token_file')
    .where('bank_code', '=', bankCode)
    .where('id', '=', id)
    .where('officer', '=', officer)
    .returningAll()
    .executeTakeFirst();
}

/** Forgets files that nobody confirmed. */
export async function deleteOldTokenFiles(tx: Transaction, before: number): Promise<void> {
  await tx.deleteFrom('token_file').where('created_at', '<', before).execute();
}

/** False when the page was sent before, or the token or the holder is in another order. */
export async function insertTokenOrder(
  tx: Transaction,
  order: Selectable<TokenOrderTable>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('token_order')
    .values(order)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Settles an order that waits; false when it was settled before. */
export async function settleTokenOrder(
  tx: Transaction,
  order: string,
  change: Updateable<TokenOrderTable>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('token_order')
    .set(change)
    .where('id', '=', order)
    .where('state', '=', 'entered')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Keeps others from settling the same order until this transaction ends. */
export async function lockTokenOrder(tx: Transaction, order: string): Promise<void> {
  if (tx.getExecutor().adapter.supportsMultipleConnections !== true) return;
  await tx.selectFrom('token_order').select('id').where('id', '=', order).forUpdate().execute();
}
