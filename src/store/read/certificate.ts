// Certificates, read.

import { hash } from 'node:crypto';
import type { NotNull } from 'kysely';
import type { CertificateFacts } from '../../domain/certificate-status.ts';
import { tryParseCertificate } from '../../x509/certificate.ts';
import { serialNumberToHex } from '../../x509/serial-number.ts';
import type { Reader } from '../database.ts';
import { prepared } from '../prepared.ts';
import { type ColumnKinds, type PackedRows, packRows, rowSet } from '../row-set.ts';
import type { CertificateRow } from '../tables.ts';

type FactColumns =
  | 'serial_number'
  | 'planned_at'
  | 'not_before'
  | 'not_after'
  | 'signed_at'
  | 'first_logon_at'
  | 'revoked_at'
  | 'revocation_reason'
  | 'approval';

export function certificateFactsOf(row: Pick<CertificateRow, FactColumns>): CertificateFacts {
  return {
    serialNumber: row.serial_number,
    plannedAt: row.planned_at,
    notBefore: row.not_before,
    notAfter: row.not_after,
    signedAt: row.signed_at,
    firstLogonAt: row.first_logon_at,
    revokedAt: row.revoked_at,
    revocationReason: row.revocation_reason,
    approval: row.approval,
  };
}

const HOLDER: ColumnKinds<{ holder: string }> = { holder: 'text' };

const selectOfHolders = prepared((db, packed: PackedRows) =>
  db
    .selectFrom('certificate')
    .selectAll()
    .where('holder', 'in', (query) => query.selectFrom(rowSet(db, HOLDER, packed)).select('r.holder'))
    .orderBy('planned_at')
    .orderBy('serial_number'),
);

/** Every certificate that these holders ever had, planned ones included, oldest first. */
export async function readCertificatesOfHolders(
  db: Reader,
  holders: readonly string[],
): Promise<CertificateRow[]> {
  if (holders.length === 0) return [];
  const rows = holders.map((holder) => ({ holder }));
  return await selectOfHolders(db, packRows(HOLDER, rows));
}

const selectShown = prepared((db, shown: { serialNumber: string; fingerprint: string }) =>
  db
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
      'contract.stopped_at',
      'holder.state as holder_state',
      'holder.name as holder_name',
    ])
    .where('certificate.serial_number', '=', shown.serialNumber)
    .where('certificate.fingerprint', '=', shown.fingerprint),
);

/**
 * The certificate that somebody shows, octet for octet, with its holder and contract: asked for at every page behind a
 * logon. Found by its serial number, so that no index need be kept for its hash.
 *
 * @param der from a stranger.
 */
export async function findShownCertificate(db: Reader, der: Uint8Array) {
  const certificate = tryParseCertificate(der);
  if (certificate === undefined) return undefined;
  const serialNumber = serialNumberToHex(certificate.serialNumber);
  return (await selectShown(db, { serialNumber, fingerprint: hash('sha256', der, 'hex') }))[0];
}

export type FoundCertificate = NonNullable<Awaited<ReturnType<typeof findShownCertificate>>>;

/** A certificate of this bank by its serial number, with its holder. */
export async function findCertificateBySerialNumber(db: Reader, bankCode: string, serialNumber: string) {
  return db
    .selectFrom('certificate')
    .innerJoin('holder', 'holder.id', 'certificate.holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .selectAll('certificate')
    .select(['contract.id as contract', 'contract.contract_id', 'holder.user_id'])
    .where('certificate.serial_number', '=', serialNumber)
    .where('certificate.bank_code', '=', bankCode)
    .executeTakeFirst();
}

/** What of users waits for the administrator of a contract, oldest first, with whose it is. */
export async function readWaitingCertificates(db: Reader, contract: string, now: number) {
  return db
    .selectFrom('certificate')
    .innerJoin('holder', 'holder.id', 'certificate.holder')
    .selectAll('certificate')
    .select(['holder.user_id', 'holder.name as holder_name'])
    .where('holder.contract', '=', contract)
    .where('holder.user_id', '<>', '')
    .where('certificate.approval', '=', 'waiting')
    .where('certificate.signed_at', 'is not', null)
    .where('certificate.revoked_at', 'is', null)
    .where('certificate.not_after', '>=', now)
    .orderBy('certificate.signed_at')
    .orderBy('certificate.serial_number')
    .execute();
}

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
    .$narrowType<{ tbs: NotNull }>()
    .where('certificate.certificate', 'is', null)
    .where('certificate.revoked_at', 'is', null)
    .where('certificate.planned_at', '<=', before)
    .orderBy('certificate.planned_at')
    .limit(1000)
    .execute();
}

/** A certificate by its serial number, whichever bank's: for who has the server itself. */
export async function findCertificateOfAnyBank(db: Reader, serialNumber: string) {
  return db
    .selectFrom('certificate')
    .innerJoin('holder', 'holder.id', 'certificate.holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .selectAll('certificate')
    .select(['contract.contract_id', 'holder.user_id'])
    .where('certificate.serial_number', '=', serialNumber)
    .executeTakeFirst();
}
