// Days on which banks in Japan are open (銀行営業日): not Saturdays, Sundays, national holidays, nor 31 December to
// 3 January (Order for Enforcement of the Banking Act, article 5). The holidays are computed from the Act on National
// Holidays as it has stood since 2022.

import { Temporal } from 'temporal-polyfill';
import { addDays, type Day } from './calendar.ts';

const FIXED = new Set([
  ...['01-01', '02-11', '02-23', '04-29', '05-03', '05-04', '05-05'],
  ...['08-11', '11-03', '11-23'],
]);
/** Month and which Monday of it. */
const MONDAYS: Readonly<Record<number, number>> = { 1: 2, 7: 3, 9: 3, 10: 2 };
const BANKS_CLOSED = new Set(['12-31', '01-01', '01-02', '01-03']);
const SATURDAY = 6;
const SUNDAY = 7;

/** The equinoxes as almanacs compute them for 1980 to 2099. */
function equinox(year: number, month: number): number | undefined {
  const base = month === 3 ? 20.8431 : month === 9 ? 23.2488 : undefined;
  if (base === undefined) return undefined;
  return Math.floor(base + 0.242194 * (year - 1980) - Math.floor((year - 1980) / 4));
}

function isNamedHoliday(date: Temporal.PlainDate): boolean {
  const { year, month, day, dayOfWeek } = date;
  if (FIXED.has(date.toString().slice(5))) return true;
  if (dayOfWeek === 1 && MONDAYS[month] === Math.ceil(day / 7)) return true;
  return equinox(year, month) === day;
}

function isHoliday(date: Temporal.PlainDate): boolean {
  if (isNamedHoliday(date)) return true;
  // 国民の休日: between two holidays.
  if (isNamedHoliday(date.subtract({ days: 1 })) && isNamedHoliday(date.add({ days: 1 }))) return true;
  // 振替休日: the first day after a holiday on a Sunday that is none itself.
  let before = date.subtract({ days: 1 });
  while (isNamedHoliday(before)) {
    if (before.dayOfWeek === SUNDAY) return true;
    before = before.subtract({ days: 1 });
  }
  return false;
}

export function isBusinessDay(day: Day): boolean {
  const date = Temporal.PlainDate.from(day);
  if (date.dayOfWeek === SATURDAY || date.dayOfWeek === SUNDAY) return false;
  return !BANKS_CLOSED.has(day.slice(5)) && !isHoliday(date);
}

/** The day that is so many business days after `from`, which is not counted itself. */
export function addBusinessDays(from: Day, days: number): Day {
  let day = from;
  for (let left = days; left > 0; ) {
    day = addDays(day, 1);
    if (isBusinessDay(day)) left -= 1;
  }
  return day;
}
