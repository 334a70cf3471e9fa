// The tables of tokens at the office. The columns are explained in ../token-tables.ts.

import { type Kysely, sql } from 'kysely';
import type { Store } from '../database.ts';
import type { Tables } from '../tables.ts';
import { tableParts } from './table-parts.ts';

export async function createTokenTables(db: Kysely<Tables>, dialect: Store['dialect']): Promise<void> {
  const { bytes, integer, table, text, instants, create, oneOf, together, twoPersons } = tableParts(
    db,
    dialect,
  );

  let t = text(
    table('token_stock'),
    'id',
    'bank_code',
    'serial_number',
    'maker',
    'model',
    'kind',
    'algorithm',
  )
    .addColumn('sealed_secret', bytes, (c) => c.notNull())
    .addColumn('registered_by', 'text')
    .addColumn('settled_at', integer)
    .addPrimaryKeyConstraint('token_stock_pk', ['id'])
    .addUniqueConstraint('token_stock_serial', ['bank_code', 'serial_number'])
    .addUniqueConstraint('token_stock_secret', ['bank_code', 'secret_mark'])
    .addForeignKeyConstraint('token_stock_by', ['registered_by'], 'officer', ['holder'])
    .addCheckConstraint('token_stock_state', oneOf('state', 'free', 'given', 'discarded'))
    .addCheckConstraint('token_stock_settled', sql<boolean>`(state = 'free') = (settled_at is null)`)
    // Whatever forgets to take the secret out fails here.
    .addCheckConstraint('token_stock_emptied', sql<boolean>`state = 'free' or length(sealed_secret) = 0`);
  t = text(t, 'secret_mark', 'state');
  await create(instants(t, 'digits', 'step_seconds', 'last_used', 'registered_at'));
  await db.schema
    .createIndex('token_stock_of_bank')
    .on('token_stock')
    .columns(['bank_code', 'state', 'serial_number'])
    .execute();

  t = text(table('token_file'), 'id', 'bank_code', 'officer', 'file_name')
    .addColumn('sealed', bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint('token_file_pk', ['id'])
    .addForeignKeyConstraint('token_file_officer', ['officer'], 'officer', ['holder']);
  await create(instants(t, 'fresh', 'unchanged', 'created_at'));

  t = text(table('token_order'), 'id', 'entry_key', 'bank_code', 'holder', 'stock', 'state', 'remark')
    .addColumn('decided_by', 'text')
    .addColumn('decided_person', 'text')
    .addColumn('decided_at', integer)
    .addColumn('approved_hash', 'text')
    .addPrimaryKeyConstraint('token_order_pk', ['id'])
    .addUniqueConstraint('token_order_entry', ['entry_key'])
    .addForeignKeyConstraint('token_order_holder', ['holder'], 'holder', ['id'])
    .addForeignKeyConstraint('token_order_stock', ['stock'], 'token_stock', ['id'])
    .addForeignKeyConstraint('token_order_entered_by', ['entered_by'], 'officer', ['holder'])
    .addForeignKeyConstraint('token_order_decided_by', ['decided_by'], 'officer', ['holder'])
    .addCheckConstraint('token_order_state', oneOf('state', 'entered', 'returned', 'withdrawn', 'done'))
    .addCheckConstraint('token_order_decided', together('decided_by', 'decided_person'))
    .addCheckConstraint('token_order_done', sql<boolean>`(state = 'done') = (approved_hash is not null)`)
    .addCheckConstraint('token_order_two_persons', twoPersons);
  t = text(t, 'entered_by', 'entered_person', 'seal');
  await create(instants(t, 'entered_at'));
  await db.schema
    .createIndex('token_order_queue')
    .on('token_order')
    .columns(['bank_code', 'state', 'entered_at', 'id'])
    .execute();
  // One token is on its way to one holder, and one holder waits for one token.
  for (const column of ['stock', 'holder'] as const) {
    await db.schema
      .createIndex(`token_order_open_${column}`)
      .on('token_order')
      .column(column)
      .unique()
      .where(sql<boolean>`state = 'entered'`)
      .execute();
  }
}
