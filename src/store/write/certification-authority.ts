// The CAs of a deployment, written once by the key ceremony.

import type { Insertable } from 'kysely';
import type { Transaction } from '../database.ts';
import type { CertificationAuthorityTable } from '../tables.ts';

export async function insertAuthorities(
  tx: Transaction,
  authorities: readonly Insertable<CertificationAuthorityTable>[],
): Promise<void> {
  await tx.insertInto('certification_authority').values(authorities).execute();
}
