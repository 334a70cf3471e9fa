// What the tables of both databases are put together from.

import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Store } from '../database.ts';
import type { Tables } from '../tables.ts';

/** The parts, as the database spells them. */
export function tableParts(db: Kysely<Tables>, dialect: Store['dialect']) {
  const bytes = dialect === 'sqlite' ? sql`blob` : sql`bytea`;
  const integer = dialect === 'sqlite' ? sql`integer` : sql`bigint`;

  const text = <T extends string, C extends string>(table: CreateTableBuilder<T, C>, ...names: string[]) =>
    names.reduce((built, name) => built.addColumn(name as C, 'text', (c) => c.notNull()), table);
  const instants = <T extends string, C extends string>(
    table: CreateTableBuilder<T, C>,
    ...names: string[]
  ) => names.reduce((built, name) => built.addColumn(name as C, integer, (c) => c.notNull()), table);
  // STRICT: SQLite then refuses what PostgreSQL refuses, a text in a column of numbers.
  const create = (table: CreateTableBuilder<string, string>) =>
    (dialect === 'sqlite' ? table.modifyEnd(sql`strict`) : table).execute();
  const table = (name: keyof Tables): CreateTableBuilder<string, string> => db.schema.createTable(name);
  const oneOf = (column: string, ...values: string[]) =>
    sql<boolean>`${sql.ref(column)} in (${sql.join(values.map((value) => sql.lit(value)))})`;
  const together = (first: string, second: string) =>
    sql<boolean>`(${sql.ref(first)} is null) = (${sql.ref(second)} is null)`;
  // Who entered it never decides on it: held here too, whatever the program thinks.
  const twoPersons = sql<boolean>`decided_person is null or (decided_person <> entered_person and decided_by <> entered_by)`;
  return { bytes, integer, table, text, instants, create, oneOf, together, twoPersons };
}
