// The lists that are of holders and not of certificates: who has not acquired while there was time, or has little left;
// and what is locked.

import { dayOf } from '../../domain/calendar.ts';
import { lastAcquisitionDay } from '../../domain/windows.ts';
import { closedDays, closingDays } from '../../procedures/office/figures.ts';
import {
  type AwaitedRow,
  lockLimitsOf,
  windowsEndingOn,
} from '../../procedures/office/reports/report-rows.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { ROLES } from '../../profile/fields.ts';
import { type LockedHolder, listAwaited, listLocked } from '../../store/read/holder-lists.ts';
import type { Reader } from '../../store/store.ts';

export const HOLDER_LISTS = ['acquiring', 'notAcquired', 'locked'] as const;
export type HolderList = (typeof HOLDER_LISTS)[number];

export interface HolderListQuery {
  readonly bank: BankProfile;
  readonly list: HolderList;
  readonly days: number;
  /** Where the page before ended, see {@link HolderListPage.more}. */
  readonly after: readonly string[] | undefined;
}

export type ListedHolder = AwaitedRow | LockedHolder;

export interface HolderListPage {
  readonly rows: readonly ListedHolder[];
  readonly more: readonly string[] | undefined;
}

/** One page of the list. */
export async function readHolderList(
  db: Reader,
  asked: HolderListQuery,
  now: number,
  limit: number,
): Promise<HolderListPage> {
  return asked.list === 'locked' ? lockedPage(db, asked, limit) : awaitedPage(db, asked, now, limit);
}

/** Administrators, then users, each in the order of the day that their time counts from. */
async function awaitedPage(
  db: Reader,
  { bank, list, days, after }: HolderListQuery,
  now: number,
  limit: number,
): Promise<HolderListPage> {
  const today = dayOf(now);
  const ends = list === 'acquiring' ? closingDays(today, days) : closedDays(today, days);
  const [role = '', from = '', id = ''] = after ?? [];
  const first = Math.max(0, (ROLES as readonly string[]).indexOf(role));
  const rows: (AwaitedRow & { readonly place: readonly string[] })[] = [];
  for (const [index, one] of ROLES.slice(first).entries()) {
    const room = limit + 1 - rows.length;
    if (room <= 0) break;
    const place = after !== undefined && index === 0 ? { from, id } : undefined;
    const span = windowsEndingOn(bank, one, ends);
    const found = await listAwaited(db, bank.code, { role: one, ...span, after: place, limit: room });
    for (const row of found) {
      const windowEnd = lastAcquisitionDay(bank, one, row.from);
      rows.push({ ...row, windowEnd, place: [one, row.from, row.id] });
    }
  }
  const shown = rows.slice(0, limit);
  return { rows: shown, more: rows.length > limit ? shown.at(-1)?.place : undefined };
}

async function lockedPage(
  db: Reader,
  { bank, after }: HolderListQuery,
  limit: number,
): Promise<HolderListPage> {
  const [contractId = '', userId = '', secret = '', channel = ''] = after ?? [];
  const place = after === undefined ? undefined : { contractId, userId, secret, channel };
  const rows = await listLocked(db, bank.code, lockLimitsOf(bank), { after: place, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { rows: shown, more: last && [last.contractId, last.userId, last.secret, last.channel] };
}

/** A place as it stands in an address. */
export const placeText = (place: readonly string[]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/** Undefined for what no page of ours has written. */
export function placeOf(text: string): readonly string[] | undefined {
  try {
    const place: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    const isPlace = Array.isArray(place) && place.length < 5 && place.every(isText);
    return isPlace ? place : undefined;
  } catch {
    return undefined;
  }
}

/** PostgreSQL holds no NUL. */
const isText = (one: unknown): one is string =>
  typeof one === 'string' && one.length <= 64 && !one.includes('\0');
