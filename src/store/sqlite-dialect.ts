// Kysely on the SQLite that Node brings: one connection, statements prepared once, full durability.
// https://sqlite.org/pragma.html for each setting; https://sqlite.org/rescode.html for the codes.

import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { backup, DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { StoreError } from './store-error.ts';

/** Statements kept prepared. Texts differ by the number of rows of an `in (…)`, so there must be an end. */
const PREPARED_LIMIT = 400;
/** A server that is being restarted may meet the last breath of its predecessor. */
const OPEN_TIMEOUT_MS = 1_000;

/** The dialect over a database that is already open (see `openSqlite`). */
export function sqliteDialect(database: DatabaseSync, folder: string): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new NodeSqliteDriver(database, folder),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/**
 * Opens `<folder>/warifu.db`, making folder and file where they are missing, and locks it against every other
 * process until it is closed. Throws StoreError.
 */
export function openSqlite(folder: string): DatabaseSync {
  const file = join(folder, 'warifu.db');
  try {
    makeFolder(folder);
    // Made here and not by SQLite, so that only this user can read it; WAL and journal inherit its mode.
    closeSync(openSync(file, 'a', 0o600));
  } catch (error) {
    throw folderNotWritable(folder, error);
  }
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: OPEN_TIMEOUT_MS, enableForeignKeyConstraints: true });
    // EXCLUSIVE before WAL: then the index of the WAL lies in our memory and no other process can come in.
    database.exec('pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full;');
    // A page that many commits touch is written back once for 32 MB of them, and 16 MB of pages stay in memory.
    database.exec('pragma wal_autocheckpoint = 8000; pragma journal_size_limit = 67108864;');
    database.exec('pragma cache_size = -16000; pragma trusted_schema = off;');
    // What a statement needs to undo itself alone: a few pages for a moment, not worth a file each time.
    database.exec('pragma temp_store = memory;');
    // The lock is taken by the first write.
    database.exec('begin exclusive; commit');
    return database;
  } catch (error) {
    database?.close();
    throw readable(error, folder);
  }
}

/** Opens `<folder>/warifu.db` to read it; no other process may have it open. Throws StoreError. */
export function openSqliteToRead(folder: string): DatabaseSync {
  const file = join(folder, 'warifu.db');
  if (!existsSync(file)) {
    throw new StoreError('absent', `There is no database ${file}. Name its folder in WARIFU_DATA.`);
  }
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: OPEN_TIMEOUT_MS, readOnly: true });
    // The first question shows whether another process has it.
    database.prepare('select count(*) from sqlite_schema').get();
    return database;
  } catch (error) {
    database?.close();
    throw readable(error, folder);
  }
}

/** Pages copied at a time, between which others come in. */
const COPY_PAGES = 500;

/** Copies a database that is open here into a new file, as it is when the last page is copied. */
export async function copySqlite(database: DatabaseSync, file: string): Promise<void> {
  closeSync(openSync(file, 'wx', 0o600));
  await backup(database, file, { rate: COPY_PAGES });
}

/** Not mkdir's own `recursive`: under /proc, where a parent exists and yet says ENOENT, that never comes back. */
function makeFolder(folder: string): void {
  const isThere = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EEXIST';
  const parent = dirname(resolve(folder));
  if (!existsSync(parent) && parent !== resolve(folder)) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o750 });
  } catch (error) {
    if (!isThere(error)) throw error;
  }
}

class NodeSqliteDriver implements Driver {
  readonly #database: DatabaseSync;
  readonly #connection: NodeSqliteConnection;

  constructor(database: DatabaseSync, folder: string) {
    this.#database = database;
    this.#connection = new NodeSqliteConnection(database, folder);
  }

  async init(): Promise<void> {}

  // Kysely lets one caller in at a time, because the adapter says that there is one connection.
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async beginTransaction(): Promise<void> {
    this.#connection.run('begin immediate');
  }

  async commitTransaction(): Promise<void> {
    this.#connection.run('commit');
  }

  async rollbackTransaction(): Promise<void> {
    // A full disk makes SQLite roll back by itself; a second rollback would hide the cause.
    if (this.#database.isTransaction) this.#connection.run('rollback');
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#connection.forget();
    if (this.#database.isOpen) this.#database.close();
  }
}

interface Prepared {
  readonly statement: StatementSync;
  /** Of what it reads; none: it only writes. */
  columns: readonly string[];
}

const columnsOf = (statement: StatementSync): string[] => statement.columns().map(({ name }) => name);

/**
 * Rows are taken as arrays and made into objects here: those of `node:sqlite` have no prototype, where PostgreSQL's have
 * one, and to copy such a row takes three times as long as to make it.
 */
function rowOf<R>(columns: readonly string[], values: readonly unknown[]): R {
  const row: Record<string, unknown> = {};
  for (let at = 0; at < columns.length; at += 1) row[columns[at] as string] = values[at];
  return row as R;
}

class NodeSqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #folder: string;
  readonly #prepared = new Map<string, Prepared>();

  constructor(database: DatabaseSync, folder: string) {
    this.#database = database;
    this.#folder = folder;
  }

  run(sql: string): void {
    try {
      this.#database.exec(sql);
    } catch (error) {
      throw readable(error, this.#folder);
    }
  }

  forget(): void {
    this.#prepared.clear();
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    try {
      const prepared = this.#prepare(sql);
      const { statement } = prepared;
      const values = parameters as SQLInputValue[];
      if (prepared.columns.length > 0) {
        const rows = statement.all(...values) as unknown as unknown[][];
        // A migration has added a column since it was prepared.
        if (rows[0] !== undefined && rows[0].length !== prepared.columns.length)
          prepared.columns = columnsOf(statement);
        return { rows: rows.map((row) => rowOf<R>(prepared.columns, row)) };
      }
      const { changes, lastInsertRowid } = statement.run(...values);
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
    } catch (error) {
      throw readable(error, this.#folder);
    }
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    // Its own statement: a prepared one could be started anew by another reader half-way.
    const statement = this.#database.prepare(query.sql);
    for (const row of statement.iterate(...(query.parameters as SQLInputValue[])))
      yield { rows: [{ ...row } as R] };
  }

  #prepare(sql: string): Prepared {
    let prepared = this.#prepared.get(sql);
    if (prepared === undefined) {
      const statement = this.#database.prepare(sql);
      statement.setReturnArrays(true);
      prepared = { statement, columns: columnsOf(statement) };
      if (this.#prepared.size >= PREPARED_LIMIT) {
        const oldest = this.#prepared.keys().next().value;
        if (oldest !== undefined) this.#prepared.delete(oldest);
      }
    } else {
      // Used last, forgotten last.
      this.#prepared.delete(sql);
    }
    this.#prepared.set(sql, prepared);
    return prepared;
  }
}

function folderNotWritable(folder: string, cause: unknown): StoreError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new StoreError(
    'folder-not-writable',
    `The data folder ${folder} cannot be written: ${detail}. Give this user the right to write there, or name another folder in WARIFU_DATA.`,
    cause,
  );
}

/** SQLite's codes for the state of the database in words, and the system's for its file; every other error as it is. */
export function readable(error: unknown, folder: string): unknown {
  const code = codeOf(error);
  // The low byte is the primary code, the rest says more.
  switch (code === undefined ? undefined : code & 0xff) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
      return new StoreError(
        'already-open',
        `The data folder ${folder} is in use by another Warifu process. Stop that one first, or name another folder in WARIFU_DATA. Several processes together need PostgreSQL (DATABASE_URL).`,
        error,
      );
    case 8: // SQLITE_READONLY
    case 14: // SQLITE_CANTOPEN
      return folderNotWritable(folder, error);
    case 10: // SQLITE_IOERR
    case 15: // SQLITE_PROTOCOL: a lock that the file system does not give
      return new StoreError(
        'disk-failed',
        `Reading or writing the database in ${folder} failed. Nothing of this act is stored. Look at the disk.`,
        error,
      );
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
      return new StoreError(
        'database-damaged',
        `The database in ${folder} is damaged or is not one of Warifu. Restore it from the last backup.`,
        error,
      );
    case 13: // SQLITE_FULL
      return new StoreError(
        'disk-full',
        `The disk of ${folder} is full. Nothing of this act is stored. Make room; a restart is not needed.`,
        error,
      );
    default:
      return error;
  }
}

/** What the system says when a file is opened counts as what SQLite says of it. */
function codeOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('errcode' in error) return Number(error.errcode);
  return 'code' in error
    ? ({ EIO: 10, ENOSPC: 13 } as Partial<Record<string, number>>)[String(error.code)]
    : undefined;
}
