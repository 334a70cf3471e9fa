// Brings the tables of a database up to date: every step that is missing, in order, all in one transaction.
// Kysely's own migrator is not used: on SQLite it works outside a transaction and a crash would leave half a step.

import { type Kysely, sql } from 'kysely';
import type { Store } from './database.ts';
import * as first from './migrations/0001-first.ts';
import { StoreError } from './store-error.ts';
import type { Tables } from './tables.ts';

interface Migration {
  up(db: Kysely<Tables>, dialect: Store['dialect']): Promise<void>;
}

/** A step that stands here is never changed again; a change is a new step. */
const MIGRATIONS: readonly (readonly [string, Migration])[] = [['0001-first', first]];

/** Any number that nobody else locks in this database. */
const LOCK = 7_192_741_001;

/** Throws StoreError `database-newer` when a later Warifu has written this database. */
export async function migrate(store: Pick<Store, 'dialect' | 'transaction'>): Promise<void> {
  await store.transaction(async (transaction) => {
    const tx = transaction.withTables<{ migration: { name: string; at: number } }>();
    // Processes that start together come one after the other; SQLite has but one process.
    if (store.dialect === 'postgres') await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx);
    await tx.schema
      .createTable('migration')
      .ifNotExists()
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute();
    const done = (await tx.selectFrom('migration').select('name').orderBy('name').execute()).map(
      (row) => row.name,
    );
    const unknown = done.find((name) => !MIGRATIONS.some(([known]) => known === name));
    if (unknown !== undefined) {
      throw new StoreError(
        'database-newer',
        `The database was written by a newer Warifu (step ${unknown} is unknown here). Start that version, or restore the backup made before it.`,
      );
    }
    for (const [name, migration] of MIGRATIONS) {
      if (done.includes(name)) continue;
      await migration.up(transaction, store.dialect);
      await tx.insertInto('migration').values({ name, at: Date.now() }).execute();
    }
  });
}
