// Which ends of certificates are to be announced today: by the bank's days before the end, and once it has come.

import { addDays, dayOf, lastSecondOf } from './calendar.ts';

/** Certificates whose last second lies after `after` and not after `until` are to be announced as `days`. */
export interface AnnouncementSpan {
  /** One of the bank's days before the end; 0: the end has come. */
  readonly days: number;
  readonly after: number;
  readonly until: number;
}

/** An end that nobody announced in so many days (the service stood still) is no news any more. */
const ENDED_AT_MOST_DAYS_AGO = 30;

/**
 * Each certificate falls into one span at most: the one of the nearest day that has come or passed. So a job that is
 * late by some days sends the mail that is due, and not each that was missed.
 *
 * @param noticeDays the bank's days before the end, in any order; none: only ends are announced.
 */
export function announcementSpans(
  { noticeDays, ended }: { readonly noticeDays: readonly number[]; readonly ended: boolean },
  now: number,
): AnnouncementSpan[] {
  const today = dayOf(now);
  const endOf = (daysAhead: number): number => lastSecondOf(addDays(today, daysAhead));
  const ascending = [...new Set(noticeDays)].toSorted((a, b) => a - b);
  const coming = ascending.map((days, index) => ({
    days,
    after: endOf(ascending[index - 1] ?? -1),
    until: endOf(days),
  }));
  const past = { days: 0, after: endOf(-1 - ENDED_AT_MOST_DAYS_AGO), until: endOf(-1) };
  return ended ? [past, ...coming] : coming;
}
