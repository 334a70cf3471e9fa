// How things stand at a bank, in numbers: counted in the background and kept, since a bank may have a million contracts;
// where nothing was kept yet, counted at once.

import { addDays, dayOf } from '../../domain/calendar.ts';
import type { ReportDays } from '../../domain/report.ts';
import { type BankProfile, banksWithCustomers } from '../../profile/bank-profile.ts';
import { ROLES } from '../../profile/fields.ts';
import { countCertificates } from '../../store/read/certificate-list.ts';
import { countAwaited, countLocked } from '../../store/read/holder-lists.ts';
import {
  countContractStates,
  countWaitingForms,
  readBankFigures,
  readDayFigures,
} from '../../store/read/report.ts';
import type { Reader } from '../../store/store.ts';
import { replaceBankFigures } from '../../store/write/report.ts';
import type { Deployment } from '../deployment.ts';
import { figureDays } from './reports/count-days.ts';
import { lockLimitsOf, windowsEndingOn } from './reports/report-rows.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const WEEKS = 8;
/** Ahead, for what ends; back, for what has happened. */
export const NEAR_DAYS = 30;
/** Ahead, for windows that close. */
export const CLOSING_DAYS = 10;

export const FIGURES = [
  'contractsOpen',
  'contractsSuspended',
  'contractsClosed',
  'ending',
  'unused',
  'revoked',
  'acquiring',
  'notAcquired',
  'locked',
  'forms',
] as const;
/**
 * ending: certificates that end within {@link NEAR_DAYS}. revoked: by a person, within as many days past. acquiring: not
 * acquired, and the window closes within {@link CLOSING_DAYS}. notAcquired: it closed within {@link NEAR_DAYS} past.
 * locked: entries of holders. forms: wait for approval.
 */
export type FigureName = (typeof FIGURES)[number];

export interface BankFigures {
  readonly countedAt: number;
  readonly counts: Readonly<Record<FigureName, number>>;
  /** How many certificates end in each of the weeks to come, the one that begins now first. */
  readonly weeks: readonly number[];
  /** Logons and refused ones of days that are over, the earliest first. */
  readonly days: readonly { readonly day: string; readonly logons: number; readonly refusals: number }[];
}

/** As they were kept, or as they are now where nothing is kept. */
export async function figuresOf(db: Reader, bank: BankProfile, now: number): Promise<BankFigures> {
  const kept = await readBankFigures(db, bank.code);
  const values = kept?.values ?? (await count(db, bank, now));
  const days = figureDays(now);
  const known = await readDayFigures(db, bank.code, days[0] ?? '', days.at(-1) ?? '');
  const value = (name: string) => values.get(name) ?? 0;
  return {
    countedAt: kept?.at ?? now,
    counts: Object.fromEntries(FIGURES.map((name) => [name, value(name)])) as Record<FigureName, number>,
    weeks: Array.from({ length: WEEKS }, (_, week) => value(`week${week}`)),
    days: known.map(({ day, logons, refusals }) => ({ day, logons, refusals })),
  };
}

/** Counts every bank anew. Safe to run twice at once. */
export async function keepFigures(
  { store, banks, now }: Pick<Deployment, 'store' | 'banks' | 'now'>,
  signal?: AbortSignal,
): Promise<void> {
  for (const bank of banksWithCustomers(banks)) {
    if (signal?.aborted) return;
    const at = now();
    const values = await count(store.db, bank, at);
    await store.transaction((tx) => replaceBankFigures(tx, bank.code, values, at));
  }
}

async function count(db: Reader, bank: BankProfile, now: number): Promise<ReadonlyMap<string, number>> {
  const { code } = bank;
  const today = dayOf(now);
  const states = await countContractStates(db, code);
  const certificates = (list: 'ending' | 'unused' | 'revoked', from: number, until: number) =>
    countCertificates(db, code, list, { from, until });
  const awaited = async (days: ReportDays) => {
    let sum = 0;
    for (const role of ROLES)
      sum += await countAwaited(db, code, { role, ...windowsEndingOn(bank, role, days) });
    return sum;
  };
  const values = new Map<string, number>([
    ['contractsOpen', states.get('open') ?? 0],
    ['contractsSuspended', states.get('suspended') ?? 0],
    ['contractsClosed', states.get('closed') ?? 0],
    ['ending', await certificates('ending', now, now + NEAR_DAYS * DAY_MS)],
    ['unused', await certificates('unused', 0, now)],
    ['revoked', await certificates('revoked', now - NEAR_DAYS * DAY_MS, now)],
    ['acquiring', await awaited(closingDays(today))],
    ['notAcquired', await awaited(closedDays(today))],
    ['locked', await countLocked(db, code, lockLimitsOf(bank))],
    ['forms', await countWaitingForms(db, code)],
  ]);
  for (let week = 0; week < WEEKS; week += 1) {
    const from = now + week * 7 * DAY_MS;
    values.set(`week${week}`, await certificates('ending', from, from + 7 * DAY_MS - 1));
  }
  return values;
}

/** The days on which a window ends that closes soon, and that has closed of late. */
export const closingDays = (today: string, days = CLOSING_DAYS): ReportDays => ({
  from: today,
  until: addDays(today, days),
});
export const closedDays = (today: string, days = NEAR_DAYS): ReportDays => ({
  from: addDays(today, -days),
  until: addDays(today, -1),
});
