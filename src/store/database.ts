// What the rest of the house sees of the database: reading, writing in a transaction, closing.

import type { Kysely, Transaction as KyselyTransaction } from 'kysely';
import type { Binding } from './binding.ts';
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
   * The same store as somebody may see it who serves these banks: on PostgreSQL no statement reaches another bank's row.
   * SQLite has no such thing; there it is this store itself, and each question names its bank. Never closed by itself.
   */
  forBanks(binding: Binding): Store;
  /**
   * How many transactions have ended: as long as it is the same, nothing has changed. Only where no other process can
   * write, so on SQLite.
   */
  readonly ended?: () => number;
  /**
   * Copies the database as it is in one moment into a new file, while others go on reading and writing. Only on SQLite:
   * there nobody else can read it.
   */
  readonly copyTo?: (file: string) => Promise<void>;
  /** Whether the user that the database is opened with is above its policies (a superuser): then nothing is bound. */
  bypassesRowSecurity(): Promise<boolean>;
  close(): Promise<void>;
}
