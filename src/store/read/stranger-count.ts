// Wrong entries by who shows no certificate, read.

import type { Reader } from '../database.ts';
import { prepared } from '../prepared.ts';

const select = prepared((db, { bankCode, since }: { bankCode: string; since: number }) =>
  db
    .selectFrom('stranger_count')
    .select(['bank_code as bankCode', 'window_start as windowStart', 'failures'])
    .where((is) => is.or([is('bank_code', '=', bankCode), is('bank_code', '=', '')]))
    .where('window_start', '>=', since),
);

/** The counts of this bank and of all banks together (''), of every window that began then or later. */
export async function readStrangerCounts(db: Reader, bankCode: string, since: number) {
  return select(db, { bankCode, since });
}
