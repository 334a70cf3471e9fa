// Reports, read: only for the officer who ordered them.

import { sql } from 'kysely';
import type { Reader } from '../database.ts';

/** Said as the index says it, which holds only these. */
const OPEN = sql<boolean>`state in ('waiting', 'running')`;

export async function findReport(db: Reader, id: string, officer: string) {
  return db
    .selectFrom('report')
    .selectAll()
    .where('id', '=', id)
    .where('officer', '=', officer)
    .executeTakeFirst();
}

/** The report that was ordered from this page. */
export async function findReportOfOrder(db: Reader, orderKey: string, officer: string) {
  return db
    .selectFrom('report')
    .select('id')
    .where('order_key', '=', orderKey)
    .where('officer', '=', officer)
    .executeTakeFirst();
}

/** An officer's reports, the newest first. */
export async function readReportsOf(db: Reader, officer: string, limit: number) {
  return db
    .selectFrom('report')
    .selectAll()
    .where('officer', '=', officer)
    .orderBy('ordered_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** How many wait or are under way: of this officer, and of all. */
export async function countOpenReports(db: Reader, officer: string) {
  const open = await db.selectFrom('report').select('officer').where(OPEN).execute();
  return { own: open.filter((one) => one.officer === officer).length, all: open.length };
}

/** Whether any report waits to be made: cheap, it is asked all the time. */
export async function isReportWaiting(db: Reader, now: number): Promise<boolean> {
  const row = await db
    .selectFrom('report')
    .select('id')
    .where(OPEN)
    .where(({ or, eb }) => or([eb('claimed_until', 'is', null), eb('claimed_until', '<', now)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** One piece, as it is packed. */
export async function findReportPart(
  db: Reader,
  report: string,
  number: number,
): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('report_part')
    .select('bytes')
    .where('report', '=', report)
    .where('number', '=', number)
    .executeTakeFirst();
  return row?.bytes;
}

/** Figures of days that are over, the earliest first. */
export async function readDayFigures(db: Reader, bankCode: string, from: string, until: string) {
  return db
    .selectFrom('day_figure')
    .selectAll()
    .where('bank_code', '=', bankCode)
    .where('day', '>=', from)
    .where('day', '<=', until)
    .orderBy('day')
    .execute();
}

/** The figures that are kept of a bank, by name; absent: none were counted yet. */
export async function readBankFigures(
  db: Reader,
  bankCode: string,
): Promise<{ readonly at: number; readonly values: ReadonlyMap<string, number> } | undefined> {
  const rows = await db.selectFrom('bank_figure').selectAll().where('bank_code', '=', bankCode).execute();
  const [first] = rows;
  if (first === undefined) return undefined;
  return { at: first.counted_at, values: new Map(rows.map(({ name, value }) => [name, value])) };
}

/** How many contracts stand in each state. */
export async function countContractStates(db: Reader, bankCode: string) {
  const rows = await db
    .selectFrom('contract')
    .select(['state', ({ fn }) => fn.countAll<number | string>().as('contracts')])
    .where('bank_code', '=', bankCode)
    .groupBy('state')
    .execute();
  return new Map(rows.map(({ state, contracts }) => [state, Number(contracts)]));
}

/** How many request forms wait for approval. */
export async function countWaitingForms(db: Reader, bankCode: string): Promise<number> {
  const { counted } = await db
    .selectFrom('request_form')
    .select(({ fn }) => fn.countAll<number | string>().as('counted'))
    .where('bank_code', '=', bankCode)
    .where('state', '=', 'entered')
    .executeTakeFirstOrThrow();
  return Number(counted);
}
