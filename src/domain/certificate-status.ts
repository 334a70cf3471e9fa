// What a certificate is worth now, from our own records alone: no CRL and no OCSP stands in the way of a logon.

/** Facts of one certificate, instants in epoch milliseconds. */
export interface CertificateFacts {
  readonly serialNumber: string;
  readonly plannedAt: number;
  readonly notBefore: number;
  readonly notAfter: number;
  /** Null while its signing is under way. */
  readonly signedAt: number | null;
  readonly firstLogonAt: number | null;
  readonly revokedAt: number | null;
  readonly revocationReason: string | null;
  /** `waiting`: it logs nobody on until the administrator, or the bank for an administrator’s, has approved it. */
  readonly approval: 'none' | 'waiting' | 'given';
}

export type CertificateStatus =
  | 'planned'
  | 'waiting'
  | 'unused'
  | 'in-use'
  | 'not-yet-valid'
  | 'expired'
  | 'superseded'
  | 'revoked';

/** notAfter is inclusive (RFC 5280 4.1.2.5): the certificate works through that whole second. */
export function statusOf(certificate: CertificateFacts, now: number): CertificateStatus {
  if (certificate.revokedAt !== null) {
    return certificate.revocationReason === 'superseded' ? 'superseded' : 'revoked';
  }
  if (certificate.signedAt === null) return 'planned';
  if (now < certificate.notBefore) return 'not-yet-valid';
  if (now >= certificate.notAfter + 1000) return 'expired';
  if (certificate.approval === 'waiting') return 'waiting';
  return certificate.firstLogonAt === null ? 'unused' : 'in-use';
}
