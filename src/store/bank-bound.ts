// The store as an officer's request sees it on PostgreSQL: every statement runs in a transaction that names the banks,
// and the policies of the tables (migrations/row-security.ts) leave nothing else to be seen. Set for the transaction and
// not for the connection, so that it cannot stay behind on it, also where a pooler stands between.

import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
} from 'kysely';
import type { Reader } from './database.ts';
import { isStalePlan } from './postgres-dialect.ts';
import type { Tables } from './tables.ts';

/**
 * The same database, bound.
 *
 * @param db shares its compiled statements with the bound one.
 * @param dialect of the same pool.
 */
export function bindTo(db: Reader, dialect: Dialect, setting: string): Reader {
  const { adapter } = db.getExecutor();
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => adapter,
      createDriver: () => new BoundDriver(dialect.createDriver(), setting),
      createIntrospector: (of) => dialect.createIntrospector(of),
      createQueryCompiler: () => dialect.createQueryCompiler(),
    },
  });
}

class BoundDriver implements Driver {
  readonly #driver: Driver;
  readonly #setting: string;

  constructor(driver: Driver, setting: string) {
    this.#driver = driver;
    this.#setting = setting;
  }

  init(): Promise<void> {
    return this.#driver.init();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return new BoundConnection(this.#driver, await this.#driver.acquireConnection(), this.#setting);
  }

  beginTransaction(connection: DatabaseConnection): Promise<void> {
    return boundOf(connection).begin();
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return boundOf(connection).commit();
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return boundOf(connection).rollback();
  }

  releaseConnection(connection: DatabaseConnection): Promise<void> {
    return this.#driver.releaseConnection(boundOf(connection).inner);
  }

  /** The pool is closed by whoever opened it. */
  async destroy(): Promise<void> {}
}

function boundOf(connection: DatabaseConnection): BoundConnection {
  if (!(connection instanceof BoundConnection)) throw new Error('not a connection of this driver');
  return connection;
}

class BoundConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection;
  readonly #driver: Driver;
  readonly #setting: string;
  #inTransaction = false;

  constructor(driver: Driver, inner: DatabaseConnection, setting: string) {
    this.#driver = driver;
    this.inner = inner;
    this.#setting = setting;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#inTransaction) return this.inner.executeQuery<R>(query);
    try {
      return await this.#read<R>(query);
    } catch (error) {
      if (!isStalePlan(error)) throw error;
      return this.#read<R>(query);
    }
  }

  /** A statement by itself only reads: what writes has a transaction of its own. */
  async #read<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    await this.#begin('begin read only');
    try {
      const result = await this.inner.executeQuery<R>(query);
      await this.#driver.commitTransaction(this.inner);
      return result;
    } catch (error) {
      await this.#driver.rollbackTransaction(this.inner);
      throw error;
    }
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('a bound store does not stream: ask page by page');
  }

  async begin(): Promise<void> {
    await this.#begin('begin');
    this.#inTransaction = true;
  }

  async commit(): Promise<void> {
    this.#inTransaction = false;
    await this.#driver.commitTransaction(this.inner);
  }

  async rollback(): Promise<void> {
    this.#inTransaction = false;
    await this.#driver.rollbackTransaction(this.inner);
  }

  /** Both in one message to the database. */
  async #begin(how: string): Promise<void> {
    await this.inner.executeQuery(CompiledQuery.raw(`${how}; set local warifu.banks = '${this.#setting}'`));
  }
}
