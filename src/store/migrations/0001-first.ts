// The first tables. What must never happen twice (a serial number, a ticket, a key, two unsigned certificates of one
// holder) is held by the database, not by care. The columns are explained in ../tables.ts.

import { type Kysely, sql } from 'kysely';
import { OFFICER_ROLES } from '../../domain/officer.ts';
import { OFFICER_STATES } from '../../domain/officer-order.ts';
import { FORM_STATES } from '../../domain/request-form.ts';
import type { Store } from '../database.ts';
import type { Tables } from '../tables.ts';
import { createAuditNodes, makeAppendOnly } from './append-only.ts';
import { createCertificateTable } from './certificates.ts';
import { createContractOrderTables } from './contract-orders.ts';
import { createLetterTables } from './letters.ts';
import { createNoticeTables } from './notices.ts';
import { createOfficerTables } from './officers.ts';
import { createProfileTables } from './profiles.ts';
import { createReportTables } from './reports.ts';
import { secureRows } from './row-security.ts';
import { tableParts } from './table-parts.ts';
import { createTokenTables } from './tokens.ts';

export async function up(db: Kysely<Tables>, dialect: Store['dialect']): Promise<void> {
  const { schema } = db;
  const { bytes, integer, table, text, instants, create, oneOf, together, twoPersons } = tableParts(
    db,
    dialect,
  );

  await create(text(table('deployment'), 'name', 'value').addPrimaryKeyConstraint('deployment_pk', ['name']));

  let t = text(table('certification_authority'), 'id', 'role', 'subject', 'spki_sha256')
    .addColumn('subject_der', bytes, (c) => c.notNull())
    .addColumn('certificate', bytes, (c) => c.notNull())
    .addColumn('crl_shards', integer, (c) => c.notNull().defaultTo(0))
    .addColumn('root', 'text')
    .addColumn('issues_from', integer)
    .addColumn('revoked_at', integer)
    .addColumn('revocation_reason', 'text')
    .addColumn('revocation_known_at', integer)
    .addColumn('certificates_ended_at', integer)
    .addPrimaryKeyConstraint('certification_authority_pk', ['id'])
    .addUniqueConstraint('certification_authority_key', ['spki_sha256'])
    .addForeignKeyConstraint('certification_authority_root', ['root'], 'certification_authority', ['id'])
    .addCheckConstraint('certification_authority_role', oneOf('role', 'root', 'issuing'))
    .addCheckConstraint('certification_authority_issues', together('root', 'issues_from'))
    .addCheckConstraint('certification_authority_revoked', together('revoked_at', 'revocation_known_at'));
  await create(instants(t, 'not_before', 'not_after', 'created_at'));

  t = text(table('revocation_list'), 'issuer', 'name', 'entries_sha256', 'bases')
    .addColumn('list', bytes, (c) => c.notNull())
    .addColumn('pieces', 'text', (c) => c.notNull().defaultTo(''))
    .addPrimaryKeyConstraint('revocation_list_pk', ['issuer', 'name'])
    .addForeignKeyConstraint('revocation_list_issuer', ['issuer'], 'certification_authority', ['id']);
  await create(instants(t, 'number', 'this_update', 'next_update', 'scheduled_at', 'revoked'));

  t = text(table('revocation_list_piece'), 'issuer', 'name', 'pieces')
    .addColumn('octets', bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint('revocation_list_piece_pk', ['issuer', 'name', 'pieces', 'piece'])
    .addForeignKeyConstraint('revocation_list_piece_issuer', ['issuer'], 'certification_authority', ['id']);
  await create(instants(t, 'piece'));

  t = text(table('ocsp_responder'), 'serial_number', 'issuer', 'spki_sha256')
    .addColumn('tbs', bytes, (c) => c.notNull())
    .addColumn('certificate', bytes)
    .addColumn('signed_at', integer)
    .addPrimaryKeyConstraint('ocsp_responder_pk', ['serial_number'])
    .addUniqueConstraint('ocsp_responder_key', ['spki_sha256'])
    .addForeignKeyConstraint('ocsp_responder_issuer', ['issuer'], 'certification_authority', ['id'])
    .addCheckConstraint('ocsp_responder_signed', together('certificate', 'signed_at'));
  await create(instants(t, 'not_before', 'not_after', 'planned_at'));

  t = text(table('contract'), 'id', 'bank_code', 'contract_id', 'company_name', 'mail', 'language', 'state')
    .addColumn('acquisition_from', 'text', (c) => c.notNull())
    .addColumn('company_kana', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('postal_code', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('postal_address', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('stopped_at', integer)
    .addPrimaryKeyConstraint('contract_pk', ['id'])
    .addUniqueConstraint('contract_of_bank', ['bank_code', 'contract_id'])
    .addCheckConstraint('contract_state', oneOf('state', 'open', 'suspended', 'closed'));
  await create(instants(t, 'created_at', 'updated_at'));

  // Compared octet by octet on both databases: only so is what begins alike one span of the index.
  const word = dialect === 'sqlite' ? sql`text` : sql`text collate "C"`;
  await create(
    text(table('contract_word'), 'bank_code', 'contract')
      .addColumn('word', word, (c) => c.notNull())
      .addPrimaryKeyConstraint('contract_word_pk', ['bank_code', 'word', 'contract'])
      .addForeignKeyConstraint('contract_word_contract', ['contract'], 'contract', ['id']),
  );

  t = text(table('holder'), 'id', 'contract', 'role', 'user_id', 'subject')
    .addColumn('name', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('mail', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('state', 'text', (c) => c.notNull().defaultTo('active'))
    .addColumn('permitted_at', integer)
    .addColumn('acquisition_from', 'text')
    .addColumn('moving_from', 'text')
    .addColumn('moving_at', integer)
    .addColumn('bank', 'text')
    .addCheckConstraint('holder_moving', together('moving_from', 'moving_at'))
    .addCheckConstraint('holder_state', oneOf('state', 'active', 'suspended', 'removed'))
    .addPrimaryKeyConstraint('holder_pk', ['id'])
    .addForeignKeyConstraint('holder_contract', ['contract'], 'contract', ['id'])
    .addUniqueConstraint('holder_of_contract', ['contract', 'user_id'])
    .addUniqueConstraint('holder_subject', ['subject'])
    .addCheckConstraint('holder_role', oneOf('role', 'administrator', 'user'))
    .addCheckConstraint('holder_user_id', sql<boolean>`(role = 'administrator') = (user_id = '')`);
  await create(instants(t, 'created_at'));

  // The help desk asks for a user without knowing the contract.
  await schema.createIndex('holder_user').on('holder').columns(['bank', 'user_id', 'id']).execute();

  t = text(table('officer'), 'holder', 'role', 'person', 'state', 'seal')
    .addColumn('created_by', 'text')
    .addPrimaryKeyConstraint('officer_pk', ['holder'])
    .addForeignKeyConstraint('officer_holder', ['holder'], 'holder', ['id'])
    .addForeignKeyConstraint('officer_created_by', ['created_by'], 'officer', ['holder'])
    .addCheckConstraint('officer_role', oneOf('role', ...OFFICER_ROLES))
    .addCheckConstraint('officer_state', oneOf('state', ...OFFICER_STATES));
  await create(instants(t, 'created_at'));

  t = text(table('request_form'), 'id', 'entry_key', 'bank_code', 'contract', 'holder', 'kind', 'state')
    .addColumn('decided_by', 'text')
    .addColumn('decided_person', 'text')
    .addColumn('decided_at', integer)
    .addColumn('approved_hash', 'text')
    .addPrimaryKeyConstraint('request_form_pk', ['id'])
    .addUniqueConstraint('request_form_entry', ['entry_key'])
    .addForeignKeyConstraint('request_form_contract', ['contract'], 'contract', ['id'])
    .addForeignKeyConstraint('request_form_holder', ['holder'], 'holder', ['id'])
    .addForeignKeyConstraint('request_form_entered_by', ['entered_by'], 'officer', ['holder'])
    .addForeignKeyConstraint('request_form_decided_by', ['decided_by'], 'officer', ['holder'])
    .addCheckConstraint('request_form_state', oneOf('state', ...FORM_STATES))
    .addCheckConstraint('request_form_decided', together('decided_by', 'decided_person'))
    .addCheckConstraint('request_form_done', sql<boolean>`(state = 'done') = (approved_hash is not null)`)
    .addCheckConstraint('request_form_two_persons', twoPersons);
  t = text(t, 'content', 'due_on', 'entered_by', 'entered_person', 'seal');
  await create(instants(t, 'version', 'entered_at'));
  await schema
    .createIndex('request_form_queue')
    .on('request_form')
    .columns(['bank_code', 'state', 'due_on', 'id'])
    .execute();

  t = text(table('request_form_step'), 'form', 'act', 'officer', 'person', 'remark')
    .addColumn('content', 'text')
    .addColumn('hash', 'text')
    .addPrimaryKeyConstraint('request_form_step_pk', ['form', 'sequence'])
    .addForeignKeyConstraint('request_form_step_form', ['form'], 'request_form', ['id'])
    .addForeignKeyConstraint('request_form_step_officer', ['officer'], 'officer', ['holder']);
  await create(instants(t, 'sequence', 'at', 'version'));

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

  await create(
    text(table('stranger_count'), 'bank_code')
      .addColumn('window_start', integer, (c) => c.notNull())
      .addColumn('failures', integer, (c) => c.notNull())
      .addPrimaryKeyConstraint('stranger_count_pk', ['bank_code', 'window_start']),
  );

  t = text(table('customer_card'), 'id', 'contract', 'card_number', 'kind', 'state', 'cells')
    .addColumn('ended_at', integer)
    .addColumn('ordered_at', integer)
    .addColumn('sent_at', integer)
    .addColumn('sent_by', 'text')
    .addColumn('received_at', integer)
    .addColumn('received_by', 'text')
    .addForeignKeyConstraint('customer_card_sent_by', ['sent_by'], 'officer', ['holder'])
    .addForeignKeyConstraint('customer_card_received_by', ['received_by'], 'officer', ['holder'])
    .addCheckConstraint('customer_card_sent', together('sent_at', 'sent_by'))
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
  // The few that are being made or on their way, among all that customers hold.
  await schema
    .createIndex('customer_card_under_way')
    .on('customer_card')
    .columns(['ordered_at', 'id'])
    .where(sql<boolean>`state = 'active' and ordered_at is not null and received_at is null`)
    .execute();
  await schema.createIndex('customer_card_of_contract').on('customer_card').column('contract').execute();

  await createLetterTables(db, dialect);

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

  await createCertificateTable(db, dialect);

  t = text(table('session'), 'token_hash', 'bank_code', 'holder', 'address')
    .addColumn('certificate', 'text')
    .addColumn('pages_done', integer, (c) => c.notNull())
    .addColumn('open', integer, (c) => c.notNull())
    .addColumn('ended_at', integer)
    .addColumn('stepped_up_at', integer)
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
  t = text(table('audit'), 'reference', 'act', 'outcome', 'details', 'hash')
    .addColumn('subtree', 'text')
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
  await schema
    .createIndex('audit_of_contract')
    .on('audit')
    .columns(['bank_code', 'contract_id', 'sequence'])
    .execute();
  await schema.createIndex('audit_at').on('audit').columns(['at', 'sequence']).execute();
  await create(
    table('audit_head')
      .addColumn('id', integer, (c) => c.notNull())
      .addColumn('sequence', integer, (c) => c.notNull())
      .addColumn('peaks', bytes, (c) => c.notNull())
      .addPrimaryKeyConstraint('audit_head_pk', ['id'])
      .addCheckConstraint('audit_head_one', sql<boolean>`id = 1`),
  );
  await db.insertInto('audit_head').values({ id: 1, sequence: 0, peaks: new Uint8Array() }).execute();
  t = text(table('audit_key'), 'key')
    .addColumn('spki', bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint('audit_key_pk', ['key']);
  await create(instants(t, 'created_at'));
  t = text(table('audit_tree_head'), 'root', 'key')
    .addColumn('size', integer, (c) => c.notNull())
    .addColumn('signature', bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint('audit_tree_head_pk', ['size'])
    .addForeignKeyConstraint('audit_tree_head_key', ['key'], 'audit_key', ['key']);
  await create(instants(t, 'at'));
  await makeAppendOnly(db, dialect, ['audit', 'audit_tree_head']);
  await createAuditNodes(db, dialect);

  await createNoticeTables(db, dialect);
  await createContractOrderTables(db, dialect);
  await createReportTables(db, dialect);
  await createTokenTables(db, dialect);
  await createProfileTables(db, dialect);

  await createOfficerTables(db, dialect);

  // The last of all: it secures every table that there is.
  await secureRows(db, dialect);
}
