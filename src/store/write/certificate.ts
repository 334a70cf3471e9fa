// Writes the life of a certificate: planned, signed, first used, revoked. Never signed before it is planned and
// committed. Planning and recording take many at once, because issuing is the hot path.

import type { Insertable } from 'kysely';
import { sql } from 'kysely';
import type { Transaction } from '../database.ts';
import { type ColumnKinds, rowSet } from '../row-set.ts';
import type { CertificateRow, CertificateTable, NewCertificateRow, RevocationReason } from '../tables.ts';

type Planned = Pick<
  Insertable<CertificateTable>,
  | 'serial_number'
  | 'issuer'
  | 'holder'
  | 'bank_code'
  | 'subject'
  | 'spki_sha256'
  | 'ticket'
  | 'not_before'
  | 'not_after'
  | 'tbs'
  | 'planned_at'
>;

const PLANNED: ColumnKinds<Planned> = {
  serial_number: 'text',
  issuer: 'text',
  holder: 'text',
  bank_code: 'text',
  subject: 'text',
  spki_sha256: 'text',
  ticket: 'text',
  not_before: 'integer',
  not_after: 'integer',
  tbs: 'bytes',
  planned_at: 'integer',
};
const PLANNED_NAMES = Object.keys(PLANNED) as (keyof Planned)[];

/**
 * Puts in the unsigned certificates and returns the serial numbers of those that went in. Left out is one whose
 * serial number, ticket or key is taken, or whose holder has another that is neither signed nor revoked.
 */
export async function planCertificates(
  tx: Transaction,
  rows: readonly NewCertificateRow[],
): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const planned = await tx
    .insertInto('certificate')
    .columns(PLANNED_NAMES)
    .expression((query) =>
      query
        .selectFrom(rowSet<Planned>(tx, PLANNED, rows))
        .select(PLANNED_NAMES.map((name) => sql.ref(name).as(name)))
        // Without a condition SQLite takes `on conflict` for that of a join.
        .where(sql<boolean>`true`),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('serial_number')
    .execute();
  return new Set(planned.map((row) => row.serial_number));
}

export interface SignedCertificate {
  readonly serialNumber: string;
  readonly certificate: Uint8Array;
  /** SHA-256 of the certificate, lower-case hex. */
  readonly fingerprint: string;
  readonly signedAt: number;
}

const SIGNED: ColumnKinds<SignedCertificate> = {
  serialNumber: 'text',
  certificate: 'bytes',
  fingerprint: 'text',
  signedAt: 'integer',
};

export interface Replaced {
  readonly serialNumber: string;
  readonly holder: string;
}

/**
 * Records the signatures of those that are still unsigned and not revoked, and revokes as superseded what their
 * holders had and never logged on with.
 */
export async function recordCertificates(
  tx: Transaction,
  signed: readonly SignedCertificate[],
): Promise<{ recorded: Set<string>; replaced: Replaced[] }> {
  if (signed.length === 0) return { recorded: new Set(), replaced: [] };
  const recorded = await tx
    .updateTable('certificate')
    .from(rowSet<SignedCertificate>(tx, SIGNED, signed))
    .set((to) => ({
      certificate: to.ref('r.certificate'),
      fingerprint: to.ref('r.fingerprint'),
      signed_at: to.ref('r.signedAt'),
    }))
    .whereRef('certificate.serial_number', '=', 'r.serialNumber')
    .where('certificate.certificate', 'is', null)
    .where('certificate.revoked_at', 'is', null)
    .returning(['certificate.serial_number', 'certificate.holder', 'certificate.signed_at'])
    .execute();
  return {
    recorded: new Set(recorded.map((row) => row.serial_number)),
    replaced: recorded.length === 0 ? [] : await supersedeUnused(tx, recorded),
  };
}

type Newer = Pick<CertificateRow, 'serial_number' | 'holder' | 'signed_at'>;

async function supersedeUnused(tx: Transaction, newer: readonly Newer[]): Promise<Replaced[]> {
  return await tx
    .updateTable('certificate')
    .from(rowSet<Newer>(tx, { serial_number: 'text', holder: 'text', signed_at: 'integer' }, newer))
    .set((to) => ({ revoked_at: to.ref('r.signed_at'), revocation_reason: 'superseded' as const }))
    .whereRef('certificate.holder', '=', 'r.holder')
    .whereRef('certificate.serial_number', '!=', 'r.serial_number')
    .where('certificate.certificate', 'is not', null)
    .where('certificate.first_logon_at', 'is', null)
    .where('certificate.revoked_at', 'is', null)
    .returning(['certificate.serial_number as serialNumber', 'certificate.holder as holder'])
    .execute();
}

/** False when there is no such certificate or it was revoked before; the first revocation stands. */
export async function revokeCertificate(
  tx: Transaction,
  serialNumber: string,
  reason: RevocationReason,
  at: number,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('certificate')
    .set({ revoked_at: at, revocation_reason: reason })
    .where('serial_number', '=', serialNumber)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** True when this was the first logon with the certificate. */
export async function markFirstLogon(tx: Transaction, serialNumber: string, at: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('certificate')
    .set({ first_logon_at: at })
    .where('serial_number', '=', serialNumber)
    .where('first_logon_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
