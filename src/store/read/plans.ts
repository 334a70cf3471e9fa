// Certificates that are planned and neither signed nor revoked, as the signer reads them.

import type { NotNull } from 'kysely';
import type { Reader } from '../database.ts';

export interface PlannedCertificate {
  readonly issuer: string;
  /** TBSCertificate, DER. */
  readonly tbs: Uint8Array;
}

/** By serial number; what is not planned is not there. */
export async function readPlans(
  db: Reader,
  serialNumbers: readonly string[],
): Promise<ReadonlyMap<string, PlannedCertificate>> {
  if (serialNumbers.length === 0) return new Map();
  const rows = await db
    .selectFrom('certificate')
    .select(['serial_number', 'issuer', 'tbs'])
    .$narrowType<{ tbs: NotNull }>()
    .where('serial_number', 'in', serialNumbers)
    .where('certificate', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
  return new Map(rows.map(({ serial_number, issuer, tbs }) => [serial_number, { issuer, tbs }]));
}
