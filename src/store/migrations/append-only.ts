// Tables to which rows are only ever added: what was once recorded, or signed, stays as it is.

import { type Kysely, sql } from 'kysely';
import type { Store } from '../database.ts';
import type { Tables } from '../tables.ts';

/**
 * On PostgreSQL: the tree's nodes at these records, whoever asks. They are hashes and say nothing of a record; an officer
 * who sees one bank's records only (row-security.ts) needs the others' to prove one.
 */
export async function createAuditNodes(db: Kysely<Tables>, dialect: Store['dialect']): Promise<void> {
  if (dialect === 'sqlite') return;
  await sql`create function audit_nodes(wanted bigint[])
    returns table (sequence bigint, hash text, subtree text) language plpgsql as ${sql.lit(`
    declare bound text := coalesce(current_setting('warifu.banks', true), '');
    begin
      perform set_config('warifu.banks', '', true);
      return query select a.sequence, a.hash, a.subtree from audit a where a.sequence = any (wanted);
      perform set_config('warifu.banks', bound, true);
    end`)}`.execute(db);
}

const REFUSAL = 'audit records are never changed and never removed';

/** Makes the database itself refuse every change and removal in these tables. */
export async function makeAppendOnly(
  db: Kysely<Tables>,
  dialect: Store['dialect'],
  tables: readonly (keyof Tables)[],
): Promise<void> {
  if (dialect === 'sqlite') {
    for (const table of tables) {
      for (const act of ['update', 'delete']) {
        await sql`create trigger ${sql.ref(`${table}_no_${act}`)} before ${sql.raw(act)} on ${sql.ref(table)}
          begin select raise(abort, ${sql.lit(REFUSAL)}); end`.execute(db);
      }
    }
    return;
  }
  await sql`create function audit_append_only() returns trigger language plpgsql as
    ${sql.lit(`begin raise exception '${REFUSAL}'; end`)}`.execute(db);
  for (const table of tables) {
    await sql`create trigger ${sql.ref(`${table}_no_change`)} before update or delete or truncate on ${sql.ref(table)}
      for each statement execute function audit_append_only()`.execute(db);
  }
}
