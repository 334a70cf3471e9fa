// The table of what is to be done about officers. The columns are explained in ../officer-tables.ts.

import { type Kysely, sql } from 'kysely';
import { OFFICER_ORDER_KINDS, OFFICER_ORDER_STATES } from '../../domain/officer-order.ts';
import type { Store } from '../database.ts';
import type { Tables } from '../tables.ts';
import { tableParts } from './table-parts.ts';

export async function createOfficerTables(db: Kysely<Tables>, dialect: Store['dialect']): Promise<void> {
  const { bytes, integer, table, text, instants, create, oneOf, together } = tableParts(db, dialect);

  const t = text(table('officer_order'), 'id', 'entry_key', 'bank_code', 'kind', 'state', 'content', 'seal')
    .addColumn('holder', 'text')
    .addColumn('entered_by', 'text', (c) => c.notNull())
    .addColumn('entered_person', 'text', (c) => c.notNull())
    .addColumn('decided_by', 'text')
    .addColumn('decided_person', 'text')
    .addColumn('decided_at', integer)
    .addColumn('password', bytes, (c) => c.notNull())
    .addColumn('app', bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint('officer_order_pk', ['id'])
    .addUniqueConstraint('officer_order_entry', ['entry_key'])
    .addForeignKeyConstraint('officer_order_holder', ['holder'], 'officer', ['holder'])
    .addForeignKeyConstraint('officer_order_entered_by', ['entered_by'], 'officer', ['holder'])
    .addForeignKeyConstraint('officer_order_decided_by', ['decided_by'], 'officer', ['holder'])
    .addCheckConstraint('officer_order_kind', oneOf('kind', ...OFFICER_ORDER_KINDS))
    .addCheckConstraint('officer_order_state', oneOf('state', ...OFFICER_ORDER_STATES))
    .addCheckConstraint('officer_order_decided', together('decided_by', 'decided_person'))
    // Whoever entered it may take it back and never confirms it, whatever the program thinks.
    .addCheckConstraint(
      'officer_order_two_persons',
      sql<boolean>`state <> 'done' or (decided_person <> entered_person and decided_by <> entered_by)`,
    );
  await create(instants(t, 'entered_at'));
  await db.schema
    .createIndex('officer_order_of_bank')
    .on('officer_order')
    .columns(['bank_code', 'entered_at', 'id'])
    .execute();
}
