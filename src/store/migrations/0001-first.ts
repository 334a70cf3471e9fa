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
    .addColumn('stopped_at', integer)
    .addPrimaryKeyConstraint('contract_pk', ['id'])
    .addUniqueConstraint('contract_of_bank', ['bank_code', 'contract_id'])
    .addCheckConstraint('contract_state', oneOf('state', 'open', 'suspended', 'closed'));
  await create(instants(t, 'created_at', 'updated_at'));

  t = text(table('holder'), 'id', 'contract', 'role', 'user_id', 'subject')
    .addColumn('name', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('mail', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('state', 'text', (c) => c.notNull().defaultTo('active'))
    .addColumn('permitted_at', integer)
    .addColumn('acquisition_from', 'text')
    .addColumn('moving_from', 'text')
    .addColumn('moving_at', integer)
    .addCheckConstraint('holder_moving', together('moving_from', 'moving_at'))
    .addCheckConstraint('holder_state', oneOf('state', 'active', 'suspended', 'removed'))
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

  t = text(table('token'), 'id', 'holder', 'bank_code', 'serial_number', 'kind', 'algorithm', 'state')
    .addColumn('sealed_secret', bytes, (c) => c.notNull())
    .addColumn('shown_at', integer)
    .addColumn('activated_at', integer)
    .addColumn('ended_at', integer)
    .addPrimaryKeyConstraint('token_pk', ['id'])
    .addUniqueConstraint('token_of_bank', ['bank_code', 'serial_number'])
    .addForeignKeyConstraint('token_holder', ['holder'], 'holder', ['id'])
    .addCheckConstraint('token_kind', oneOf('kind', 'totp', 'hotp'))
    .addCheckConstraint('token_algorithm', oneOf('algorithm', 'SHA1', 'SHA256', 'SHA512'))
    .addCheckConstraint('token_state', oneOf('state', 'waiting', 'active', 'ended'))
    .addCheckConstraint('token_ended', sql<boolean>`(state = 'ended') = (ended_at is not null)`);
  await create(instants(t, 'digits', 'step_seconds', 'last_used', 'drift', 'created_at'));
  await schema.createIndex('token_of_holder').on('token').column('holder').execute();
  for (const state of ['waiting', 'active'] as const) {
    await schema
      .createIndex(`token_${state}`)
      .on('token')
      .column('holder')
      .unique()
      .where(sql.ref('state'), '=', sql.lit(state))
      .execute();
  }

  t = text(table('activation'), 'token_hash', 'bank_code', 'holder', 'role')
    .addColumn('done_at', integer)
    .addPrimaryKeyConstraint('activation_pk', ['token_hash'])
    .addForeignKeyConstraint('activation_holder', ['holder'], 'holder', ['id'])
    .addCheckConstraint('activation_role', oneOf('role', 'administrator', 'user'));
  await create(instants(t, 'created_at', 'expires_at'));
  await schema.createIndex('activation_expires_at').on('activation').column('expires_at').execute();

  t = text(table('enrolment'), 'id', 'token_hash', 'bank_code', 'holder', 'role')
    .addColumn('pages_done', integer, (c) => c.notNull())
    .addColumn('proven_at', integer)
    .addColumn('key_place', 'text')
    .addColumn('way', 'text', (c) => c.notNull().defaultTo('enrolment'))
    .addColumn('session', 'text')
    .addCheckConstraint('enrolment_renews', sql<boolean>`(way = 'renewal') = (session is not null)`)
    .addPrimaryKeyConstraint('enrolment_pk', ['id'])
    .addUniqueConstraint('enrolment_token_hash', ['token_hash'])
    .addForeignKeyConstraint('enrolment_holder', ['holder'], 'holder', ['id']);
  await create(instants(t, 'created_at', 'expires_at'));
  await schema.createIndex('enrolment_of_session').on('enrolment').column('session').execute();
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
    .addColumn('way', 'text', (c) => c.notNull())
    .addColumn('address', 'text', (c) => c.notNull())
    .addColumn('approval', 'text', (c) => c.notNull())
    .addColumn('announced_days', integer)
    .addCheckConstraint('certificate_way', oneOf('way', 'enrolment', 'renewal', 'reAcquisition'))
    .addCheckConstraint('certificate_approval', oneOf('approval', 'none', 'waiting', 'given'))
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

  // The daily job asks whose end is near.
  await schema
    .createIndex('certificate_ending')
    .on('certificate')
    .columns(['bank_code', 'not_after'])
    .execute();

  t = text(table('session'), 'token_hash', 'bank_code', 'holder', 'address')
    .addColumn('certificate', 'text')
    .addColumn('pages_done', integer, (c) => c.notNull())
    .addColumn('open', integer, (c) => c.notNull())
    .addColumn('ended_at', integer)
    .addPrimaryKeyConstraint('session_pk', ['token_hash'])
    .addForeignKeyConstraint('session_holder', ['holder'], 'holder', ['id'])
    .addForeignKeyConstraint('session_certificate', ['certificate'], 'certificate', ['serial_number']);
  await create(instants(t, 'created_at', 'seen_at'));
  await schema.createIndex('session_of_holder').on('session').column('holder').execute();
  await schema.createIndex('session_of_certificate').on('session').column('certificate').execute();

  t = text(table('pin_sheet'), 'session', 'holder')
    .addColumn('sealed', bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint('pin_sheet_pk', ['session'])
    .addForeignKeyConstraint('pin_sheet_holder', ['holder'], 'holder', ['id']);
  await create(instants(t, 'created_at'));

  t = text(table('logon'), 'id', 'holder', 'address')
    .addColumn('certificate', 'text')
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

  // No foreign key: a mail may go out after what it tells of is gone.
  t = text(table('notice'), 'id', 'kind', 'bank_code', 'contract_id', 'user_id', 'recipient', 'language')
    .addColumn('params', 'text', (c) => c.notNull())
    .addColumn('dedupe_key', 'text', (c) => c.notNull())
    .addColumn('attempts', integer, (c) => c.notNull())
    .addColumn('next_try_at', integer)
    .addColumn('sent_at', integer)
    .addColumn('last_error', 'text')
    .addPrimaryKeyConstraint('notice_pk', ['id'])
    .addUniqueConstraint('notice_dedupe_key', ['dedupe_key'])
    .addCheckConstraint('notice_language', oneOf('language', 'ja', 'en'))
    .addCheckConstraint('notice_sent', sql<boolean>`sent_at is null or next_try_at is null`);
  await create(instants(t, 'created_at'));
  await schema
    .createIndex('notice_due')
    .on('notice')
    .column('next_try_at')
    .where(sql<boolean>`next_try_at is not null`)
    .execute();
  await schema.createIndex('notice_of_contract').on('notice').columns(['bank_code', 'contract_id']).execute();
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
