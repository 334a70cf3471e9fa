// The table of mails. The columns are explained in ../notice-tables.ts.

import { type Kysely, sql } from 'kysely';
import type { Store } from '../database.ts';
import type { Tables } from '../tables.ts';
import { tableParts } from './table-parts.ts';

export async function createNoticeTables(db: Kysely<Tables>, dialect: Store['dialect']): Promise<void> {
  const { integer, table, text, instants, create, oneOf } = tableParts(db, dialect);

  // No foreign key: a mail may go out after what it tells of is gone.
  const t = text(
    table('notice'),
    'id',
    'kind',
    'bank_code',
    'contract_id',
    'user_id',
    'recipient',
    'language',
  )
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
  await db.schema
    .createIndex('notice_due')
    .on('notice')
    .column('next_try_at')
    .where(sql<boolean>`next_try_at is not null`)
    .execute();
  await db.schema
    .createIndex('notice_of_contract')
    .on('notice')
    .columns(['bank_code', 'contract_id'])
    .execute();
}
