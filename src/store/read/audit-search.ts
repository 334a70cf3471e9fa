// The audit record as an officer searches it: newest first, a page at a time, and never more of it read than a few
// thousand rows, whatever is asked for.

import { type SelectQueryBuilder, SqliteAdapter, sql } from 'kysely';
import type { Reader } from '../database.ts';
import type { AuditRow, Tables } from '../tables.ts';

/** Whose records: of one bank, of none (the authority's own), and there perhaps of one contract only. */
export interface AuditScope {
  readonly bankCode: string | null;
  readonly contractId?: string | undefined;
}

export interface AuditFilter {
  readonly act?: string | undefined;
  readonly userId?: string | undefined;
  readonly reference?: string | undefined;
  /** Serial number, lower-case hex. */
  readonly certificate?: string | undefined;
  /** As the details name who did it. */
  readonly officer?: string | undefined;
  readonly outcome?: 'done' | 'refused' | undefined;
}

/** Where a page ended: the last record that was looked at. */
export interface AuditPlace {
  readonly at: number;
  readonly sequence: number;
}

export interface AuditSearch {
  readonly scope: AuditScope;
  readonly filter: AuditFilter;
  /** From one instant to before another. */
  readonly from: number;
  readonly until: number;
  readonly before?: AuditPlace | undefined;
  readonly limit: number;
}

export interface FoundRecords {
  readonly rows: readonly AuditRow[];
  /** Where to go on; absent: there is no more. */
  readonly more?: AuditPlace;
  /** The page ended because enough had been read, not because it was full. */
  readonly unfinished: boolean;
}

/** So many records are looked at for one page. */
const MOST_READ = 20_000;

/** One page; with a filter, of as many records as were looked at. */
export async function searchAudit(db: Reader, asked: AuditSearch): Promise<FoundRecords> {
  const { filter, limit } = asked;
  const filtered = Object.entries(filter).some(
    ([name, value]) => value !== undefined && name !== 'reference',
  );
  if (!filtered) {
    const rows = await newestFirst(inScope(db, asked).selectAll('audit'))
      .limit(limit + 1)
      .execute();
    return pageOf(rows, limit);
  }
  const looked = newestFirst(inScope(db, asked).selectAll('audit')).limit(MOST_READ);
  const rows = await newestFirst(passing(db, db.selectFrom(looked.as('audit')).selectAll('audit'), filter))
    .limit(limit + 1)
    .execute();
  if (rows.length > limit) return pageOf(rows, limit);
  const last = await newestFirst(inScope(db, asked).select(['at', 'sequence']))
    .offset(MOST_READ - 1)
    .limit(1)
    .executeTakeFirst();
  return last === undefined ? pageOf(rows, limit) : { rows, more: last, unfinished: true };
}

function pageOf(rows: readonly AuditRow[], limit: number): FoundRecords {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const more = last && { at: last.at, sequence: last.sequence };
  return { rows: shown, unfinished: false, ...(more && { more }) };
}

function inScope(db: Reader, { scope, filter, from, until, before }: AuditSearch) {
  let query = db.selectFrom('audit').where('audit.at', '>=', from).where('audit.at', '<', until);
  query =
    scope.bankCode === null
      ? query.where('audit.bank_code', 'is', null)
      : query.where('audit.bank_code', '=', scope.bankCode);
  if (scope.contractId !== undefined) query = query.where('audit.contract_id', '=', scope.contractId);
  if (filter.reference !== undefined) query = query.where('audit.reference', '=', filter.reference);
  if (before === undefined) return query;
  return query.where(sql<boolean>`(audit.at, audit.sequence) < (${before.at}, ${before.sequence})`);
}

const newestFirst = <Row>(query: SelectQueryBuilder<Tables, 'audit', Row>) =>
  query.orderBy('audit.at', 'desc').orderBy('audit.sequence', 'desc');

function passing<Row>(
  db: Reader,
  given: SelectQueryBuilder<Tables, 'audit', Row>,
  { act, userId, certificate, officer, outcome }: AuditFilter,
): SelectQueryBuilder<Tables, 'audit', Row> {
  let query = given;
  if (act !== undefined) query = query.where('audit.act', '=', act);
  if (userId !== undefined) query = query.where('audit.user_id', '=', userId);
  if (certificate !== undefined) query = query.where('audit.certificate', '=', certificate);
  if (outcome !== undefined) query = query.where('audit.outcome', '=', outcome);
  if (officer === undefined) return query;
  // As JSON writes it (write/audit.ts): looked for as a text, so that no record can make the question fail.
  const member = `"officer":${JSON.stringify(officer)}`;
  const place = db.getExecutor().adapter instanceof SqliteAdapter ? sql.raw('instr') : sql.raw('strpos');
  return query.where(sql<boolean>`${place}(audit.details, ${member}) > 0`);
}
