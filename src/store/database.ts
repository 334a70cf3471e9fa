// What the rest of the house sees of the database: reading, writing in a transaction, closing.

import type { Kysely, Transaction as KyselyTransaction } from 'kysely';
import type { Tables } from './tables.ts';

/** What a read needs. A Transaction is also a Reader. */
export type Reader = Kysely<Tables>;
/** What a write needs. */
export type Transaction = KyselyTransaction<Tables>;

export interface Store {
  readonly dialect: 'sqlite' | 'postgres';
  readonly db: Reader;
  /**
   * All of `work` or nothing of it; what it throws comes out unchanged. On return it is on the disk. Within it use
   * only `tx` and wait for nothing but the database: on SQLite everybody else is waiting. `work` may be run a
   * second time when PostgreSQL finds two transactions in each other's way, so it must not change anything else.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * How many transactions have ended: as long as it is the same, nothing has changed. Only where no other process can
   * write, so on SQLite.
   */
  readonly ended?: () => number;
  close(): Promise<void>;
}
