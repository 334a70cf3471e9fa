// Calendar days in Asia/Tokyo, both ends included: the one place where instants become days (mission rule 3).
// Instants are epoch milliseconds, days are `YYYY-MM-DD`.

import { Temporal } from 'temporal-polyfill';

const ZONE = 'Asia/Tokyo';

export type Day = string;

/** The day on which an instant falls in Japan, whatever the process's own time zone. */
export function dayOf(instant: number): Day {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(ZONE).toPlainDate().toString();
}

export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** A year after 29 February is 28 February. */
export function addYears(day: Day, years: number): Day {
  return Temporal.PlainDate.from(day).add({ years }, { overflow: 'constrain' }).toString();
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

/** The last whole second of a day: X.509 validity has no fractions and includes its end (RFC 5280 4.1.2.5). */
export function lastSecondOf(day: Day): number {
  return Temporal.PlainDate.from(addDays(day, 1)).toZonedDateTime(ZONE).epochMilliseconds - 1000;
}

/** True for a day that exists, written `YYYY-MM-DD`. */
export function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  try {
    return Temporal.PlainDate.from(value, { overflow: 'reject' }).toString() === value;
  } catch {
    return false;
  }
}
