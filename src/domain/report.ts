// Reports of the office: which there are, who may have them, of which days, and how many at a time.

import { addDays, type Day, daysBetween, isDay } from './calendar.ts';
import { mayDo, type OfficerRole } from './officer.ts';
import { type Refusal, refuse } from './refusal.ts';

export const REPORT_KINDS = [
  'contracts',
  'holders',
  'ending',
  'notAcquired',
  'locks',
  'forms',
  'activity',
  'audit',
] as const;
/**
 * ending: certificates that end in the days to come. notAcquired: holders without a certificate, whose window ends on one
 * of the days. forms, activity (logons and refusals by day), audit: what happened on the days. The others: as it is now.
 */
export type ReportKind = (typeof REPORT_KINDS)[number];

export const REPORT_FORMATS = ['csv', 'pdf'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export const REPORT_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

/** Why a report was given up: more rows than the format holds, begun too often, or a fault of ours. */
export const REPORT_FAILURES = ['too-long', 'interrupted', 'fault'] as const;
export type ReportFailure = (typeof REPORT_FAILURES)[number];

/** First and last day, both included. */
export interface ReportDays {
  readonly from: Day;
  readonly until: Day;
}

/** Longer ones are made as several reports. */
export const MOST_REPORT_DAYS = 366;
/** What a sheet of a spreadsheet program holds below its heading; and what anybody still leafs through on paper. */
export const MOST_ROWS: Readonly<Record<ReportFormat, number>> = { csv: 1_048_575, pdf: 2_000 };
/** Waiting or under way at a time: of one officer, and of all. */
export const MOST_OF_AN_OFFICER = 3;
export const MOST_OF_ALL = 50;
/** How often a report that was interrupted is begun. */
export const MOST_ATTEMPTS = 3;

/** The days that are offered, counted from today; undefined: the report tells of now. */
export function usualDays(kind: ReportKind, today: Day): ReportDays | undefined {
  switch (kind) {
    case 'ending':
      return { from: today, until: addDays(today, 30) };
    case 'notAcquired':
      return { from: addDays(today, -30), until: addDays(today, -1) };
    case 'forms':
    case 'activity':
      return { from: addDays(today, -30), until: today };
    case 'audit':
      return { from: addDays(today, -6), until: today };
    default:
      return undefined;
  }
}

/** The days asked for; `form-invalid` for days that are none, or too many of them. */
export function reportDays(
  kind: ReportKind,
  asked: { readonly from: string; readonly until: string },
  today: Day,
): ReportDays | undefined | Refusal {
  if (usualDays(kind, today) === undefined) return undefined;
  const { from, until } = asked;
  if (!isDay(from)) return refuse('form-invalid', { field: 'from' });
  if (!isDay(until) || until < from || daysBetween(from, until) >= MOST_REPORT_DAYS) {
    return refuse('form-invalid', { field: 'until' });
  }
  return { from, until };
}

/** A whole list leaves the house, so fewer may have it than may look at it. */
export const mayOrder = (role: OfficerRole, kind: ReportKind): boolean =>
  mayDo(role, 'reports.order') && (kind !== 'audit' || mayDo(role, 'audit.read'));

/** `reports-too-many` when there is no room for another. */
export function checkRoom(open: { readonly own: number; readonly all: number }): Refusal | undefined {
  return open.own >= MOST_OF_AN_OFFICER || open.all >= MOST_OF_ALL
    ? refuse('reports-too-many', { most: MOST_OF_AN_OFFICER })
    : undefined;
}
