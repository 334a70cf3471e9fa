// Request forms, read. Every question names the bank: another bank's form is absent.

import { sql } from 'kysely';
import type { Day } from '../../domain/calendar.ts';
import type { FormState } from '../../domain/request-form.ts';
import type { FormKind } from '../../profile/bank-profile.ts';
import type { Reader } from '../database.ts';

const FORM_COLUMNS = [
  'contract.contract_id as contractId',
  'contract.company_name as companyName',
  'holder.user_id as userId',
  'holder.name as userName',
] as const;

/** A form of this bank, with whom it is for. */
export async function findForm(db: Reader, bankCode: string, id: string) {
  return db
    .selectFrom('request_form')
    .innerJoin('contract', 'contract.id', 'request_form.contract')
    .innerJoin('holder', 'holder.id', 'request_form.holder')
    .selectAll('request_form')
    .select(FORM_COLUMNS)
    .where('request_form.bank_code', '=', bankCode)
    .where('request_form.id', '=', id)
    .executeTakeFirst();
}
export type FoundForm = NonNullable<Awaited<ReturnType<typeof findForm>>>;

/** The form that was entered from this page. */
export async function findFormOfEntry(db: Reader, bankCode: string, entryKey: string) {
  return db
    .selectFrom('request_form')
    .select(['id', 'entered_by'])
    .where('bank_code', '=', bankCode)
    .where('entry_key', '=', entryKey)
    .executeTakeFirst();
}

/** What became of it, from the entry on, with who did it. */
export async function readFormSteps(db: Reader, form: string) {
  return db
    .selectFrom('request_form_step')
    .innerJoin('holder', 'holder.id', 'request_form_step.officer')
    .selectAll('request_form_step')
    .select(['holder.name as officerName', 'holder.user_id as officerId'])
    .where('form', '=', form)
    .orderBy('sequence')
    .execute();
}
export type FormStep = Awaited<ReturnType<typeof readFormSteps>>[number];

export interface FormFilter {
  readonly state: FormState | 'overdue';
  readonly kind?: FormKind | undefined;
  readonly today: Day;
}

const OPEN: readonly FormState[] = ['entered', 'returned'];

/** A page of the queue, what is due first first; done and withdrawn ones from the latest. */
export async function readFormQueue(
  db: Reader,
  bankCode: string,
  { state, kind, today }: FormFilter,
  page: { readonly limit: number; readonly offset: number },
) {
  const open = state === 'overdue' || OPEN.includes(state);
  let query = db
    .selectFrom('request_form')
    .innerJoin('contract', 'contract.id', 'request_form.contract')
    .innerJoin('holder', 'holder.id', 'request_form.holder')
    .innerJoin('holder as writer', 'writer.id', 'request_form.entered_by')
    .leftJoin('letter', 'letter.form', 'request_form.id')
    .select(['request_form.id', 'request_form.kind', 'request_form.state', 'request_form.due_on as dueOn'])
    .select(['request_form.entered_at as enteredAt', 'writer.name as enteredByName', ...FORM_COLUMNS])
    .select(sql<number>`case when letter.state = 'waiting' then 1 else 0 end`.as('letterWaits'))
    .where('request_form.bank_code', '=', bankCode)
    .where('request_form.state', 'in', state === 'overdue' ? OPEN : [state]);
  if (state === 'overdue') query = query.where('request_form.due_on', '<', today);
  if (kind !== undefined) query = query.where('request_form.kind', '=', kind);
  return (
    query
      .orderBy('request_form.due_on', open ? 'asc' : 'desc')
      // The same way, or no index has the order.
      .orderBy('request_form.id', open ? 'asc' : 'desc')
      .limit(page.limit)
      .offset(page.offset)
      .execute()
  );
}
export type QueuedForm = Awaited<ReturnType<typeof readFormQueue>>[number];

export async function countOverdueForms(
  db: Reader,
  bankCode: string,
  { kind, today }: Omit<FormFilter, 'state'>,
): Promise<number> {
  let query = db
    .selectFrom('request_form')
    .select(({ fn }) => fn.countAll<number | string>().as('forms'))
    .where('bank_code', '=', bankCode)
    .where('state', 'in', OPEN)
    .where('due_on', '<', today);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  return Number((await query.executeTakeFirstOrThrow()).forms);
}

/** How many of each kind stand in each state. */
export async function countForms(db: Reader, bankCode: string) {
  const rows = await db
    .selectFrom('request_form')
    .select(['state', 'kind', ({ fn }) => fn.countAll<number | string>().as('forms')])
    .where('bank_code', '=', bankCode)
    .groupBy(['state', 'kind'])
    .execute();
  return rows.map(({ state, kind, forms }) => ({ state, kind, forms: Number(forms) }));
}
