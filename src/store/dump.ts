// The whole database, read out and filled in table by table: the same for both databases, whatever tables there are.

import { type Kysely, SqliteAdapter, sql } from 'kysely';
import type { Reader, Transaction } from './database.ts';

export type DumpValue = string | number | null | Uint8Array;
export type DumpRow = readonly DumpValue[];

export interface DumpTable {
  readonly name: string;
  readonly columns: readonly string[];
}

const PAGE = 500;
/** Of one statement; SQLite takes 32,766 values. */
const MOST_VALUES = 20_000;

const isSqlite = (db: Kysely<never> | Reader): boolean => db.getExecutor().adapter instanceof SqliteAdapter;

/** Every table in the order in which they were made, so that a row's parents come before it. */
export async function listTables(db: Reader): Promise<DumpTable[]> {
  const { rows } = isSqlite(db)
    ? await sql<{ name: string; columns: string }>`
        select t.name, (select json_group_array(c.name) from pragma_table_info(t.name) c) as columns
        from sqlite_schema t where t.type = 'table' and t.name not like 'sqlite_%' order by t.rowid`.execute(
        db,
      )
    : await sql<{ name: string; columns: string }>`
        select t.relname as name, (
          select json_agg(a.attname order by a.attnum)::text from pg_attribute a
          where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
        ) as columns
        from pg_class t where t.relkind = 'r' and t.relnamespace = current_schema()::regnamespace
        order by t.oid`.execute(db);
  return rows.map(({ name, columns }) => ({ name, columns: JSON.parse(columns) as string[] }));
}

/** The rows of a table in pages. On PostgreSQL within a transaction, whose state it reads. */
export async function* readTable(db: Reader, { name, columns }: DumpTable): AsyncGenerator<DumpRow[]> {
  const all = sql<Record<string, DumpValue>>`select * from ${sql.table(name)}`;
  const listed = (row: Record<string, DumpValue>): DumpRow => columns.map((column) => row[column] ?? null);
  if (isSqlite(db)) {
    let page: DumpRow[] = [];
    for await (const row of db.getExecutor().stream(all.compile(db), PAGE)) {
      page.push(...row.rows.map((one) => listed(one as Record<string, DumpValue>)));
      if (page.length < PAGE) continue;
      yield page;
      page = [];
    }
    if (page.length > 0) yield page;
    return;
  }
  await sql`declare dumped no scroll cursor for ${all}`.execute(db);
  for (;;) {
    const { rows } = await sql<Record<string, DumpValue>>`fetch ${sql.lit(PAGE)} from dumped`.execute(db);
    if (rows.length > 0) yield rows.map(listed);
    if (rows.length < PAGE) break;
  }
  await sql`close dumped`.execute(db);
}

/** Whether nothing has ever been done here: the tables are there, and no certification authority. */
export async function isEmptyDeployment(db: Reader): Promise<boolean> {
  const found = await db.selectFrom('certification_authority').select('id').limit(1).executeTakeFirst();
  return found === undefined;
}

/** Takes away what the making of the tables has put there; what is only added to holds nothing yet. */
export async function clearTables(tx: Transaction, tables: readonly DumpTable[]): Promise<void> {
  // Checked at the commit: within a table a row may stand before the one it names.
  if (isSqlite(tx)) await sql`pragma defer_foreign_keys = on`.execute(tx);
  for (const { name } of tables.toReversed()) {
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(tx);
    if (rows.length > 0) await sql`delete from ${sql.table(name)}`.execute(tx);
  }
}

export async function fillTable(tx: Transaction, table: DumpTable, rows: readonly DumpRow[]): Promise<void> {
  const columns = sql.join(table.columns.map((column) => sql.ref(column)));
  const most = Math.max(1, Math.floor(MOST_VALUES / table.columns.length));
  for (let at = 0; at < rows.length; at += most) {
    const values = rows.slice(at, at + most).map((row) => sql`(${sql.join(row)})`);
    await sql`insert into ${sql.table(table.name)} (${columns}) values ${sql.join(values)}`.execute(tx);
  }
}
