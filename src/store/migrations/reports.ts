// The tables of reports, and the indexes of what is listed besides. The columns are explained in ../report-tables.ts.

import { type Kysely, sql } from 'kysely';
import { REPORT_FAILURES, REPORT_FORMATS, REPORT_KINDS, REPORT_STATES } from '../../domain/report.ts';
import type { Store } from '../database.ts';
import type { Tables } from '../tables.ts';
import { tableParts } from './table-parts.ts';

export async function createReportTables(db: Kysely<Tables>, dialect: Store['dialect']): Promise<void> {
  const { bytes, integer, table, text, instants, create, oneOf, together } = tableParts(db, dialect);

  await createListIndexes(db);

  let t = text(
    table('report'),
    'id',
    'order_key',
    'bank_code',
    'officer',
    'kind',
    'format',
    'language',
    'state',
  )
    .addColumn('from_day', 'text')
    .addColumn('until_day', 'text')
    .addColumn('begun_at', integer)
    .addColumn('ended_at', integer)
    .addColumn('worker', 'text')
    .addColumn('claimed_until', integer)
    .addColumn('failure', 'text')
    .addPrimaryKeyConstraint('report_pk', ['id'])
    .addUniqueConstraint('report_order', ['order_key'])
    .addForeignKeyConstraint('report_officer', ['officer'], 'officer', ['holder'])
    .addCheckConstraint('report_kind', oneOf('kind', ...REPORT_KINDS))
    .addCheckConstraint('report_format', oneOf('format', ...REPORT_FORMATS))
    .addCheckConstraint('report_state', oneOf('state', ...REPORT_STATES))
    .addCheckConstraint('report_failure', oneOf('failure', ...REPORT_FAILURES))
    .addCheckConstraint('report_failed', sql<boolean>`(state = 'failed') = (failure is not null)`)
    .addCheckConstraint('report_days', together('from_day', 'until_day'))
    .addCheckConstraint('report_claimed', together('worker', 'claimed_until'));
  await create(instants(t, 'ordered_at', 'attempts', 'progress', 'lines', 'size'));
  // Few at any time, however many were made.
  await db.schema
    .createIndex('report_open')
    .on('report')
    .columns(['ordered_at', 'id'])
    .where(sql<boolean>`state in ('waiting', 'running')`)
    .execute();
  await db.schema.createIndex('report_of_officer').on('report').columns(['officer', 'ordered_at']).execute();

  t = text(table('report_part'), 'report', 'bank_code')
    .addColumn('bytes', bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint('report_part_pk', ['report', 'number'])
    .addForeignKeyConstraint('report_part_report', ['report'], 'report', ['id']);
  await create(instants(t, 'number'));

  t = text(table('day_figure'), 'bank_code', 'day').addPrimaryKeyConstraint('day_figure_pk', [
    'bank_code',
    'day',
  ]);
  await create(instants(t, 'logons', 'refusals'));

  t = text(table('bank_figure'), 'bank_code', 'name').addPrimaryKeyConstraint('bank_figure_pk', [
    'bank_code',
    'name',
  ]);
  await create(instants(t, 'value', 'counted_at'));
}

async function createListIndexes({ schema }: Kysely<Tables>): Promise<void> {
  await schema
    .createIndex('request_form_entered')
    .on('request_form')
    .columns(['bank_code', 'entered_at', 'id'])
    .execute();
  await schema.createIndex('audit_of_bank').on('audit').columns(['bank_code', 'at', 'sequence']).execute();
  await schema.createIndex('contract_states').on('contract').columns(['bank_code', 'state']).execute();
  await schema
    .createIndex('certificate_issued_of_bank')
    .on('certificate')
    .columns(['bank_code', 'planned_at', 'serial_number'])
    .where(sql<boolean>`signed_at is not null`)
    .execute();
  // Those that a person ended, and those that gave way to a newer one, of which there are many more.
  for (const [name, is] of [
    ['certificate_revoked_of_bank', sql`<>`],
    ['certificate_superseded_of_bank', sql`=`],
  ] as const) {
    await schema
      .createIndex(name)
      .on('certificate')
      .columns(['bank_code', 'revoked_at', 'serial_number'])
      .where(sql<boolean>`revocation_reason ${is} 'superseded'`)
      .execute();
  }
  // Whose window to acquire began when.
  await schema
    .createIndex('contract_acquiring')
    .on('contract')
    .columns(['bank_code', 'acquisition_from', 'state', 'id'])
    .execute();
  await schema
    .createIndex('holder_acquiring')
    .on('holder')
    .columns(['bank', 'role', 'acquisition_from', 'id'])
    .where(sql<boolean>`acquisition_from is not null`)
    .execute();
  // Whose window begins with the contract's: all that is asked of such holders, so that their rows are not read.
  await schema
    .createIndex('holder_acquiring_by_contract')
    .on('holder')
    .columns(['contract', 'role', 'state', 'permitted_at', 'id'])
    .where(sql<boolean>`acquisition_from is null`)
    .execute();
  // No bank's limit is lower (profile/ceilings.ts): whoever may be locked, however many only mistyped.
  await schema
    .createIndex('guess_count_many')
    .on('guess_count')
    .columns(['bank_code', 'contract_id', 'user_id'])
    .where(sql<boolean>`failures >= 3`)
    .execute();
}
