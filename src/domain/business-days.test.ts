// Business days of banks in Japan, against the Cabinet Office's published list of holidays.

import assert from 'node:assert/strict';
import test from 'node:test';
import { addBusinessDays, isBusinessDay } from './business-days.ts';

const rows: [day: string, open: boolean, why: string][] = [
  ['2026-01-02', false, 'banks are closed to 3 January'],
  ['2026-01-05', true, 'the first business day of 2026'],
  ['2026-01-12', false, 'the second Monday of January'],
  ['2026-03-20', false, 'spring equinox'],
  ['2026-04-10', true, 'a Friday'],
  ['2026-04-11', false, 'a Saturday'],
  ['2026-05-06', false, '3 May is a Sunday: the first day after that is no holiday itself'],
  ['2026-05-07', true, 'after the holidays'],
  ['2026-09-21', false, 'the third Monday of September'],
  ['2026-09-22', false, 'between two holidays'],
  ['2026-09-23', false, 'autumn equinox'],
  ['2026-12-31', false, 'banks are closed'],
  ['2027-03-22', false, '21 March, the equinox, is a Sunday'],
  ['2028-09-22', false, 'autumn equinox of a leap year'],
];

for (const [day, open, why] of rows) {
  test(`${day} is ${open ? 'a' : 'no'} business day: ${why}`, () => assert.equal(isBusinessDay(day), open));
}

const sums: [from: string, days: number, to: string][] = [
  ['2026-04-10', 1, '2026-04-13'],
  ['2026-04-10', 5, '2026-04-17'],
  ['2026-04-28', 3, '2026-05-07'],
  ['2026-04-10', 0, '2026-04-10'],
  ['2026-12-30', 1, '2027-01-04'],
];

for (const [from, days, to] of sums) {
  test(`${days} business days after ${from}: ${to}`, () => assert.equal(addBusinessDays(from, days), to));
}
