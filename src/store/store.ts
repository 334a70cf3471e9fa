// The way into the database: SQLite in a folder, or PostgreSQL by its address. The only SQL of Warifu is in this room.

import type { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { bindTo } from './bank-bound.ts';
import { type Binding, settingOf } from './binding.ts';
import type { Reader, Store } from './database.ts';
import { migrate } from './migrate.ts';
import { isClash, openPool, postgresDialect, readablePostgresError } from './postgres-dialect.ts';
import { copySqlite, openSqlite, openSqliteToRead, sqliteDialect } from './sqlite-dialect.ts';
import { StoreError } from './store-error.ts';
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

/** PostgreSQL's code of it. */
const UNDEFINED_TABLE = '42P01';

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
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (store.dialect === 'sqlite' || code !== UNDEFINED_TABLE) throw error;
    throw new StoreError(
      'absent',
      'There is nothing of Warifu in this database. Name its own in DATABASE_URL.',
    );
  } finally {
    await store.close();
  }
}

function onSqlite(dataFolder: string, database: DatabaseSync = openSqlite(dataFolder)): Store {
  const db = new Kysely<Tables>({ dialect: sqliteDialect(database, dataFolder) });
  let ended = 0;
  const store: Store = {
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
    forBanks: () => store,
    bypassesRowSecurity: async () => false,
    ended: () => ended,
    copyTo: (file) => copySqlite(database, file),
    close: async () => {
      await db.destroy();
      // Kysely does not destroy a driver that was never used.
      if (database.isOpen) database.close();
    },
  };
  return store;
}

/** How often a transaction is tried that PostgreSQL broke off for another's sake. */
const ATTEMPTS = 5;

async function onPostgres(databaseUrl: string): Promise<Store> {
  const pool = openPool(databaseUrl);
  const dialect = postgresDialect(pool);
  const db = new Kysely<Tables>({ dialect });
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    await pool.end();
    throw readablePostgresError(error, databaseUrl);
  }
  const close = async () => {
    await db.destroy();
    if (!pool.ended) await pool.end();
  };
  const bound = new Map<string, Store>();
  const forBanks = (binding: Binding): Store => {
    const setting = settingOf(binding);
    const known = bound.get(setting) ?? storeOn(bindTo(db, dialect, setting));
    bound.set(setting, known);
    return known;
  };
  const storeOn = (of: Reader): Store => ({
    dialect: 'postgres',
    db: of,
    transaction: (work) => untilNoClash(() => of.transaction().execute(work), databaseUrl),
    forBanks,
    bypassesRowSecurity: () => isAbovePolicies(db),
    close,
  });
  return storeOn(db);
}

async function isAbovePolicies(db: Reader): Promise<boolean> {
  const { rows } = await sql<{ above: boolean }>`
    select rolsuper or rolbypassrls as above from pg_roles where rolname = current_user`.execute(db);
  return rows[0]?.above === true;
}

async function untilNoClash<T>(work: () => Promise<T>, databaseUrl: string): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isClash(error) || attempt === ATTEMPTS) throw readablePostgresError(error, databaseUrl);
    }
  }
}
