// Many rows in one statement: they travel as one JSON parameter, so that the text of the statement is the same for
// 1 row and for 64 and neither Kysely nor the database has to look at it again.
// https://sqlite.org/json1.html#jeach, https://www.postgresql.org/docs/current/functions-json.html

import { type AliasedRawBuilder, type RawBuilder, SqliteAdapter, sql } from 'kysely';
import type { Transaction } from './database.ts';

export type ColumnKind = 'text' | 'integer' | 'bytes';
/** The columns that travel, and how. */
export type ColumnKinds<Row> = { readonly [Column in keyof Row & string]: ColumnKind };

/** `rows` as a table named `r`, to select or to update from. */
export function rowSet<Row extends object>(
  tx: Transaction,
  kinds: ColumnKinds<Row>,
  rows: readonly Row[],
): AliasedRawBuilder<Row, 'r'> {
  const columns = Object.entries<ColumnKind>(kinds);
  const onSqlite = tx.getExecutor().adapter instanceof SqliteAdapter;
  // JSON has no bytes, and PostgreSQL reads hex by itself when it begins with \x.
  const prefix = onSqlite ? '' : '\\x';
  const carried = (value: unknown) => (value instanceof Uint8Array ? prefix + hexOf(value) : value);
  const json = JSON.stringify(
    rows.map((row) => Object.fromEntries(columns.map(([name]) => [name, carried(row[name as keyof Row])]))),
  );
  const table: RawBuilder<Row> = onSqlite
    ? sql`(select ${sql.join(columns.map(fromJson))} from json_each(${json}))`
    : sql`(select * from json_to_recordset(${json}::json) as x(${sql.join(columns.map(columnOf))}))`;
  return table.as('r');
}

function hexOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('hex');
}

function fromJson([name, kind]: [string, ColumnKind]): RawBuilder<unknown> {
  const value = sql`value ->> ${sql.lit(`$.${name}`)}`;
  return sql`${kind === 'bytes' ? sql`unhex(${value})` : value} as ${sql.ref(name)}`;
}

const POSTGRES_TYPES = { text: sql`text`, integer: sql`bigint`, bytes: sql`bytea` };

function columnOf([name, kind]: [string, ColumnKind]): RawBuilder<unknown> {
  return sql`${sql.ref(name)} ${POSTGRES_TYPES[kind]}`;
}
