// Contract orders and the lists that come with them, written. That each is decided once, and by two persons, is one
// conditional statement here.

import { type Selectable, sql } from 'kysely';
import type {
  ContractListPartTable,
  ContractListTable,
  ContractOrderStepTable,
  ContractOrderTable,
  FirstLetterTable,
} from '../contract-order-tables.ts';
import type { Transaction } from '../database.ts';

type OrderRow = Selectable<ContractOrderTable>;

const hasManyWriters = (tx: Transaction) => tx.getExecutor().adapter.supportsMultipleConnections === true;

/** False when an order was entered from the same page before. */
export async function insertOrder(tx: Transaction, order: OrderRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('contract_order')
    .values(order)
    .onConflict((conflict) => conflict.column('entry_key').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Keeps others from deciding about this order until the transaction ends. On SQLite there is one writer anyway. */
export async function lockOrder(tx: Transaction, id: string): Promise<void> {
  if (!hasManyWriters(tx)) return;
  await tx.selectFrom('contract_order').select('id').where('id', '=', id).forUpdate().execute();
}

/** Keeps others from opening contracts of this bank from the desk until the transaction ends. */
export async function lockOpenings(tx: Transaction, bankCode: string): Promise<void> {
  if (!hasManyWriters(tx)) return;
  await sql`select pg_advisory_xact_lock(hashtext(${`contracts of ${bankCode}`}))`.execute(tx);
}

/** Settles an order that stands as it was entered. False when it does not, or this person entered it. */
export async function settleOrderRow(
  tx: Transaction,
  id: string,
  from: OrderRow['state'],
  change: Pick<OrderRow, 'state' | 'decided_by' | 'decided_person' | 'decided_at' | 'approved_hash' | 'seal'>,
): Promise<boolean> {
  let query = tx.updateTable('contract_order').set(change).where('id', '=', id).where('state', '=', from);
  if (change.decided_person !== null) query = query.where('entered_person', '<>', change.decided_person);
  return (await query.executeTakeFirst()).numUpdatedRows === 1n;
}

/** Appends a step; call it with the order locked. */
export async function insertOrderStep(
  tx: Transaction,
  step: Omit<Selectable<ContractOrderStepTable>, 'sequence'>,
): Promise<void> {
  const { last } = await tx
    .selectFrom('contract_order_step')
    .select(({ fn }) => fn.max('sequence').as('last'))
    .where('contract_order', '=', step.contract_order)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('contract_order_step')
    .values({ ...step, sequence: Number(last ?? 0) + 1 })
    .execute();
}

export async function insertContractList(
  tx: Transaction,
  list: Selectable<ContractListTable>,
): Promise<void> {
  await tx.insertInto('contract_list').values(list).execute();
}

export async function changeContractList(
  tx: Transaction,
  id: string,
  change: Partial<Pick<ContractListTable, 'sha256' | 'size' | 'encoding' | 'outcome'>>,
): Promise<void> {
  await tx.updateTable('contract_list').set(change).where('id', '=', id).execute();
}

/** False when the list came to an order before, or is gone. */
export async function takeContractList(tx: Transaction, id: string, order: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('contract_list')
    .set({ contract_order: order })
    .where('id', '=', id)
    .where('contract_order', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Takes the opening of a list on from one line to another; false when somebody else was faster. Null: it begins, or ends. */
export async function moveListOpening(
  tx: Transaction,
  id: string,
  from: number | null,
  to: number | null,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('contract_list')
    .set({ opened_line: to })
    .where('id', '=', id)
    .where('opened_line', from === null ? 'is' : '=', from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function insertListPart(
  tx: Transaction,
  part: Selectable<ContractListPartTable>,
): Promise<void> {
  await tx.insertInto('contract_list_part').values(part).execute();
}

/** The file of an order that is settled, or of a list that came to nothing. */
export async function deleteListParts(tx: Transaction, list: string): Promise<void> {
  await tx.deleteFrom('contract_list_part').where('list', '=', list).execute();
}

/** Forgets lists that were sent before this instant and came to no order. */
export async function deleteOldContractLists(tx: Transaction, before: number): Promise<void> {
  const old = tx
    .selectFrom('contract_list')
    .select('id')
    .where('contract_order', 'is', null)
    .where('created_at', '<', before);
  await tx.deleteFrom('contract_list_part').where('list', 'in', old).execute();
  await tx
    .deleteFrom('contract_list')
    .where('contract_order', 'is', null)
    .where('created_at', '<', before)
    .execute();
}

/** The letter with first PINs of a contract waits, anew if there was one before. */
export async function orderFirstLetter(
  tx: Transaction,
  letter: Omit<Selectable<FirstLetterTable>, 'printed_at' | 'printed_by'>,
): Promise<void> {
  const { contract_order, print_until } = letter;
  await tx
    .insertInto('first_letter')
    .values({ ...letter, printed_at: null, printed_by: null })
    .onConflict((conflict) =>
      conflict
        .column('contract')
        .doUpdateSet({ contract_order, print_until, printed_at: null, printed_by: null }),
    )
    .execute();
}

/** Marks these letters as printed; the contracts whose letter was not printed before. Lock the order before. */
export async function takeFirstLetters(
  tx: Transaction,
  contracts: readonly string[],
  by: { readonly officer: string; readonly now: number },
): Promise<Set<string>> {
  if (contracts.length === 0) return new Set();
  const rows = await tx
    .updateTable('first_letter')
    .set({ printed_at: by.now, printed_by: by.officer })
    .where('contract', 'in', contracts)
    .where('printed_at', 'is', null)
    .returning('contract')
    .execute();
  return new Set(rows.map(({ contract }) => contract));
}
