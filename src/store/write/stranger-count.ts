// Counts wrong entries by who shows no certificate, over all contracts of a bank and over all banks (''): exactly,
// since each count is one statement of the transaction that records the entry.

import type { Transaction } from '../database.ts';
import { prepared } from '../prepared.ts';

const count = prepared((db, { bankCode, windowStart }: { bankCode: string; windowStart: number }) =>
  db
    .insertInto('stranger_count')
    .values({ bank_code: bankCode, window_start: windowStart, failures: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['bank_code', 'window_start'])
        .doUpdateSet((to) => ({ failures: to('stranger_count.failures', '+', 1) })),
    )
    .returning('failures'),
);

/**
 * Counts one wrong entry; how many there are now, of a number that no two transactions get.
 *
 * @param bankCode empty: of all banks.
 */
export async function countStranger(tx: Transaction, bankCode: string, windowStart: number): Promise<number> {
  const [row] = await count(tx, { bankCode, windowStart });
  return row?.failures ?? 0;
}

export async function deleteOldStrangerCounts(tx: Transaction, before: number): Promise<void> {
  await tx.deleteFrom('stranger_count').where('window_start', '<', before).execute();
}
