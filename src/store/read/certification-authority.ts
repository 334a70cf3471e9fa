// The CAs of a deployment, read.

import type { Reader } from '../database.ts';
import { prepared } from '../prepared.ts';
import type { AuthorityRow } from '../tables.ts';

const selectCounts = prepared((db) =>
  db
    .selectFrom('certification_authority')
    .select((e) => [
      e.fn.countAll<number>().as('all'),
      e.fn.count<number>('revocation_known_at').as('revoked'),
    ]),
);

export interface AuthorityCounts {
  readonly all: number;
  readonly revoked: number;
}

/** How many there are, and how many of them revoked: none is ever taken away, and a revocation is for good. */
export async function countAuthorities(db: Reader): Promise<AuthorityCounts> {
  const [counts] = await selectCounts(db, {});
  return { all: Number(counts?.all ?? 0), revoked: Number(counts?.revoked ?? 0) };
}

/** Oldest first. */
export async function readAuthorities(db: Reader): Promise<AuthorityRow[]> {
  return db.selectFrom('certification_authority').selectAll().orderBy('created_at').orderBy('id').execute();
}
