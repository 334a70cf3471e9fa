// Kysely on PostgreSQL through a pool of `pg`. Numbers and bytes come back as on SQLite.
// https://www.postgresql.org/docs/current/errcodes-appendix.html for the codes.

import { type Dialect, PostgresDialect } from 'kysely';
import { Client, Pool, types } from 'pg';
import { preparedName, renewPreparedName } from './prepared.ts';
import { StoreError } from './store-error.ts';

/** Also the longest wait for a connection of the pool to become free. */
const CONNECT_TIMEOUT_MS = 10_000;
const POOL_SIZE = 10;

/** A pool whose `bigint` is a number: instants and counts stay far below 2^53. Nobody else's pool is changed. */
export function openPool(databaseUrl: string): Pool {
  const pool = new Pool({
    Client: PreparingClient,
    connectionString: databaseUrl,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'warifu',
    keepAlive: true,
    types: { getTypeParser },
  });
  // An idle connection that breaks is replaced at its next use; unheard, the event would end the process.
  pool.on('error', () => {});
  return pool;
}

/** Has the statements that are asked all the time planned once a connection: planning takes longer than answering. */
class PreparingClient extends Client {
  // biome-ignore lint/suspicious/noExplicitAny: it has a dozen signatures, of which Kysely uses one
  override query(first: any, ...rest: any[]): any {
    const name = typeof first === 'string' ? preparedName(first) : undefined;
    if (name === undefined) return super.query(first, ...rest);
    const asked: Promise<unknown> = super.query({ name, text: first }, ...rest);
    return asked.catch((error: unknown) => {
      if (!isStalePlan(error)) throw error;
      const fresh = renewPreparedName(first, name);
      // A transaction is broken off by it: begun anew, it asks under the new name.
      if (this.getTransactionStatus() === IN_FAILED_TRANSACTION) throw error;
      return super.query({ name: fresh, text: first }, ...rest);
    });
  }
}

/** As the protocol says it (PostgreSQL's documentation, ReadyForQuery). */
const IN_FAILED_TRANSACTION = 'E';

/**
 * A newer version of Warifu has changed a table meanwhile, so that a statement which this connection keeps prepared would
 * give other columns. Not so the next time.
 */
export function isStalePlan(error: unknown): boolean {
  return sqlState(error) === '0A000' && /cached plan must not change/.test(String(error));
}

export function postgresDialect(pool: Pool): Dialect {
  return new PostgresDialect({ pool });
}

function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === types.builtins.INT8) return Number;
  if (oid === types.builtins.BYTEA) return (hex) => new Uint8Array(Buffer.from(hex.slice(2), 'hex'));
  return types.getTypeParser(oid, format as 'text');
}

/** True for a clash between transactions that the database asks to try again, or for what goes the next time. */
export function isClash(error: unknown): boolean {
  return ['40001', '40P01'].includes(sqlState(error) ?? '') || isStalePlan(error);
}

/** PostgreSQL's codes for the state of the database in words; every other error as it is. */
export function readablePostgresError(error: unknown, databaseUrl: string): unknown {
  if (error instanceof StoreError) return error;
  const state = sqlState(error) ?? '';
  const detail = error instanceof Error ? error.message || state : String(error);
  if (state === '53100') {
    return new StoreError(
      'disk-full',
      'The disk of the database is full. Nothing of this act is stored.',
      error,
    );
  }
  if (state === '58030') {
    return new StoreError('disk-failed', `The database could not read or write its disk: ${detail}`, error);
  }
  if (state === 'XX001' || state === 'XX002') {
    return new StoreError('database-damaged', `The database says that it is damaged: ${detail}`, error);
  }
  const unreachable =
    /^(08|28|3D|57P|53[23])/.test(state) ||
    /^E(CONN|HOST|NET|TIMEDOUT|NOTFOUND|AI_AGAIN|NOENT|PIPE)/.test(state) ||
    /^(Connection terminated|timeout exceeded|The server does not support)/.test(detail);
  if (!unreachable) return error;
  return new StoreError(
    'database-unreachable',
    `The database at ${withoutPassword(databaseUrl)} cannot be reached: ${detail}. Look at DATABASE_URL and at the database itself.`,
    error,
  );
}

function sqlState(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

function withoutPassword(databaseUrl: string): string {
  try {
    const url = new URL(databaseUrl);
    if (url.password !== '') url.password = '***';
    if (url.searchParams.has('password')) url.searchParams.set('password', '***');
    return url.href;
  } catch {
    return 'DATABASE_URL';
  }
}
