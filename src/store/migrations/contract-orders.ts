// The tables of the contracts' desk. The columns are explained in ../contract-order-tables.ts.

import { type Kysely, sql } from 'kysely';
import { CONTRACT_ORDER_KINDS, CONTRACT_ORDER_STATES } from '../../domain/contract-order.ts';
import type { Store } from '../database.ts';
import type { Tables } from '../tables.ts';
import { tableParts } from './table-parts.ts';

export async function createContractOrderTables(
  db: Kysely<Tables>,
  dialect: Store['dialect'],
): Promise<void> {
  const { bytes, integer, table, text, instants, create, oneOf, together, twoPersons } = tableParts(
    db,
    dialect,
  );

  let t = text(table('contract_order'), 'id', 'entry_key', 'bank_code', 'kind', 'contract_id', 'state')
    .addColumn('decided_by', 'text')
    .addColumn('decided_person', 'text')
    .addColumn('decided_at', integer)
    .addColumn('approved_hash', 'text')
    .addPrimaryKeyConstraint('contract_order_pk', ['id'])
    .addUniqueConstraint('contract_order_entry', ['entry_key'])
    .addForeignKeyConstraint('contract_order_entered_by', ['entered_by'], 'officer', ['holder'])
    .addForeignKeyConstraint('contract_order_decided_by', ['decided_by'], 'officer', ['holder'])
    .addCheckConstraint('contract_order_kind', oneOf('kind', ...CONTRACT_ORDER_KINDS))
    .addCheckConstraint('contract_order_state', oneOf('state', ...CONTRACT_ORDER_STATES))
    .addCheckConstraint('contract_order_decided', together('decided_by', 'decided_person'))
    .addCheckConstraint('contract_order_done', sql<boolean>`(state = 'done') = (approved_hash is not null)`)
    .addCheckConstraint('contract_order_two_persons', twoPersons);
  t = text(t, 'content', 'entered_by', 'entered_person', 'seal');
  await create(instants(t, 'entered_at'));
  await db.schema
    .createIndex('contract_order_queue')
    .on('contract_order')
    .columns(['bank_code', 'state', 'entered_at', 'id'])
    .execute();
  await db.schema
    .createIndex('contract_order_of_contract')
    .on('contract_order')
    .columns(['bank_code', 'contract_id', 'state'])
    .execute();

  t = text(table('contract_order_step'), 'contract_order', 'bank_code', 'act', 'officer', 'person', 'remark')
    .addColumn('content', 'text')
    .addColumn('hash', 'text')
    .addPrimaryKeyConstraint('contract_order_step_pk', ['contract_order', 'sequence'])
    .addForeignKeyConstraint('contract_order_step_order', ['contract_order'], 'contract_order', ['id'])
    .addForeignKeyConstraint('contract_order_step_officer', ['officer'], 'officer', ['holder']);
  await create(instants(t, 'sequence', 'at'));

  // No foreign key to the order: the list is taken for it just before it is entered.
  t = text(table('contract_list'), 'id', 'bank_code', 'officer', 'file_name', 'sha256', 'encoding', 'outcome')
    .addColumn('contract_order', 'text')
    .addColumn('opened_line', integer)
    .addPrimaryKeyConstraint('contract_list_pk', ['id'])
    .addForeignKeyConstraint('contract_list_officer', ['officer'], 'officer', ['holder']);
  await create(instants(t, 'size', 'created_at'));

  // Hardly ever one.
  await db.schema
    .createIndex('contract_list_opening')
    .on('contract_list')
    .columns(['bank_code', 'id'])
    .where(sql<boolean>`opened_line is not null`)
    .execute();

  await create(
    text(table('contract_list_part'), 'list', 'bank_code')
      .addColumn('number', integer, (c) => c.notNull())
      .addColumn('sealed', bytes, (c) => c.notNull())
      .addPrimaryKeyConstraint('contract_list_part_pk', ['list', 'number'])
      .addForeignKeyConstraint('contract_list_part_list', ['list'], 'contract_list', ['id']),
  );

  await create(
    text(table('first_letter'), 'contract', 'bank_code', 'contract_order', 'print_until')
      .addColumn('printed_at', integer)
      .addColumn('printed_by', 'text')
      .addPrimaryKeyConstraint('first_letter_pk', ['contract'])
      .addForeignKeyConstraint('first_letter_contract', ['contract'], 'contract', ['id'])
      .addForeignKeyConstraint('first_letter_order', ['contract_order'], 'contract_order', ['id'])
      .addForeignKeyConstraint('first_letter_printed_by', ['printed_by'], 'officer', ['holder'])
      .addCheckConstraint('first_letter_by', together('printed_at', 'printed_by')),
  );
  await db.schema
    .createIndex('first_letter_waiting')
    .on('first_letter')
    .columns(['bank_code', 'contract_order', 'contract'])
    .where(sql<boolean>`printed_at is null`)
    .execute();
  // What the desk is reminded of.
  await db.schema
    .createIndex('first_letter_due')
    .on('first_letter')
    .columns(['bank_code', 'print_until'])
    .where(sql<boolean>`printed_at is null`)
    .execute();
  await db.schema
    .createIndex('first_letter_of_order')
    .on('first_letter')
    .columns(['contract_order', 'contract'])
    .execute();
}
