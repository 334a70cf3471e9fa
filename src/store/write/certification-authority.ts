// The CAs of a deployment, written once: by the key ceremony, or when a generation is accepted.

import type { Insertable } from 'kysely';
import type { Transaction } from '../database.ts';
import type { CertificationAuthorityTable } from '../tables.ts';

export async function insertAuthorities(
  tx: Transaction,
  authorities: readonly Insertable<CertificationAuthorityTable>[],
): Promise<void> {
  await tx.insertInto('certification_authority').values(authorities).execute();
}

/** @returns false when there is one of this id, or with this key. */
export async function insertAuthority(
  tx: Transaction,
  authority: Insertable<CertificationAuthorityTable>,
): Promise<boolean> {
  const inserted = await tx
    .insertInto('certification_authority')
    .values(authority)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
