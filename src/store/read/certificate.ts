// Certificates, read.

import type { CertificateFacts } from '../../domain/certificate-status.ts';
import type { Reader } from '../database.ts';
import type { CertificateRow } from '../tables.ts';

export function certificateFactsOf(row: CertificateRow): CertificateFacts {
  return {
    serialNumber: row.serial_number,
    notBefore: row.not_before,
    notAfter: row.not_after,
    signedAt: row.signed_at,
    firstLogonAt: row.first_logon_at,
    revokedAt: row.revoked_at,
    revocationReason: row.revocation_reason,
  };
}

/** Every certificate that these holders ever had, planned ones included, oldest first. */
export async function readCertificatesOfHolders(
  db: Reader,
  holders: readonly string[],
): Promise<CertificateRow[]> {
  if (holders.length === 0) return [];
  return db
    .selectFrom('certificate')
    .selectAll()
    .where('holder', 'in', holders)
    .orderBy('planned_at')
    .orderBy('serial_number')
    .execute();
}

/** The certificate with this SHA-256, with the holder and the contract that it belongs to. */
export async function findCertificateByFingerprint(db: Reader, fingerprint: string) {
  return db
    .selectFrom('certificate')
    .innerJoin('holder', 'holder.id', 'certificate.holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .selectAll('certificate')
    .select([
      'holder.role',
      'holder.user_id',
      'contract.id as contract',
      'contract.contract_id',
      'contract.company_name',
      'contract.state as contract_state',
    ])
    .where('certificate.fingerprint', '=', fingerprint)
    .executeTakeFirst();
}

export type FoundCertificate = NonNullable<Awaited<ReturnType<typeof findCertificateByFingerprint>>>;

/** The rows that a unique constraint can have meant when this one did not go in. */
export async function readInTheWay(db: Reader, row: CertificateRow) {
  return db
    .selectFrom('certificate')
    .select(['holder', 'spki_sha256', 'ticket', 'revoked_at'])
    .where((where) =>
      where.or([
        where('spki_sha256', '=', row.spki_sha256),
        where('ticket', '=', row.ticket),
        where.and([
          where('holder', '=', row.holder),
          where('certificate', 'is', null),
          where('revoked_at', 'is', null),
        ]),
      ]),
    )
    .execute();
}

/** Planned before `before`, neither signed nor revoked: oldest first, as many as a sweep takes at a time. */
export async function readInterrupted(db: Reader, before: number) {
  return db
    .selectFrom('certificate')
    .innerJoin('holder', 'holder.id', 'certificate.holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .select([
      'certificate.serial_number',
      'certificate.issuer',
      'certificate.tbs',
      'certificate.bank_code',
      'certificate.holder',
      'certificate.planned_at',
      'holder.user_id',
      'contract.contract_id',
      'contract.state',
    ])
    .where('certificate.certificate', 'is', null)
    .where('certificate.revoked_at', 'is', null)
    .where('certificate.planned_at', '<=', before)
    .orderBy('certificate.planned_at')
    .limit(1000)
    .execute();
}

/** Revoked certificates of one issuer, for its revocation list. */
export async function readRevoked(db: Reader, issuer: string) {
  return db
    .selectFrom('certificate')
    .select(['serial_number', 'revoked_at', 'revocation_reason'])
    .where('issuer', '=', issuer)
    .where('revoked_at', 'is not', null)
    .orderBy('revoked_at')
    .orderBy('serial_number')
    .execute();
}
