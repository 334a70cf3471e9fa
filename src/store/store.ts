// The way into the database: SQLite in a folder, or PostgreSQL by its address. The only SQL of Warifu is in this room.

import type { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import type { Store, Transaction } from './database.ts';
import { migrate } from './migrate.ts';
import { isClash, openPool, postgresDialect, readablePostgresError } from './postgres-dialect.ts';
import { openSqlite, sqliteDialect } from './sqlite-dialect.ts';
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

function onSqlite(dataFolder: string): Store {
  const database: DatabaseSync = openSqlite(dataFolder);
  const db = new Kysely<Tables>({ dialect: sqliteDialect(database, dataFolder) });
  return {
    dialect: 'sqlite',
    db,
    transaction: (work) => db.transaction().execute(work),
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
