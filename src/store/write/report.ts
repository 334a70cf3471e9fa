// Reports, written: ordered, claimed by one worker, grown piece by piece while it is that worker's, ended, forgotten.

import { type SelectQueryBuilder, sql } from 'kysely';
import type { Transaction } from '../database.ts';
import type { DayFigureTable, ReportRow } from '../report-tables.ts';

/** Said as the index says it, which holds only these. */
const OPEN = sql<boolean>`state in ('waiting', 'running')`;

/** False when the same page had ordered it before. */
export async function insertReport(tx: Transaction, row: ReportRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('report')
    .values(row)
    .onConflict((conflict) => conflict.column('order_key').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Lets nobody else order for this officer until the transaction ends, so that a limit is one. */
export async function lockOrders(tx: Transaction, officer: string): Promise<void> {
  if (tx.getExecutor().adapter.supportsMultipleConnections !== true) return;
  await tx.selectFrom('officer').select('holder').where('holder', '=', officer).forUpdate().execute();
}

export interface Claim {
  readonly worker: string;
  readonly now: number;
  /** Until when nobody else begins it anew. */
  readonly until: number;
}

/** The report that has waited longest, or whose worker has not been heard of: from its beginning, for this worker. */
export async function claimReport(
  tx: Transaction,
  { worker, now, until }: Claim,
): Promise<ReportRow | undefined> {
  const several = tx.getExecutor().adapter.supportsMultipleConnections === true;
  const next = await tx
    .selectFrom('report')
    .selectAll()
    .where(OPEN)
    // On SQLite there is one process: whoever had begun it is dead.
    .$if(several, (query) =>
      query.where(({ or, eb }) => or([eb('claimed_until', 'is', null), eb('claimed_until', '<', now)])),
    )
    .orderBy('ordered_at')
    .orderBy('id')
    .limit(1)
    .$if(several, (query) => passingOver(query))
    .executeTakeFirst();
  if (next === undefined) return undefined;
  await deleteParts(tx, [next.id]);
  const begun = {
    ...{
      state: 'running' as const,
      begun_at: now,
      attempts: next.attempts + 1,
      worker,
      claimed_until: until,
    },
    ...{ progress: 0, lines: 0, size: 0 },
  } as const;
  await tx.updateTable('report').set(begun).where('id', '=', next.id).execute();
  return { ...next, ...begun };
}

/** What another worker is just taking is its own. */
function passingOver<Db, Table extends keyof Db, Row>(query: SelectQueryBuilder<Db, Table, Row>) {
  return query.forUpdate().skipLocked();
}

/** What a worker changes of the report that it makes; false: it is no longer its to make. */
export async function changeReport(
  tx: Transaction,
  { id, worker }: { readonly id: string; readonly worker: string },
  change: Partial<
    Pick<
      ReportRow,
      | 'attempts'
      | 'claimed_until'
      | 'progress'
      | 'lines'
      | 'size'
      | 'state'
      | 'failure'
      | 'ended_at'
      | 'worker'
    >
  >,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('report')
    .set(change)
    .where('id', '=', id)
    .where('worker', '=', worker)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function insertReportPart(
  tx: Transaction,
  part: { report: string; bank_code: string; number: number; bytes: Uint8Array },
): Promise<void> {
  await tx.insertInto('report_part').values(part).execute();
}

/** Ends a report that waits or is under way, for who ordered it. */
export async function cancelReport(
  tx: Transaction,
  id: string,
  officer: string,
  at: number,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('report')
    .set({ state: 'cancelled', ended_at: at, worker: null, claimed_until: null, size: 0 })
    .where('id', '=', id)
    .where('officer', '=', officer)
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return false;
  await deleteParts(tx, [id]);
  return true;
}

export async function deleteParts(tx: Transaction, reports: readonly string[]): Promise<void> {
  if (reports.length > 0) await tx.deleteFrom('report_part').where('report', 'in', reports).execute();
}

/** Forgets reports that ended long ago; that they were made stands in the audit record. */
export async function deleteOldReports(tx: Transaction, before: number): Promise<void> {
  const old = await tx.selectFrom('report').select('id').where('ended_at', '<', before).limit(20).execute();
  const ids = old.map(({ id }) => id);
  await deleteParts(tx, ids);
  if (ids.length > 0) await tx.deleteFrom('report').where('id', 'in', ids).execute();
}

/** Keeps what a day that is over counted; counted by two at once, it is the same. */
export async function insertDayFigure(tx: Transaction, figure: DayFigureTable): Promise<void> {
  await tx
    .insertInto('day_figure')
    .values(figure)
    .onConflict((conflict) => conflict.columns(['bank_code', 'day']).doNothing())
    .execute();
}

/** Puts figures in the place of those before; counted by two at once, the last stands whole. */
export async function replaceBankFigures(
  tx: Transaction,
  bankCode: string,
  values: ReadonlyMap<string, number>,
  at: number,
): Promise<void> {
  const rows = [...values].map(([name, value]) => ({ bank_code: bankCode, name, value, counted_at: at }));
  await tx
    .insertInto('bank_figure')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['bank_code', 'name']).doUpdateSet((to) => ({
        value: to.ref('excluded.value'),
        counted_at: to.ref('excluded.counted_at'),
      })),
    )
    .execute();
}
