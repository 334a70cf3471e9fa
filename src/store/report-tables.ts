// The tables of reports, as tables.ts has the others: what was ordered, what has been made of it, and figures kept by day.

import type { Selectable } from 'kysely';
import type { ReportFailure, ReportFormat, ReportKind, ReportState } from '../domain/report.ts';

export interface ReportTable {
  id: string;
  /** From the page that was sent: sent twice, it is ordered once. */
  order_key: string;
  bank_code: string;
  /** Who ordered it, and alone may have it. */
  officer: string;
  kind: ReportKind;
  format: ReportFormat;
  language: 'ja' | 'en';
  /** First and last day, `YYYY-MM-DD`; null: it tells of now. */
  from_day: string | null;
  until_day: string | null;
  state: ReportState;
  ordered_at: number;
  begun_at: number | null;
  ended_at: number | null;
  /** How often it was begun. */
  attempts: number;
  /** Who makes it, and until when nobody else begins it anew. */
  worker: string | null;
  claimed_until: number | null;
  /** Thousandths. */
  progress: number;
  lines: number;
  /** Octets of what is fetched. */
  size: number;
  failure: ReportFailure | null;
}

/** A piece of a report, packed by itself. */
export interface ReportPartTable {
  report: string;
  bank_code: string;
  number: number;
  bytes: Uint8Array;
}

/** What happened at a bank on one day that is over, counted once. */
export interface DayFigureTable {
  bank_code: string;
  day: string;
  logons: number;
  /** Logons that were refused. */
  refusals: number;
}

/** How things stand at a bank, counted now and then: a million rows are not counted for every look at the front page. */
export interface BankFigureTable {
  bank_code: string;
  name: string;
  value: number;
  counted_at: number;
}

export interface ReportTables {
  bank_figure: BankFigureTable;
  report: ReportTable;
  report_part: ReportPartTable;
  day_figure: DayFigureTable;
}

export type ReportRow = Selectable<ReportTable>;
