// Calendar days in Asia/Tokyo, both ends included: the one place where instants become days (mission rule 3).
// Instants are epoch milliseconds, days are `YYYY-MM-DD`.

import { Temporal } from 'temporal-polyfill';

const ZONE = 'Asia/Tokyo';

export type Day = string;

const REMEMBERED_MOST = 1000;

/**
 * The same few days are asked about all the time, and Temporal takes its time (tens of microseconds an answer).
 * Only for functions whose answer follows from these arguments alone.
 */
function remembering<Arguments extends readonly (string | number)[], Answer>(
  work: (...given: Arguments) => Answer,
): (...given: Arguments) => Answer {
  const known = new Map<string, Answer>();
  return (...given) => {
    const key = given.join();
    let answer = known.get(key);
    if (answer === undefined) {
      answer = work(...given);
      // Thrown away as a whole: a few hundred answers are soon there again.
      if (known.size >= REMEMBERED_MOST) known.clear();
      known.set(key, answer);
    }
    return answer;
  };
}

const HOUR_MS = 60 * 60 * 1000;

const dayOfHour = remembering((hour: number): Day => {
  const instant = Temporal.Instant.fromEpochMilliseconds(hour * HOUR_MS);
  return instant.toZonedDateTimeISO(ZONE).toPlainDate().toString();
});

/** The day on which an instant falls in Japan, whatever the process's own time zone. */
export function dayOf(instant: number): Day {
  // Days in Japan begin at a full hour of UTC, and have since 1888.
  return dayOfHour(Math.floor(instant / HOUR_MS));
}

export const addDays = remembering(
  (day: Day, days: number): Day => Temporal.PlainDate.from(day).add({ days }).toString(),
);

/** A year after 29 February is 28 February. */
export const addYears = remembering(
  (day: Day, years: number): Day =>
    Temporal.PlainDate.from(day).add({ years }, { overflow: 'constrain' }).toString(),
);

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

/** The moment at which a day begins. */
export const startOf = (day: Day): number =>
  Temporal.PlainDate.from(day).toZonedDateTime(ZONE).epochMilliseconds;

/** The last whole second of a day: X.509 validity has no fractions and includes its end (RFC 5280 4.1.2.5). */
export const lastSecondOf = remembering(
  (day: Day): number =>
    Temporal.PlainDate.from(addDays(day, 1)).toZonedDateTime(ZONE).epochMilliseconds - 1000,
);

/** True for a day that exists, written `YYYY-MM-DD`. */
export function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  try {
    return Temporal.PlainDate.from(value, { overflow: 'reject' }).toString() === value;
  } catch {
    return false;
  }
}
