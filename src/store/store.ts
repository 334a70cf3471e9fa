// The way into the database: SQLite in a folder, or PostgreSQL by its address. The only SQL of Warifu is in this room.

import type { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import type { Reader, Store, Transaction } from './database.ts';
import { migrate } from './migrate.ts';
import { isClash, openPool, postgresDialect, readablePostgresError } from './postgres-dialect.ts';
import { openSqlite, openSqliteToRead, sqliteDialect } from './sqlite-dialect.ts';
import type { Tables } from './tables.ts';

export type { Reader, Store, Transaction } from './database.ts';
export { StoreError, type StoreErrorCode } from './store-error.ts';

export type StoreLocation = { readonly dataFolder: string } | { readonly databaseUrl: string };

/** Opens the database and brings its tables up to date. Throws StoreError with a message for the operator. */
export async function openStore(location: StoreLocation): Promise<Store> {
  const store =
    'databaseUrl' in location ? await onPostgres(location.databaseUrl) : onSqlite(location.dataFolder);
  try {
    await migrate(store);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/**
 * Runs `work` on the database as it is in one moment, changes nothing and brings nothing up to date. On PostgreSQL
 * servers go on beside it; SQLite lets in nobody while one runs. Throws StoreError.
 */
export async function readStore<T>(location: StoreLocation, work: (db: Reader) => Promise<T>): Promise<T> {
  const store =
    'databaseUrl' in location
      ? await onPostgres(location.databaseUrl)
      : onSqlite(location.dataFolder, openSqliteToRead(location.dataFolder));
  try {
    // A lasting transaction would need more than one question's lock on SQLite, where nobody else is anyway.
    if (store.dialect === 'sqlite') return await work(store.db);
    return await store.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(work);
  } finally {
    await store.close();
  }
}

function onSqlite(dataFolder: string, database: DatabaseSync = openSqlite(dataFolder)): Store {
  const db = new Kysely<Tables>({ dialect: sqliteDialect(database, dataFolder) });
  let ended = 0;
  return {
    dialect: 'sqlite',
    db,
    transaction: async (work) => {
      try {
        return await db.transaction().execute(work);
      } finally {
        // Before the caller hears of it.
        ended += 1;
      }
    },
    ended: () => ended,
    close: async () => {
      await db.destroy();
      // Kysely does not destroy a driver that was never used.
      if (database.isOpen) database.close();
    },
  };
}

/** How often a transaction is tried that PostgreSQL broke off for another's sake. */
const ATTEMPTS = 5;

async function onPostgres(databaseUrl: string): Promise<Store> {
  const pool = openPool(databaseUrl);
  const db = new Kysely<Tables>({ dialect: postgresDialect(pool) });
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    await pool.end();
    throw readablePostgresError(error, databaseUrl);
  }
  const transaction = async <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await db.transaction().execute(work);
      } catch (error) {
        if (!isClash(error) || attempt === ATTEMPTS) throw readablePostgresError(error, databaseUrl);
      }
    }
  };
  return {
    dialect: 'postgres',
    db,
    transaction,
    close: async () => {
      await db.destroy();
      if (!pool.ended) await pool.end();
    },
  };
}
