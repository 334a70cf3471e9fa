// Writes the life of a certificate: planned, signed, first used, revoked. Never signed before it is planned and
// committed. Planning and recording take many at once, because issuing is the hot path.

import type { Insertable } from 'kysely';
import { sql } from 'kysely';
import type { Transaction } from '../database.ts';
import { prepared } from '../prepared.ts';
import { type ColumnKinds, type PackedRows, packRows, rowSet } from '../row-set.ts';
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
  | 'way'
  | 'address'
  | 'approval'
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
  way: 'text',
  address: 'text',
  approval: 'text',
};
const PLANNED_NAMES = Object.keys(PLANNED) as (keyof Planned)[];

const insertPlanned = prepared((db, packed: PackedRows) =>
  db
    .insertInto('certificate')
    .columns(PLANNED_NAMES)
    .expression((query) =>
      query
        .selectFrom(rowSet<Planned>(db, PLANNED, packed))
        .select(PLANNED_NAMES.map((name) => sql.ref(name).as(name)))
        // Without a condition SQLite takes `on conflict` for that of a join.
        .where(sql<boolean>`true`),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('serial_number'),
);

/**
 * Puts in the unsigned certificates and returns the serial numbers of those that went in. Left out is one whose
 * serial number, ticket or key is taken, or whose holder has another that is neither signed nor revoked.
 */
export async function planCertificates(
  tx: Transaction,
  rows: readonly NewCertificateRow[],
): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const planned = await insertPlanned(tx, packRows<Planned>(PLANNED, rows));
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

const updateSigned = prepared((db, packed: PackedRows) =>
  db
    .updateTable('certificate')
    .from(rowSet<SignedCertificate>(db, SIGNED, packed))
    .set((to) => ({
      tbs: null,
      certificate: to.ref('r.certificate'),
      fingerprint: to.ref('r.fingerprint'),
      signed_at: to.ref('r.signedAt'),
    }))
    .whereRef('certificate.serial_number', '=', 'r.serialNumber')
    // Not `certificate is null`, which says the same: PostgreSQL would then walk the index of the unsigned, with all
    // that has left it since the last vacuum, where the primary key finds each at once.
    .where('certificate.signed_at', 'is', null)
    .where('certificate.revoked_at', 'is', null)
    .returning(['certificate.serial_number', 'certificate.holder']),
);

type Newer = Pick<CertificateRow, 'serial_number' | 'holder'>;

const NEWER: ColumnKinds<Newer> = { serial_number: 'text', holder: 'text' };

// One is all that there can be, as each recording leaves one. Asked for each holder by itself: joined, a PostgreSQL that
// has no statistics yet reads the whole table.
const selectUnused = prepared((db, values: PackedRows) =>
  db.selectFrom(rowSet<Newer>(db, NEWER, values)).select(({ selectFrom }) =>
    selectFrom('certificate as unused')
      .select('unused.serial_number')
      .whereRef('unused.holder', '=', 'r.holder')
      .whereRef('unused.serial_number', '!=', 'r.serial_number')
      // Not `signed_at is not null`, which says the same: PostgreSQL would then walk the index of all that a bank's
      // customers have not used yet.
      .where('unused.fingerprint', 'is not', null)
      .where('unused.first_logon_at', 'is', null)
      .where('unused.revoked_at', 'is', null)
      .limit(1)
      .as('serialNumber'),
  ),
);

/** Revokes as superseded what the holders of these had and never logged on with: as a rule, nothing. */
async function supersedeUnused(tx: Transaction, newer: readonly Newer[], at: number): Promise<Replaced[]> {
  const found = await selectUnused(tx, packRows(NEWER, newer));
  const serialNumbers = found.flatMap(({ serialNumber }) => serialNumber ?? []);
  if (serialNumbers.length === 0) return [];
  return tx
    .updateTable('certificate')
    .set({ revoked_at: at, revocation_reason: 'superseded' })
    .where('serial_number', 'in', serialNumbers)
    .returning(['serial_number as serialNumber', 'holder'])
    .execute();
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
  const recorded = await updateSigned(tx, packRows(SIGNED, signed));
  if (recorded.length === 0) return { recorded: new Set(), replaced: [] };
  const at = Math.max(...signed.map((one) => one.signedAt));
  return {
    recorded: new Set(recorded.map((row) => row.serial_number)),
    replaced: await supersedeUnused(tx, recorded, at),
  };
}

/**
 * False when there is no such certificate or it was revoked before; the first revocation stands. The act's audit record
 * must name the certificate: OCSP answers that were signed before go by that.
 */
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

const updateFirstLogon = prepared((db, { serialNumber, at }: { serialNumber: string; at: number }) =>
  db
    .updateTable('certificate')
    .set({ first_logon_at: at })
    .where('serial_number', '=', serialNumber)
    .where('first_logon_at', 'is', null)
    .returning('serial_number'),
);

/** True when this was the first logon with the certificate. */
export async function markFirstLogon(tx: Transaction, serialNumber: string, at: number): Promise<boolean> {
  return (await updateFirstLogon(tx, { serialNumber, at })).length === 1;
}

/**
 * Revokes whatever the holder still has, planned ones included; the serial numbers of those that were not revoked
 * before, each of which an audit record must name (see above). `except` stays: the one that has just taken over.
 */
export async function revokeCertificatesOfHolder(
  tx: Transaction,
  holder: string,
  reason: RevocationReason,
  at: number,
  except = '',
): Promise<string[]> {
  const revoked = await tx
    .updateTable('certificate')
    .set({ revoked_at: at, revocation_reason: reason })
    .where('holder', '=', holder)
    .where('serial_number', '!=', except)
    .where('revoked_at', 'is', null)
    .returning('serial_number')
    .execute();
  return revoked.map((row) => row.serial_number);
}

/**
 * Notes that the end of a certificate is announced so many days ahead (0: that it has come). False when it was
 * announced before, or the certificate has been revoked meanwhile: of two jobs at once, one is told true.
 */
export async function markAnnounced(tx: Transaction, serialNumber: string, days: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('certificate')
    .set({ announced_days: days })
    .where('serial_number', '=', serialNumber)
    .where('revoked_at', 'is', null)
    .where(({ or, eb }) => or([eb('announced_days', 'is', null), eb('announced_days', '>', days)]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The administrator, or the bank, lets a waiting certificate log on. False when it does not wait any more. */
export async function approveCertificate(tx: Transaction, serialNumber: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('certificate')
    .set({ approval: 'given' })
    .where('serial_number', '=', serialNumber)
    .where('approval', '=', 'waiting')
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
