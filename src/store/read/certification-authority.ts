// The CAs of a deployment, read.

import type { Reader } from '../database.ts';
import { prepared } from '../prepared.ts';
import type { AuthorityRow } from '../tables.ts';

const selectCount = prepared((db) =>
  db.selectFrom('certification_authority').select((e) => e.fn.countAll<number>().as('count')),
);

/** How many there are: none is ever taken away or changed. */
export async function countAuthorities(db: Reader): Promise<number> {
  return Number((await selectCount(db, {}))[0]?.count ?? 0);
}

/** Oldest first. */
export async function readAuthorities(db: Reader): Promise<AuthorityRow[]> {
  return db.selectFrom('certification_authority').selectAll().orderBy('created_at').orderBy('id').execute();
}
