// Questions that are asked all the time: put together and compiled once for each database, then only their values
// travel. Kysely otherwise builds and compiles a statement anew each time, which takes longer than SQLite to answer.

import type { Compilable, CompiledQuery, DialectAdapter } from 'kysely';
import type { Reader } from './database.ts';

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
    }
    const parameters = query.parameters.map((parameter) =>
      parameter instanceof Placeholder ? values[parameter.name as keyof Values] : parameter,
    );
    const { rows } = await db.executeQuery<Row>({ ...query, parameters });
    return rows;
  };
}
