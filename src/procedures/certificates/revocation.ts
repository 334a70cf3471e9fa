// Revoking, whoever does it: the row, the audit record, the mail, in the transaction of the act. It holds from the
// next request on (nothing asks a revocation list at a logon).

import { noticeOfRevocation } from '../../notices/occasions.ts';
import { queueNotices } from '../../notices/queue-notices.ts';
import type { FoundHolder } from '../../store/read/contract.ts';
import type { Transaction } from '../../store/store.ts';
import type { RevocationReason } from '../../store/tables.ts';
import type { AuditRecord } from '../../store/write/audit.ts';
import { revokeCertificate, revokeCertificatesOfHolder } from '../../store/write/certificate.ts';
import { auditOf } from '../audit.ts';
import type { Caller, Deployment } from '../deployment.ts';

/** What a person may give as the reason (RFC 5280 5.3.1); that one takes another's place is for us to say. */
export const REVOCATION_REASONS = [
  'keyCompromise',
  'cessationOfOperation',
  'affiliationChanged',
  'unspecified',
] as const satisfies readonly RevocationReason[];
export type GivenReason = (typeof REVOCATION_REASONS)[number];

export const isGivenReason = (value: string): value is GivenReason =>
  REVOCATION_REASONS.some((reason) => reason === value);

export interface Revocation {
  readonly holder: FoundHolder;
  readonly reason: GivenReason;
  /** Who did it: the holder, the administrator, the bank. */
  readonly by: 'holder' | 'administrator' | 'bank';
}

/**
 * Revokes one certificate, or all that the holder has when none is named, planned ones included.
 *
 * @returns the records for the audit of the same transaction, one for each that was revoked now.
 */
export async function revokeIn(
  tx: Transaction,
  { banks }: Deployment,
  { holder, reason, by }: Revocation,
  caller: Caller,
  now: number,
  serialNumber?: string,
): Promise<AuditRecord[]> {
  const revoked =
    serialNumber === undefined
      ? await revokeCertificatesOfHolder(tx, holder.id, reason, now)
      : (await revokeCertificate(tx, serialNumber, reason, now))
        ? [serialNumber]
        : [];
  const notices = revoked.map((one) => noticeOfRevocation(holder, { serialNumber: one, reason }, now));
  await queueNotices(tx, banks, notices, now);
  return revoked.map((certificate) =>
    auditOf(caller, holder, { act: 'certificate.revoked', certificate, details: { reason, by } }, now),
  );
}
