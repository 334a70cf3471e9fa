// The table of letters. The columns are explained in ../letter-tables.ts.

import { type Kysely, sql } from 'kysely';
import { LETTER_KINDS, LETTER_STATES } from '../../domain/letter.ts';
import type { Store } from '../database.ts';
import type { Tables } from '../tables.ts';
import { tableParts } from './table-parts.ts';

export async function createLetterTables(db: Kysely<Tables>, dialect: Store['dialect']): Promise<void> {
  const { bytes, integer, table, text, instants, create, oneOf, together } = tableParts(db, dialect);

  // No foreign key to the mail: mails are forgotten after years, letters may stay.
  const t = text(table('letter'), 'id', 'bank_code', 'contract', 'kind', 'state', 'print_until')
    .addColumn('form', 'text')
    .addColumn('notice', 'text')
    .addColumn('ordered_by', 'text')
    .addColumn('ordered_person', 'text')
    .addColumn('card', 'text')
    .addColumn('sealed', bytes, (c) => c.notNull())
    .addColumn('printed_at', integer)
    .addColumn('printed_by', 'text')
    .addPrimaryKeyConstraint('letter_pk', ['id'])
    .addUniqueConstraint('letter_of_form', ['form'])
    .addUniqueConstraint('letter_of_notice', ['notice'])
    .addUniqueConstraint('letter_of_card', ['card'])
    .addForeignKeyConstraint('letter_contract', ['contract'], 'contract', ['id'])
    .addForeignKeyConstraint('letter_form', ['form'], 'request_form', ['id'])
    .addForeignKeyConstraint('letter_card', ['card'], 'customer_card', ['id'])
    .addForeignKeyConstraint('letter_ordered_by', ['ordered_by'], 'officer', ['holder'])
    .addForeignKeyConstraint('letter_printed_by', ['printed_by'], 'officer', ['holder'])
    .addCheckConstraint('letter_kind', oneOf('kind', ...LETTER_KINDS))
    .addCheckConstraint('letter_state', oneOf('state', ...LETTER_STATES))
    .addCheckConstraint(
      'letter_cause',
      sql<boolean>`case when form is null then 0 else 1 end + case when notice is null then 0 else 1 end
        + case when ordered_by is null then 0 else 1 end = 1`,
    )
    .addCheckConstraint('letter_ordered', together('ordered_by', 'ordered_person'))
    .addCheckConstraint('letter_by', together('printed_at', 'printed_by'))
    .addCheckConstraint('letter_printed', sql<boolean>`(state = 'printed') = (printed_at is not null)`)
    // Whatever forgets to take the secrets out fails here.
    .addCheckConstraint('letter_secret', sql<boolean>`state = 'waiting' or length(sealed) = 0`);
  await create(instants(t, 'created_at'));
  await db.schema
    .createIndex('letter_queue')
    .on('letter')
    .columns(['bank_code', 'state', 'print_until', 'id'])
    .execute();
}
