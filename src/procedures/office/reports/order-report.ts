// An officer orders a report, follows it, calls it off, fetches it: whoever ordered it and nobody else.

import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { dayOf } from '../../../domain/calendar.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import {
  checkRoom,
  mayOrder,
  REPORT_FORMATS,
  REPORT_KINDS,
  type ReportDays,
  reportDays,
} from '../../../domain/report.ts';
import {
  countOpenReports,
  findReport,
  findReportOfOrder,
  findReportPart,
  readReportsOf,
} from '../../../store/read/report.ts';
import type { ReportRow } from '../../../store/report-tables.ts';
import type { Reader } from '../../../store/store.ts';
import { appendAudit } from '../../../store/write/audit.ts';
import { cancelReport, deleteOldReports, insertReport, lockOrders } from '../../../store/write/report.ts';
import { auditOf, type Deed } from '../../audit.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import { bankOfOfficer, loadOfficerFor, type OfficeInput, type Officer } from '../officer.ts';

/** How long a report can be fetched. */
export const REPORT_KEPT_MS = 24 * 60 * 60 * 1000;
const MOST_LISTED = 50;

const unpack = promisify(gunzip);

export interface ReportOrder extends OfficeInput {
  readonly bankCode: string;
  readonly kind: string;
  readonly format: string;
  readonly from: string;
  readonly until: string;
  readonly language: 'ja' | 'en';
  /** From the page. */
  readonly orderKey: string;
}

/**
 * @returns the report's id, also when the same page had ordered it; `officer-not-allowed`, `page-not-found` for another
 * bank or an unknown kind, `form-invalid`, `reports-too-many`.
 */
export async function orderReport(
  deployment: Deployment,
  input: ReportOrder,
  caller: Caller,
): Promise<{ readonly id: string } | Refusal> {
  const { store, now } = deployment;
  const officer = await loadOfficerFor(deployment, input, 'reports.order');
  if (isRefusal(officer)) return officer;
  const bank = bankOfOfficer(officer, input.bankCode);
  if (isRefusal(bank)) return bank;
  const kind = REPORT_KINDS.find((one) => one === input.kind);
  const format = REPORT_FORMATS.find((one) => one === input.format);
  if (kind === undefined) return refuse('page-not-found');
  if (!mayOrder(officer.role, kind)) return refuse('officer-not-allowed');
  if (format === undefined) return refuse('form-invalid', { field: 'format' });
  const days = reportDays(kind, input, dayOf(now()));
  if (isRefusal(days)) return days;
  if (!/^[0-9a-f-]{36}$/.test(input.orderKey)) return refuse('form-invalid', { field: 'orderKey' });

  const { id: officerId } = officer.holder;
  return store.transaction(async (tx) => {
    await lockOrders(tx, officerId);
    const before = await findReportOfOrder(tx, input.orderKey, officerId);
    if (before !== undefined) return before;
    const at = now();
    const full = checkRoom(await countOpenReports(tx, officerId));
    const deed = {
      act: 'report.ordered',
      details: detailsOf(officer, { kind, format, ...dayColumns(days) }),
    };
    if (full !== undefined) {
      await appendAudit(tx, [
        auditOf(caller, { bankCode: bank.code }, { ...deed, refusedFor: full.reason }, at),
      ]);
      return full;
    }
    const id = randomUUID();
    const ordered = await insertReport(tx, {
      ...{ id, order_key: input.orderKey, bank_code: bank.code, officer: officerId, kind, format },
      ...{ language: input.language, ...dayColumns(days), state: 'waiting', ordered_at: at },
      ...{ begun_at: null, ended_at: null, attempts: 0, worker: null, claimed_until: null },
      ...{ progress: 0, lines: 0, size: 0, failure: null },
    });
    // A key that somebody else's page had.
    if (!ordered) return refuse('form-invalid', { field: 'orderKey' });
    await appendAudit(tx, [auditOf(caller, { bankCode: bank.code }, deed, at)]);
    return { id };
  });
}

const dayColumns = (days: ReportDays | undefined) => ({
  from_day: days?.from ?? null,
  until_day: days?.until ?? null,
});

/** What the audit record says of a report. */
function detailsOf(
  { officerId, person }: Pick<Officer, 'officerId' | 'person'>,
  report: Pick<ReportRow, 'kind' | 'format' | 'from_day' | 'until_day'> & { readonly lines?: number },
): NonNullable<Deed['details']> {
  const { kind, format, from_day: from, until_day: until, lines } = report;
  return {
    ...{ officer: officerId, person, kind, format },
    ...(from !== null && until !== null && { from, until }),
    ...(lines !== undefined && { lines }),
  };
}

/** The officer's reports, the newest first: only those of banks that the officer still serves. */
export async function readReports({ store }: Deployment, officer: Officer): Promise<ReportRow[]> {
  const rows = await readReportsOf(store.db, officer.holder.id, MOST_LISTED);
  return rows.filter(({ bank_code }) => officer.banks.some(({ code }) => code === bank_code));
}

/** One of the officer's own; another's is as absent as one that there is not. */
export async function showReport(
  { store }: Deployment,
  officer: Officer,
  id: string,
): Promise<ReportRow | Refusal> {
  const row = await findReport(store.db, id, officer.holder.id);
  if (row === undefined || isRefusal(bankOfOfficer(officer, row.bank_code))) return refuse('page-not-found');
  return row;
}

export interface ReportInput extends OfficeInput {
  readonly id: string;
}

/** Calls off what waits or is under way; `report-over` when it is neither. */
export async function callOffReport(
  deployment: Deployment,
  input: ReportInput,
  caller: Caller,
): Promise<ReportRow | Refusal> {
  const officer = await loadOfficerFor(deployment, input, 'reports.order');
  if (isRefusal(officer)) return officer;
  const row = await showReport(deployment, officer, input.id);
  if (isRefusal(row)) return row;
  const { store, now } = deployment;
  const cancelled = await store.transaction(async (tx) => {
    if (!(await cancelReport(tx, row.id, officer.holder.id, now()))) return false;
    const deed = { act: 'report.cancelled', details: detailsOf(officer, row) };
    await appendAudit(tx, [auditOf(caller, { bankCode: row.bank_code }, deed, now())]);
    return true;
  });
  return cancelled ? row : refuse('report-over');
}

export interface FetchedReport {
  readonly row: ReportRow;
  /** A piece at a time, so that memory stays bounded. */
  readonly pieces: AsyncIterable<Uint8Array>;
}

/** What was made, while it is kept; `report-over` otherwise. Every fetching is recorded before the first octet. */
export async function fetchReport(
  deployment: Deployment,
  input: ReportInput,
  caller: Caller,
): Promise<FetchedReport | Refusal> {
  const officer = await loadOfficerFor(deployment, input, 'reports.order');
  if (isRefusal(officer)) return officer;
  const row = await showReport(deployment, officer, input.id);
  if (isRefusal(row)) return row;
  const { store, now } = deployment;
  if (!mayOrder(officer.role, row.kind)) return refuse('officer-not-allowed');
  if (!isKept(row, now())) return refuse('report-over');
  await store.transaction(async (tx) => {
    const deed = { act: 'report.fetched', details: detailsOf(officer, row) };
    await appendAudit(tx, [auditOf(caller, { bankCode: row.bank_code }, deed, now())]);
  });
  return { row, pieces: piecesOf(store.db, row.id) };
}

/** Forgets what was kept long enough, a few at a time. Safe to run twice at once. */
export async function forgetReports({ store, now }: Pick<Deployment, 'store' | 'now'>): Promise<void> {
  await store.transaction((tx) => deleteOldReports(tx, now() - REPORT_KEPT_MS));
}

export const isKept = ({ state, ended_at }: ReportRow, now: number): boolean =>
  state === 'done' && ended_at !== null && now < ended_at + REPORT_KEPT_MS;

/** The database as it was bound for who asks: pieces are asked for when the reader has room. */
async function* piecesOf(db: Reader, id: string): AsyncGenerator<Uint8Array> {
  for (let number = 0; ; number += 1) {
    const packed = await findReportPart(db, id, number);
    if (packed === undefined) return;
    yield await unpack(packed);
  }
}
