// What a bank's officers should know in the morning: how many certificates end soon, lie unused, were revoked of late.

import type { BankProfile } from '../../profile/bank-profile.ts';
import { type CertificateList, countCertificates } from '../../store/read/certificate-list.ts';
import type { Reader } from '../../store/store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const WEEKS = 8;
/** Counting stops here: more is shown as "or more", and costs no more. */
export const MOST_COUNTED = 10_000;

export interface Overview {
  readonly bank: BankProfile;
  readonly counts: {
    /** Ending within 30 days. */
    readonly ending: number;
    readonly unused: number;
    /** Revoked within the last 30 days. */
    readonly revoked: number;
  };
  /** How many end in each of the weeks to come, the one that begins now first. */
  readonly weeks: readonly number[];
}

export async function overviewOf(db: Reader, bank: BankProfile, now: number): Promise<Overview> {
  const count = (list: CertificateList, from: number, until: number) =>
    countCertificates(db, bank.code, list, { from, until }, MOST_COUNTED);
  const weeks = [];
  for (let week = 0; week < WEEKS; week += 1) {
    const from = now + week * 7 * DAY_MS;
    weeks.push(await count('ending', from, from + 7 * DAY_MS - 1));
  }
  return {
    bank,
    counts: {
      ending: await count('ending', now, now + 30 * DAY_MS),
      unused: await count('unused', 0, now),
      revoked: await count('revoked', now - 30 * DAY_MS, now),
    },
    weeks,
  };
}
