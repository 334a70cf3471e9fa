// A certificate as pages show it.

import type { CertificateRow } from '../store/tables.ts';

export interface CertificateView {
  /** Lower-case hex. */
  readonly serialNumber: string;
  /** RFC 4514 text. */
  readonly subject: string;
  readonly commonName: string;
  /** The issuing CA's id. */
  readonly issuer: string;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly signedAt: number;
  /** SHA-256 of the certificate, hex. */
  readonly fingerprint: string;
  /** It cannot be used before somebody has approved it. */
  readonly waiting: boolean;
}

export function certificateViewOf(row: CertificateRow): CertificateView {
  return {
    serialNumber: row.serial_number,
    subject: row.subject,
    // Our own template and no special characters: the profile allows none in a Common Name.
    commonName: /(?:^|[,+])CN=([^,+]*)/.exec(row.subject)?.[1] ?? row.subject,
    issuer: row.issuer,
    notBefore: row.not_before,
    notAfter: row.not_after,
    signedAt: row.signed_at ?? row.planned_at,
    fingerprint: row.fingerprint ?? '',
    waiting: row.approval === 'waiting',
  };
}
