// The table of holders' certificates. The columns are explained in ../tables.ts.

import { type Kysely, sql } from 'kysely';
import type { Store } from '../database.ts';
import type { Tables } from '../tables.ts';
import { tableParts } from './table-parts.ts';

export async function createCertificateTable(db: Kysely<Tables>, dialect: Store['dialect']): Promise<void> {
  const { bytes, integer, table, text, instants, create, oneOf, together } = tableParts(db, dialect);

  const t = text(
    table('certificate'),
    'serial_number',
    'issuer',
    'holder',
    'bank_code',
    'subject',
    'spki_sha256',
  )
    .addColumn('ticket', 'text', (c) => c.notNull())
    .addColumn('tbs', bytes)
    .addColumn('certificate', bytes)
    .addColumn('fingerprint', 'text')
    .addColumn('signed_at', integer)
    .addColumn('first_logon_at', integer)
    .addColumn('revoked_at', integer)
    .addColumn('revocation_reason', 'text')
    .addColumn('way', 'text', (c) => c.notNull())
    .addColumn('address', 'text', (c) => c.notNull())
    .addColumn('approval', 'text', (c) => c.notNull())
    .addColumn('announced_days', integer)
    .addCheckConstraint('certificate_way', oneOf('way', 'enrolment', 'renewal', 'reAcquisition'))
    .addCheckConstraint('certificate_approval', oneOf('approval', 'none', 'waiting', 'given'))
    .addPrimaryKeyConstraint('certificate_pk', ['serial_number'])
    .addUniqueConstraint('certificate_ticket', ['ticket'])
    .addUniqueConstraint('certificate_key', ['spki_sha256'])
    .addForeignKeyConstraint('certificate_issuer', ['issuer'], 'certification_authority', ['id'])
    .addForeignKeyConstraint('certificate_holder', ['holder'], 'holder', ['id'])
    .addCheckConstraint('certificate_planned', sql<boolean>`(tbs is null) <> (certificate is null)`)
    .addCheckConstraint('certificate_signed', together('certificate', 'signed_at'))
    .addCheckConstraint('certificate_found', together('certificate', 'fingerprint'))
    .addCheckConstraint('certificate_revoked', together('revoked_at', 'revocation_reason'));
  await create(instants(t, 'not_before', 'not_after', 'planned_at'));
  // With when it was planned: who has acquired is told by the index, without the table's wide rows (holder-lists.ts).
  await db.schema
    .createIndex('certificate_of_holder')
    .on('certificate')
    .columns(['holder', 'planned_at'])
    .execute();
  // What was never signed is never much: what waits, which the sweep finds, and apart from it, so that issuing does not
  // touch it, what was revoked before.
  await db.schema
    .createIndex('certificate_never_signed')
    .on('certificate')
    .columns(['holder', 'planned_at'])
    .where(sql<boolean>`certificate is null and revoked_at is not null`)
    .execute();
  await db.schema
    .createIndex('certificate_unsigned_of_holder')
    .on('certificate')
    .column('holder')
    .unique()
    .where(sql<boolean>`certificate is null and revoked_at is null`)
    .execute();

  // All that a revocation list says stands in the index itself: the table's wide rows are not touched for it.
  await db.schema
    .createIndex('certificate_revocations')
    .on('certificate')
    .columns(['issuer', 'revoked_at', 'serial_number', 'revocation_reason', 'not_after'])
    .where(sql<boolean>`revoked_at is not null`)
    .execute();

  // The daily job and the office ask whose end is near; how many there are, the index alone says.
  await db.schema
    .createIndex('certificate_ending')
    .on('certificate')
    .columns(['bank_code', 'not_after', 'serial_number'])
    .where(sql<boolean>`revoked_at is null and signed_at is not null`)
    .execute();
  // What the office lists besides, however many others there are; more of it in reports.ts.
  await db.schema
    .createIndex('certificate_unused_of_bank')
    .on('certificate')
    .columns(['bank_code', 'signed_at', 'serial_number'])
    .where(sql<boolean>`first_logon_at is null and revoked_at is null and signed_at is not null`)
    .execute();
}
