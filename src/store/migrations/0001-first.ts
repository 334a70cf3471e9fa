// The first tables. What must never happen twice (a serial number, a ticket, a key, two unsigned certificates of one
// holder) is held by the database, not by care. The columns are explained in ../tables.ts.

import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Store } from '../database.ts';
import type { Tables } from '../tables.ts';

export async function up(db: Kysely<Tables>, dialect: Store['dialect']): Promise<void> {
  const bytes = dialect === 'sqlite' ? sql`blob` : sql`bytea`;
  const integer = dialect === 'sqlite' ? sql`integer` : sql`bigint`;
  const { schema } = db;

  const text = <T extends string, C extends string>(table: CreateTableBuilder<T, C>, ...names: string[]) =>
    names.reduce((built, name) => built.addColumn(name as C, 'text', (c) => c.notNull()), table);
  const instants = <T extends string, C extends string>(
    table: CreateTableBuilder<T, C>,
    ...names: string[]
  ) => names.reduce((built, name) => built.addColumn(name as C, integer, (c) => c.notNull()), table);
  // STRICT: SQLite then refuses what PostgreSQL refuses, a text in a column of numbers.
  const create = (table: CreateTableBuilder<string, string>) =>
    (dialect === 'sqlite' ? table.modifyEnd(sql`strict`) : table).execute();
  const table = (name: keyof Tables): CreateTableBuilder<string, string> => schema.createTable(name);
  const oneOf = (column: string, ...values: string[]) =>
    sql<boolean>`${sql.ref(column)} in (${sql.join(values.map((value) => sql.lit(value)))})`;
  const together = (first: string, second: string) =>
    sql<boolean>`(${sql.ref(first)} is null) = (${sql.ref(second)} is null)`;

  await create(text(table('deployment'), 'name', 'value').addPrimaryKeyConstraint('deployment_pk', ['name']));

  let t = text(table('certification_authority'), 'id', 'role', 'subject', 'spki_sha256')
    .addColumn('subject_der', bytes, (c) => c.notNull())
    .addColumn('certificate', bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint('certification_authority_pk', ['id'])
    .addCheckConstraint('certification_authority_role', oneOf('role', 'root', 'issuing'));
  await create(instants(t, 'not_before', 'not_after', 'created_at'));

  t = text(table('contract'), 'id', 'bank_code', 'contract_id', 'company_name', 'mail', 'language', 'state')
    .addColumn('acquisition_from', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('contract_pk', ['id'])
    .addUniqueConstraint('contract_of_bank', ['bank_code', 'contract_id'])
    .addCheckConstraint('contract_state', oneOf('state', 'open', 'suspended', 'closed'));
  await create(instants(t, 'created_at', 'updated_at'));

  t = text(table('holder'), 'id', 'contract', 'role', 'user_id')
    .addColumn('subject', 'text')
    .addPrimaryKeyConstraint('holder_pk', ['id'])
    .addForeignKeyConstraint('holder_contract', ['contract'], 'contract', ['id'])
    .addUniqueConstraint('holder_of_contract', ['contract', 'user_id'])
    .addUniqueConstraint('holder_subject', ['subject'])
    .addCheckConstraint('holder_role', oneOf('role', 'administrator', 'user'))
    .addCheckConstraint('holder_user_id', sql<boolean>`(role = 'administrator') = (user_id = '')`);
  await create(instants(t, 'created_at'));

  t = text(table('secret'), 'holder', 'kind', 'hash')
    .addColumn('provisional', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('secret_pk', ['holder', 'kind'])
    .addForeignKeyConstraint('secret_holder', ['holder'], 'holder', ['id']);
  await create(instants(t, 'changed_at'));

  // No foreign key: what is claimed need not exist.
  const claim = ['bank_code', 'contract_id', 'user_id', 'secret', 'channel'];
  t = text(table('guess_count'), ...claim)
    .addColumn('failures', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('guess_count_pk', claim)
    .addCheckConstraint('guess_count_channel', oneOf('channel', 'open', 'certificate'));
  await create(instants(t, 'last_at'));

  t = text(table('customer_card'), 'id', 'contract', 'card_number', 'kind', 'state', 'cells')
    .addColumn('ended_at', integer)
    .addPrimaryKeyConstraint('customer_card_pk', ['id'])
    .addForeignKeyConstraint('customer_card_contract', ['contract'], 'contract', ['id'])
    .addCheckConstraint('customer_card_state', oneOf('state', 'active', 'ended'));
  await create(instants(t, 'created_at'));
  await schema
    .createIndex('customer_card_active')
    .on('customer_card')
    .column('contract')
    .unique()
    .where(sql.ref('state'), '=', sql.lit('active'))
    .execute();

  t = text(table('card_challenge'), 'card', 'cells')
    .addPrimaryKeyConstraint('card_challenge_pk', ['card'])
    .addForeignKeyConstraint('card_challenge_card', ['card'], 'customer_card', ['id']);
  await create(instants(t, 'asked_at'));

  t = text(table('enrolment'), 'id', 'token_hash', 'bank_code', 'holder', 'role')
    .addColumn('pages_done', integer, (c) => c.notNull())
    .addColumn('proven_at', integer)
    .addColumn('key_place', 'text')
    .addPrimaryKeyConstraint('enrolment_pk', ['id'])
    .addUniqueConstraint('enrolment_token_hash', ['token_hash'])
    .addForeignKeyConstraint('enrolment_holder', ['holder'], 'holder', ['id']);
  await create(instants(t, 'created_at', 'expires_at'));
  await schema.createIndex('enrolment_of_holder').on('enrolment').column('holder').execute();
  await schema.createIndex('enrolment_expires_at').on('enrolment').column('expires_at').execute();

  t = text(table('certificate'), 'serial_number', 'issuer', 'holder', 'bank_code', 'subject', 'spki_sha256')
    .addColumn('ticket', 'text', (c) => c.notNull())
    .addColumn('tbs', bytes, (c) => c.notNull())
    .addColumn('certificate', bytes)
    .addColumn('fingerprint', 'text')
    .addColumn('signed_at', integer)
    .addColumn('first_logon_at', integer)
    .addColumn('revoked_at', integer)
    .addColumn('revocation_reason', 'text')
    .addPrimaryKeyConstraint('certificate_pk', ['serial_number'])
    .addUniqueConstraint('certificate_ticket', ['ticket'])
    .addUniqueConstraint('certificate_key', ['spki_sha256'])
    .addUniqueConstraint('certificate_fingerprint', ['fingerprint'])
    .addForeignKeyConstraint('certificate_issuer', ['issuer'], 'certification_authority', ['id'])
    .addForeignKeyConstraint('certificate_holder', ['holder'], 'holder', ['id'])
    .addCheckConstraint('certificate_signed', together('certificate', 'signed_at'))
    .addCheckConstraint('certificate_found', together('certificate', 'fingerprint'))
    .addCheckConstraint('certificate_revoked', together('revoked_at', 'revocation_reason'));
  await create(instants(t, 'not_before', 'not_after', 'planned_at'));
  await schema.createIndex('certificate_of_holder').on('certificate').column('holder').execute();
  await schema
    .createIndex('certificate_unsigned_of_holder')
    .on('certificate')
    .column('holder')
    .unique()
    .where(sql<boolean>`certificate is null and revoked_at is null`)
    .execute();
  await schema
    .createIndex('certificate_unsigned')
    .on('certificate')
    .column('planned_at')
    .where(sql<boolean>`certificate is null`)
    .execute();

  t = text(table('session'), 'token_hash', 'bank_code', 'holder', 'certificate', 'address')
    .addColumn('pages_done', integer, (c) => c.notNull())
    .addColumn('open', integer, (c) => c.notNull())
    .addColumn('ended_at', integer)
    .addPrimaryKeyConstraint('session_pk', ['token_hash'])
    .addForeignKeyConstraint('session_holder', ['holder'], 'holder', ['id'])
    .addForeignKeyConstraint('session_certificate', ['certificate'], 'certificate', ['serial_number']);
  await create(instants(t, 'created_at', 'seen_at'));
  await schema.createIndex('session_of_holder').on('session').column('holder').execute();
  await schema.createIndex('session_of_certificate').on('session').column('certificate').execute();

  t = text(table('logon'), 'id', 'holder', 'certificate', 'address')
    .addPrimaryKeyConstraint('logon_pk', ['id'])
    .addForeignKeyConstraint('logon_holder', ['holder'], 'holder', ['id'])
    .addForeignKeyConstraint('logon_certificate', ['certificate'], 'certificate', ['serial_number']);
  await create(instants(t, 'at'));
  await schema.createIndex('logon_of_holder').on('logon').columns(['holder', 'at']).execute();

  // No foreign key: a record outlives what it speaks of, and speaks of what never existed.
  t = text(table('audit'), 'reference', 'act', 'outcome', 'details', 'previous_hash', 'hash')
    .addColumn('sequence', integer, (c) => c.notNull())
    .addColumn('bank_code', 'text')
    .addColumn('contract_id', 'text')
    .addColumn('user_id', 'text')
    .addColumn('reason', 'text')
    .addColumn('certificate', 'text')
    .addColumn('address', 'text')
    .addPrimaryKeyConstraint('audit_pk', ['sequence'])
    .addCheckConstraint('audit_outcome', oneOf('outcome', 'done', 'refused'));
  await create(instants(t, 'at'));
  await schema.createIndex('audit_reference').on('audit').column('reference').execute();
  await schema.createIndex('audit_of_contract').on('audit').columns(['bank_code', 'contract_id']).execute();
  await schema.createIndex('audit_at').on('audit').column('at').execute();
  await create(
    text(table('audit_head'), 'hash')
      .addColumn('id', integer, (c) => c.notNull())
      .addColumn('sequence', integer, (c) => c.notNull())
      .addPrimaryKeyConstraint('audit_head_pk', ['id'])
      .addCheckConstraint('audit_head_one', sql<boolean>`id = 1`),
  );
  await db
    .insertInto('audit_head')
    .values({ id: 1, sequence: 0, hash: '0'.repeat(64) })
    .execute();
  await (dialect === 'sqlite' ? appendOnlySqlite : appendOnlyPostgres)(db);
}

const APPEND_ONLY = 'audit records are never changed and never removed';

async function appendOnlySqlite(db: Kysely<Tables>): Promise<void> {
  for (const act of ['update', 'delete']) {
    await sql`create trigger ${sql.ref(`audit_no_${act}`)} before ${sql.raw(act)} on audit
      begin select raise(abort, ${sql.lit(APPEND_ONLY)}); end`.execute(db);
  }
}

async function appendOnlyPostgres(db: Kysely<Tables>): Promise<void> {
  await sql`create function audit_append_only() returns trigger language plpgsql as
    ${sql.lit(`begin raise exception '${APPEND_ONLY}'; end`)}`.execute(db);
  await sql`create trigger audit_no_change before update or delete or truncate on audit
    for each statement execute function audit_append_only()`.execute(db);
}
