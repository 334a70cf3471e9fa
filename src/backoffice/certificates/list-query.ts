// What an address asks of the lists: bank, list, span, and from where on. Whatever it says, it stays within the
// officer's banks.

import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import { bankOfOfficer, type Officer } from '../../procedures/office/officer.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import {
  CERTIFICATE_LISTS,
  type CertificateList,
  type ListCursor,
  type ListSpan,
} from '../../store/read/certificate-list.ts';
import { HOLDER_LISTS, type HolderListQuery, placeOf } from './holder-list.ts';

export const isOfHolders = (asked: ListQuery | HolderListQuery): asked is HolderListQuery =>
  HOLDER_LISTS.some((one) => one === asked.list);

export const PAGE_SIZE = 50;
export const ENDING_DAYS = [10, 30, 60, 90] as const;

const DAY_MS = 24 * 60 * 60 * 1000;

export interface ListQuery {
  readonly bank: BankProfile;
  readonly list: CertificateList;
  /** For `ending`: how many days ahead. */
  readonly days: number;
  readonly after: ListCursor | undefined;
}

/** The query of an address; `page-not-found` for another's bank, a list or a place that there is not. */
export function listAsked(query: unknown, officer: Officer): ListQuery | HolderListQuery | Refusal {
  const asked = query as Partial<Record<'of' | 'list' | 'days' | 'after', unknown>>;
  const of = asked.of === undefined ? officer.banks[0]?.code : text(asked.of);
  const bank = bankOfOfficer(officer, of);
  if (isRefusal(bank)) return bank;
  const list = CERTIFICATE_LISTS.find((one) => one === (asked.list ?? 'ending'));
  const days = ENDING_DAYS.find((one) => String(one) === (asked.days ?? '30'));
  const ofHolders = HOLDER_LISTS.find((one) => one === asked.list);
  if (ofHolders !== undefined && days !== undefined) {
    const place = asked.after === undefined ? undefined : placeOf(text(asked.after));
    const lost = asked.after !== undefined && place === undefined;
    return lost ? refuse('page-not-found') : { bank, list: ofHolders, days, after: place };
  }
  const after = asked.after === undefined ? undefined : cursorOf(text(asked.after));
  if (list === undefined || days === undefined || (asked.after !== undefined && after === undefined)) {
    return refuse('page-not-found');
  }
  return { bank, list, days, after };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The instants between which a list's certificates lie. */
export function spanOf({ list, days }: Pick<ListQuery, 'list' | 'days'>, now: number): ListSpan {
  switch (list) {
    case 'ending':
      return { from: now, until: now + days * DAY_MS };
    case 'ended':
      return { from: 0, until: now - 1000 };
    default:
      return { from: 0, until: now };
  }
}

export const cursorText = ({ at, serialNumber }: ListCursor): string => `${at}-${serialNumber}`;

function cursorOf(value: string): ListCursor | undefined {
  const [, at = '', serialNumber = ''] = /^(\d{1,15})-([0-9a-f]{1,40})$/.exec(value) ?? [];
  return serialNumber === '' ? undefined : { at: Number(at), serialNumber };
}
