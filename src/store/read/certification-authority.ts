// The CAs of a deployment, read.

import type { Selectable } from 'kysely';
import type { Reader } from '../database.ts';
import type { CertificationAuthorityTable } from '../tables.ts';

/** Oldest first. */
export async function readAuthorities(db: Reader): Promise<Selectable<CertificationAuthorityTable>[]> {
  return db.selectFrom('certification_authority').selectAll().orderBy('created_at').orderBy('id').execute();
}
