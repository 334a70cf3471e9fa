// Tables to which rows are only ever added: what was once recorded, or signed, stays as it is.

import { type Kysely, sql } from 'kysely';
import type { Store } from '../database.ts';
import type { Tables } from '../tables.ts';

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
