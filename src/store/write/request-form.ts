// Request forms, written. That each is decided once, and by two persons, is one conditional statement here.

import type { Selectable } from 'kysely';
import type { Transaction } from '../database.ts';
import type { RequestFormStepTable, RequestFormTable } from '../office-tables.ts';

type FormRow = Selectable<RequestFormTable>;

/** False when a form was entered from the same page before. */
export async function insertForm(tx: Transaction, form: FormRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('request_form')
    .values(form)
    .onConflict((conflict) => conflict.column('entry_key').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Keeps others from deciding about this form until the transaction ends. On SQLite there is one writer anyway. */
export async function lockForm(tx: Transaction, id: string): Promise<void> {
  if (tx.getExecutor().adapter.supportsMultipleConnections !== true) return;
  await tx.selectFrom('request_form').select('id').where('id', '=', id).forUpdate().execute();
}

type Change = Partial<
  Pick<
    FormRow,
    | 'state'
    | 'version'
    | 'content'
    | 'due_on'
    | 'holder'
    | 'entered_by'
    | 'entered_person'
    | 'entered_at'
    | 'decided_by'
    | 'decided_person'
    | 'decided_at'
    | 'approved_hash'
    | 'seal'
  >
>;

/**
 * Changes a form that stands as it was read. `decider`: and that this person had no hand in.
 *
 * @returns false when it stands otherwise.
 */
export async function changeForm(
  tx: Transaction,
  read: Pick<FormRow, 'id' | 'state' | 'version'>,
  change: Change,
  decider?: string,
): Promise<boolean> {
  let query = tx
    .updateTable('request_form')
    .set(change)
    .where('id', '=', read.id)
    .where('state', '=', read.state)
    .where('version', '=', read.version);
  if (decider !== undefined) {
    query = query.where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('request_form_step')
            .select('form')
            .where('form', '=', read.id)
            .where('person', '=', decider)
            .where('act', 'in', ['entered', 'amended']),
        ),
      ),
    );
  }
  return (await query.executeTakeFirst()).numUpdatedRows === 1n;
}

/** Appends a step; call it with the form locked. */
export async function insertStep(
  tx: Transaction,
  step: Omit<Selectable<RequestFormStepTable>, 'sequence'>,
): Promise<void> {
  const { last } = await tx
    .selectFrom('request_form_step')
    .select(({ fn }) => fn.max('sequence').as('last'))
    .where('form', '=', step.form)
    .executeTakeFirstOrThrow();
  const sequence = Number(last ?? 0) + 1;
  await tx
    .insertInto('request_form_step')
    .values({ ...step, sequence })
    .execute();
}
