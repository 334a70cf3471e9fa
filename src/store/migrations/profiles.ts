// The tables of bank profiles. The columns are explained in ../profile-tables.ts.

import { type Kysely, sql } from 'kysely';
import { PROPOSAL_STATES } from '../../domain/profile-proposal.ts';
import type { Store } from '../database.ts';
import type { Tables } from '../tables.ts';
import { tableParts } from './table-parts.ts';

export async function createProfileTables(db: Kysely<Tables>, dialect: Store['dialect']): Promise<void> {
  const { integer, table, text, instants, create, oneOf, together } = tableParts(db, dialect);

  let t = text(
    table('profile_proposal'),
    'id',
    'bank_code',
    'state',
    'source',
    'content',
    'sha256',
    'purpose',
  )
    .addColumn('entered_by', 'text')
    .addColumn('entered_person', 'text')
    .addColumn('decided_by', 'text')
    .addColumn('decided_person', 'text')
    .addColumn('decided_at', integer)
    .addColumn('version', integer)
    .addPrimaryKeyConstraint('profile_proposal_pk', ['id'])
    .addForeignKeyConstraint('profile_proposal_entered_by', ['entered_by'], 'officer', ['holder'])
    .addForeignKeyConstraint('profile_proposal_decided_by', ['decided_by'], 'officer', ['holder'])
    .addCheckConstraint('profile_proposal_state', oneOf('state', ...PROPOSAL_STATES))
    .addCheckConstraint('profile_proposal_source', oneOf('source', 'file', 'office'))
    .addCheckConstraint('profile_proposal_entered', together('entered_by', 'entered_person'))
    .addCheckConstraint('profile_proposal_decided', together('decided_by', 'decided_person'))
    .addCheckConstraint('profile_proposal_author', sql<boolean>`(source = 'file') = (entered_by is null)`)
    .addCheckConstraint('profile_proposal_active', sql<boolean>`(state = 'active') = (version is not null)`)
    .addCheckConstraint(
      'profile_proposal_approved',
      sql<boolean>`state <> 'active' or decided_by is not null`,
    )
    .addCheckConstraint(
      'profile_proposal_two_persons',
      sql<boolean>`decided_person is null or entered_person is null
        or state = 'withdrawn' or (decided_person <> entered_person and decided_by <> entered_by)`,
    );
  t = text(t, 'remark', 'seal');
  await create(instants(t, 'base_version', 'entered_at'));
  await db.schema
    .createIndex('profile_proposal_of_bank')
    .on('profile_proposal')
    .columns(['bank_code', 'entered_at', 'id'])
    .execute();

  t = text(table('bank_profile_version'), 'bank_code', 'content', 'sha256', 'source', 'seal')
    .addColumn('proposal', 'text')
    .addColumn('superseded_at', integer)
    .addPrimaryKeyConstraint('bank_profile_version_pk', ['bank_code', 'version'])
    .addUniqueConstraint('bank_profile_version_proposal', ['proposal'])
    .addForeignKeyConstraint('bank_profile_version_of', ['proposal'], 'profile_proposal', ['id'])
    .addCheckConstraint('bank_profile_version_source', oneOf('source', 'file', 'office'));
  await create(instants(t, 'version', 'activated_at'));

  t = text(table('bank_profile'), 'bank_code', 'file_sha256').addPrimaryKeyConstraint('bank_profile_pk', [
    'bank_code',
  ]);
  await create(instants(t, 'version'));

  t = text(table('profile_trial'), 'proposal', 'bank_code', 'day', 'state', 'cursor', 'result')
    .addPrimaryKeyConstraint('profile_trial_pk', ['proposal'])
    .addForeignKeyConstraint('profile_trial_of', ['proposal'], 'profile_proposal', ['id'])
    .addCheckConstraint('profile_trial_state', oneOf('state', 'running', 'done'));
  await create(instants(t, 'version', 'step', 'started_at', 'updated_at'));
}
