// What OCSP answers are made of: states of certificates, what has changed since, responders.

import type { Selectable } from 'kysely';
import type { Reader } from '../database.ts';
import { prepared } from '../prepared.ts';
import type { OcspResponderTable } from '../revocation-tables.ts';
import { type ColumnKinds, type PackedRows, packRows, rowSet } from '../row-set.ts';
import type { RevocationReason } from '../tables.ts';

/** A certificate of ours in the eyes of a relying party. */
export interface IssuedState {
  readonly serial_number: string;
  readonly issuer: string;
  readonly revoked_at: number | null;
  readonly revocation_reason: RevocationReason | null;
}

const SERIAL: ColumnKinds<{ serial_number: string }> = { serial_number: 'text' };

const selectStates = prepared((db, packed: PackedRows) =>
  db
    .selectFrom(rowSet(db, SERIAL, packed))
    .innerJoin('certificate', 'certificate.serial_number', 'r.serial_number')
    .select([
      'certificate.serial_number',
      'certificate.issuer',
      'certificate.signed_at',
      'certificate.revoked_at',
      'certificate.revocation_reason',
    ]),
);

const selectResponders = prepared((db, packed: PackedRows) =>
  db
    .selectFrom(rowSet(db, SERIAL, packed))
    .innerJoin('ocsp_responder', 'ocsp_responder.serial_number', 'r.serial_number')
    .select(['ocsp_responder.serial_number', 'ocsp_responder.issuer'])
    .where('ocsp_responder.signed_at', 'is not', null),
);

/**
 * The certificates with these serial numbers that exist: holders' and responders'. One that is planned and not signed
 * does not exist; revoked in that state it is named, as it is on the revocation list.
 */
export async function readIssuedStates(db: Reader, serialNumbers: readonly string[]): Promise<IssuedState[]> {
  const packed = packRows(
    SERIAL,
    serialNumbers.map((serial_number) => ({ serial_number })),
  );
  const rows = await selectStates(db, packed);
  const issued = rows.filter((row) => row.signed_at !== null || row.revoked_at !== null);
  if (rows.length === serialNumbers.length) return issued;
  const responders = await selectResponders(db, packed);
  return [...issued, ...responders.map((one) => ({ ...one, revoked_at: null, revocation_reason: null }))];
}

const selectHead = prepared((db) => db.selectFrom('audit_head').select('sequence').where('id', '=', 1));

/** How far the audit record has come. Every change of a certificate's state leaves a record in its own transaction. */
export async function readAuditSequence(db: Reader): Promise<number> {
  return (await selectHead(db, {}))[0]?.sequence ?? 0;
}

const selectNamed = prepared((db, { after, until }: { after: number; until: number }) =>
  db
    .selectFrom('audit')
    .select('certificate')
    .where('sequence', '>', after)
    .where('sequence', '<=', until)
    .where('certificate', 'is not', null),
);

/** The serial numbers that these records name. */
export async function readCertificatesNamed(db: Reader, after: number, until: number): Promise<string[]> {
  return (await selectNamed(db, { after, until })).flatMap(({ certificate }) => certificate ?? []);
}

/** Responders of an issuer that are good now, those that last longest first. */
export async function readResponders(
  db: Reader,
  issuer: string,
  now: number,
): Promise<Selectable<OcspResponderTable>[]> {
  return db
    .selectFrom('ocsp_responder')
    .selectAll()
    .where('issuer', '=', issuer)
    .where('signed_at', 'is not', null)
    .where('not_before', '<=', now)
    .where('not_after', '>', now)
    .orderBy('not_after', 'desc')
    .limit(8)
    .execute();
}
