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

/** What a root's list says of a CA that it certified. */
export interface AuthorityRevocation {
  readonly id: string;
  readonly revokedAt: number;
  /** Undefined: the list gives none. */
  readonly reason: string | undefined;
}

/** For good: a list that does not name it any more changes nothing. @returns false when it was known before. */
export async function markAuthorityRevoked(
  tx: Transaction,
  { id, revokedAt, reason = 'unspecified' }: AuthorityRevocation,
  knownAt: number,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('certification_authority')
    .set({ revoked_at: revokedAt, revocation_reason: reason, revocation_known_at: knownAt })
    .where('id', '=', id)
    .where('revocation_known_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Notes that every certificate which this CA issued has ended with it. */
export async function markCertificatesEnded(tx: Transaction, id: string, at: number): Promise<void> {
  await tx
    .updateTable('certification_authority')
    .set({ certificates_ended_at: at })
    .where('id', '=', id)
    .where('certificates_ended_at', 'is', null)
    .execute();
}
