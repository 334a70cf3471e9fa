// Row-level security on PostgreSQL: what an officer's request reads and writes is kept to the officer's banks by the
// database itself, whatever a statement forgets to say. The banks stand in the setting `warifu.banks` of the
// transaction (../bank-bound.ts); where it is not set, as in everything that is not the office, all rows are there.
// https://www.postgresql.org/docs/current/ddl-rowsecurity.html

import { type Kysely, sql } from 'kysely';
import { OF_NOBODY } from '../binding.ts';
import type { Store } from '../database.ts';
import type { Tables } from '../tables.ts';

/** Tables whose rows belong to no bank. Whatever else has no policy is refused when the tables are made. */
export const OF_NO_BANK: readonly string[] = [
  'audit_head',
  'audit_key',
  'audit_tree_head',
  'certification_authority',
  'deployment',
  'migration',
  'ocsp_responder',
  'revocation_list',
  'revocation_list_piece',
];

/** Parents that say whose a row is, the nearest first. An officer's key tells who acted, not whose the row is. */
export const PARENTS = ['holder', 'contract', 'customer_card', 'request_form'] as const;

const UNBOUND = sql`coalesce(current_setting('warifu.banks', true), '') = ''`;
const BOUND_TO = sql`string_to_array(current_setting('warifu.banks', true), ',')`;

/** Puts a policy on every table that there is. Called when the last of them has been made. */
export async function secureRows(db: Kysely<Tables>, dialect: Store['dialect']): Promise<void> {
  if (dialect === 'sqlite') return;
  for (const parent of PARENTS) {
    // A function, so that a statement on a child is not planned with its parents each time; it runs when bound only.
    await sql`create function ${sql.ref(`sees_${parent}`)}(row_id text) returns boolean language plpgsql stable as
      ${sql.lit(`begin return exists (select 1 from ${parent} where id = row_id); end`)}`.execute(db);
  }
  const columns = await columnsOfTables(db);
  for (const [table, names] of columns) {
    if (OF_NO_BANK.includes(table)) continue;
    const policy = await policyOf(db, table, names);
    await sql`alter table ${sql.ref(table)} enable row level security`.execute(db);
    // For the owner too, who is the program.
    await sql`alter table ${sql.ref(table)} force row level security`.execute(db);
    // A case and not an `or`, which the planner takes for a condition that hardly any row meets: it then reads whole
    // tables for one of their rows.
    await sql`create policy of_the_banks on ${sql.ref(table)} using (
      case when ${UNBOUND} then true else ${policy} end)`.execute(db);
  }
}

/** A row of the office itself is its bank's by the contract, whose id is the code of the bank served. */
async function policyOf(db: Kysely<Tables>, table: string, columns: readonly string[]) {
  const parents = await parentsOf(db, table);
  const [nearest] = PARENTS.flatMap((parent) => parents.filter((one) => one.parent === parent));
  const byParent = nearest && sql`${sql.ref(`sees_${nearest.parent}`)}(${sql.ref(nearest.column)})`;
  if (!columns.includes('bank_code')) {
    // A holder's own word saves the look at its contract.
    if (byParent !== undefined && columns.includes('bank')) {
      return sql`(coalesce(bank, ${sql.lit(OF_NOBODY)}) = any (${BOUND_TO}) or ${byParent})`;
    }
    if (byParent !== undefined) return byParent;
    throw new Error(`nothing in table ${table} says whose its rows are: name it in OF_NO_BANK, or its bank`);
  }
  // What belongs to no bank, as some audit records do, is for officers of the certification authority.
  const own = sql`coalesce(bank_code, ${sql.lit(OF_NOBODY)}) = any (${BOUND_TO})`;
  if (columns.includes('contract_id')) {
    return sql`(${own} or bank_code || '/' || contract_id = any (${BOUND_TO}))`;
  }
  return byParent === undefined ? own : sql`(${own} or ${byParent})`;
}

async function columnsOfTables(db: Kysely<Tables>): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ name: string; column: string }>`
    select c.relname as name, a.attname as column
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
    order by c.relname, a.attnum`.execute(db);
  const columns = new Map<string, string[]>();
  for (const { name, column } of rows) columns.set(name, [...(columns.get(name) ?? []), column]);
  return columns;
}

/** The tables to which this one has keys of one column. */
async function parentsOf(db: Kysely<Tables>, table: string) {
  const { rows } = await sql<{ column: string; parent: string }>`
    select a.attname as column, p.relname as parent
    from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_class p on p.oid = f.confrelid
    join pg_attribute a on a.attrelid = c.oid and a.attnum = f.conkey[1]
    where f.contype = 'f' and c.relname = ${table} and c.relnamespace = current_schema()::regnamespace
    order by a.attnum`.execute(db);
  return rows;
}
