// Many rows in one statement: they travel as one JSON parameter, and their bytes beside it as another, so that the
// text of the statement is the same for 1 row and for 100 and no one has to look at it again (see prepared.ts).
// https://sqlite.org/json1.html#jeach, https://www.postgresql.org/docs/current/functions-json.html

import { type AliasedRawBuilder, type RawBuilder, SqliteAdapter, sql } from 'kysely';
import type { Reader } from './database.ts';

export type ColumnKind = 'text' | 'integer' | 'bytes';
/** The columns that travel, and how. */
export type ColumnKinds<Row> = { readonly [Column in keyof Row & string]: ColumnKind };

/** Rows as they travel. */
export interface PackedRows {
  /** An array for each row; for a column of bytes its first octet's number, from 1, and its length. */
  readonly json: string;
  /** All bytes of all rows. */
  readonly bytes: Uint8Array;
}

export function packRows<Row extends object>(kinds: ColumnKinds<Row>, rows: readonly Row[]): PackedRows {
  const columns = Object.entries<ColumnKind>(kinds) as [keyof Row, ColumnKind][];
  const pieces: Uint8Array[] = [];
  let next = 1;
  const packed = rows.map((row) => {
    const cells: unknown[] = [];
    for (const [name, kind] of columns) {
      const value = row[name];
      if (kind === 'bytes' && value instanceof Uint8Array) {
        cells.push(next, value.length);
        pieces.push(value);
        next += value.length;
      } else {
        cells.push(value);
      }
    }
    return cells;
  });
  return { json: JSON.stringify(packed), bytes: Buffer.concat(pieces) };
}

/** Packed rows as a table named `r`, to select or to update from. */
export function rowSet<Row extends object>(
  db: Reader,
  kinds: ColumnKinds<Row>,
  { json, bytes }: PackedRows,
): AliasedRawBuilder<Row, 'r'> {
  const onSqlite = db.getExecutor().adapter instanceof SqliteAdapter;
  const unpack = onSqlite ? SQLITE : POSTGRES;
  let cell = 0;
  const columns = Object.entries<ColumnKind>(kinds).map(([name, kind]) => {
    const value = unpack[kind](cell, bytes);
    cell += kind === 'bytes' ? 2 : 1;
    return sql`${value} as ${sql.ref(name)}`;
  });
  // `offset 0` keeps PostgreSQL from looking through it: compared with what JSON gives, which might tell others of a row,
  // a column has no use of its index until the policies of its table have been asked (migrations/row-security.ts).
  const rows = onSqlite ? sql`json_each(${json})` : sql`jsonb_array_elements(${json}::jsonb) offset 0`;
  return sql<Row>`(select ${sql.join(columns)} from ${rows})`.as<'r'>('r');
}

type Unpack = Record<ColumnKind, (cell: number, bytes: Uint8Array) => RawBuilder<unknown>>;

const at = (cell: number) => sql`value ->> ${sql.lit(cell)}`;

const SQLITE: Unpack = {
  text: at,
  integer: at,
  bytes: (cell, bytes) => sql`substr(${bytes}, ${at(cell)}, ${at(cell + 1)})`,
};

const POSTGRES: Unpack = {
  text: at,
  integer: (cell) => sql`(${at(cell)})::bigint`,
  bytes: (cell, bytes) => sql`substr(${bytes}::bytea, (${at(cell)})::int, (${at(cell + 1)})::int)`,
};
