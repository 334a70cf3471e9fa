// What the front page shows of days that are over is counted once and kept: the record itself may be a million rows.

import { addDays, dayOf, lastSecondOf } from '../../../domain/calendar.ts';
import { banksWithCustomers } from '../../../profile/bank-profile.ts';
import { readDayFigures } from '../../../store/read/report.ts';
import { insertDayFigure } from '../../../store/write/report.ts';
import type { Deployment } from '../../deployment.ts';
import { isCompletedLogon, isLogon, SOURCES } from './report-rows.ts';

/** So many days are shown. */
export const FIGURE_DAYS = 14;
/** What other processes are still writing of the day before. */
const SETTLED_AFTER_MS = 5 * 60 * 1000;

/** The days that are shown: the last of them is over. */
export function figureDays(now: number): string[] {
  const last = dayOf(now - SETTLED_AFTER_MS - 24 * 60 * 60 * 1000);
  return Array.from({ length: FIGURE_DAYS }, (_, index) => addDays(last, index + 1 - FIGURE_DAYS));
}

/** Counts the days that nobody has counted yet. Safe to run twice at once. */
export async function countDays(
  { store, banks, now }: Pick<Deployment, 'store' | 'banks' | 'now'>,
  signal?: AbortSignal,
): Promise<void> {
  const days = figureDays(now());
  const [first = ''] = days;
  for (const bank of banksWithCustomers(banks)) {
    const known = new Set(
      (await readDayFigures(store.db, bank.code, first, days.at(-1) ?? '')).map(({ day }) => day),
    );
    for (const day of days) {
      if (signal?.aborted) return;
      if (known.has(day)) continue;
      const figure = await countDay(store.db, bank, day, now());
      await store.transaction((tx) => insertDayFigure(tx, { bank_code: bank.code, day, ...figure }));
    }
  }
}

async function countDay(
  db: Parameters<typeof SOURCES.activity>[0],
  bank: Parameters<typeof SOURCES.activity>[1]['bank'],
  day: string,
  now: number,
) {
  const figure = { logons: 0, refusals: 0 };
  if (lastSecondOf(day) >= now) throw new Error(`${day} is not over`);
  for await (const { rows } of SOURCES.activity(db, { bank, days: { from: day, until: day }, now })) {
    for (const { act, outcome, records } of rows) {
      if (outcome === 'refused' && isLogon(act)) figure.refusals += records;
      else if (isCompletedLogon(act)) figure.logons += records;
    }
  }
  return figure;
}
