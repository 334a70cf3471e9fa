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
import { readRenewedAlone } from './renewed-alone.ts';

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
 * Revokes one certificate, or all that the holder has when none is named, planned ones included. With a certificate
 * ends what it has renewed by itself: whoever had its key may have done that.
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
      : await revokeOne(tx, holder.id, serialNumber, reason, now);
  const notices = revoked.map((one) => noticeOfRevocation(holder, { serialNumber: one, reason }, now));
  await queueNotices(tx, banks, notices, now);
  return revoked.map((certificate) =>
    auditOf(caller, holder, { act: 'certificate.revoked', certificate, details: { reason, by } }, now),
  );
}

async function revokeOne(
  tx: Transaction,
  holder: string,
  serialNumber: string,
  reason: GivenReason,
  now: number,
): Promise<string[]> {
  const revoked: string[] = [];
  for (const one of [serialNumber, ...(await readRenewedAlone(tx, holder, serialNumber))]) {
    if (await revokeCertificate(tx, one, reason, now)) revoked.push(one);
  }
  return revoked;
}
