// Questions that are asked all the time: put together and compiled once for each database, then only their values
// travel. Kysely otherwise builds and compiles a statement anew each time, which takes longer than SQLite to answer.

import type { Compilable, CompiledQuery, DialectAdapter, Insertable, Selectable } from 'kysely';
import type { Reader } from './database.ts';
import type { Tables } from './tables.ts';

const names = new Map<string, string>();

/** The name under which a connection to PostgreSQL keeps a statement prepared; undefined for all others. */
export function preparedName(text: string): string | undefined {
  return names.get(text);
}

let renewed = 0;

/**
 * Gives a statement another name where it still has this one, so that every connection prepares it anew; the name that
 * it has now.
 */
export function renewPreparedName(text: string, stale: string): string {
  if (names.get(text) === stale) {
    renewed += 1;
    names.set(text, `prepared-anew-${renewed}`);
  }
  return names.get(text) ?? stale;
}

/** Stands in the compiled statement where a value will. */
class Placeholder {
  readonly name: PropertyKey;

  constructor(name: PropertyKey) {
    this.name = name;
  }
}

/**
 * @param build makes the statement out of the values as it would do once. It is given marks in place of the values,
 * so it must do nothing with them but hand them on to Kysely as parameters.
 * @returns runs it with real values and gives the rows.
 */
export function prepared<Values extends object, Row>(
  build: (db: Reader, values: Values) => Compilable<Row>,
): (db: Reader, values: Values) => Promise<Row[]> {
  const marks = new Proxy({} as Values, { get: (_, name) => new Placeholder(name) });
  const compiled = new WeakMap<DialectAdapter, CompiledQuery<Row>>();
  return async (db, values) => {
    // One for each open database; its transactions have the same.
    const { adapter } = db.getExecutor();
    let query = compiled.get(adapter);
    if (query === undefined) {
      query = build(db, marks).compile();
      compiled.set(adapter, query);
      if (!names.has(query.sql)) names.set(query.sql, `prepared-${names.size + 1}`);
    }
    const parameters = query.parameters.map((parameter) =>
      parameter instanceof Placeholder ? values[parameter.name as keyof Values] : parameter,
    );
    const { rows } = await db.executeQuery<Row>({ ...query, parameters });
    return rows;
  };
}

/** Inserts one whole row, prepared as above. A compiler says when a table has grown and `columns` has not. */
export function preparedInsert<Table extends keyof Tables>(
  table: Table,
  columns: Readonly<Record<keyof Tables[Table], true>>,
): (db: Reader, row: Selectable<Tables[Table]>) => Promise<void> {
  type Row = Selectable<Tables[Table]>;
  const names = Object.keys(columns) as (keyof Row)[];
  const insert = prepared((db, row: Row) =>
    db
      .insertInto(table)
      .values(Object.fromEntries(names.map((name) => [name, row[name]])) as Insertable<Tables[Table]>),
  );
  return async (db, row) => {
    await insert(db, row);
  };
}
