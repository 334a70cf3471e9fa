// The queue of a bank's forms, and one form with what became of it and what it would act upon.

import { dayOf } from '../../../domain/calendar.ts';
import { isRefusal, type Refusal } from '../../../domain/refusal.ts';
import { FORM_STATES, type FormAct, type FormState, formActsFor } from '../../../domain/request-form.ts';
import type { FormFacts } from '../../../domain/request-form-facts.ts';
import type { FormKind } from '../../../profile/bank-profile.ts';
import { type RequestForm, requestFormOf } from '../../../profile/request-forms.ts';
import { findLetterOfForm } from '../../../store/read/letter.ts';
import {
  countForms,
  countOverdueForms,
  type QueuedForm,
  readFormQueue,
} from '../../../store/read/request-form.ts';
import type { Deployment } from '../../deployment.ts';
import {
  type AtBank,
  type FormInput,
  type FormsInput,
  formAbsent,
  type LoadedForm,
  loadForm,
  officerAtBank,
} from './form-access.ts';
import { readFormFacts } from './form-facts.ts';
import { isUntouched, readShown, textOfForm } from './form-seal.ts';

const PAGE_SIZE = 50;
const LAST_PAGE = 1000;

/** Overdue: entered or returned, and past its day. */
export type QueueState = FormState | 'overdue';

export interface FormQueue extends AtBank {
  readonly state: QueueState;
  readonly kind: FormKind | undefined;
  readonly forms: readonly QueuedForm[];
  /** How many stand in each state, of the kind asked for. */
  readonly counts: Readonly<Record<FormState, number>>;
  readonly overdue: number;
  readonly page: number;
  readonly hasMore: boolean;
}

export async function listForms(
  deployment: Deployment,
  input: FormsInput & { readonly state: string; readonly kind: string; readonly page: string },
): Promise<FormQueue | Refusal> {
  const at = await officerAtBank(deployment, input, 'forms.read');
  if (isRefusal(at)) return at;
  const { db } = deployment.store;
  const state =
    input.state === 'overdue' ? 'overdue' : (FORM_STATES.find((one) => one === input.state) ?? 'entered');
  const today = dayOf(deployment.now());
  const kind = requestFormOf(at.bank, input.kind)?.kind;
  const page = Math.min(Math.max(Number.parseInt(input.page, 10) || 1, 1), LAST_PAGE);
  const offset = (page - 1) * PAGE_SIZE;
  const found = await readFormQueue(
    db,
    at.bank.code,
    { state, kind, today },
    { limit: PAGE_SIZE + 1, offset },
  );
  const overdue = await countOverdueForms(db, at.bank.code, { kind, today });
  const rows = (await countForms(db, at.bank.code)).filter((row) => kind === undefined || row.kind === kind);
  const counts = Object.fromEntries(
    FORM_STATES.map((one) => [
      one,
      rows.filter((row) => row.state === one).reduce((sum, row) => sum + row.forms, 0),
    ]),
  ) as Record<FormState, number>;
  const forms = found.slice(0, PAGE_SIZE);
  return { ...at, state, kind, forms, counts, overdue, page, hasMore: found.length > PAGE_SIZE };
}

export interface FormView extends AtBank, LoadedForm {
  readonly form: RequestForm;
  /** As they stand now; of a form that was carried out, as they were seen then. */
  readonly facts: FormFacts;
  /** Of all that is shown: the approval carries it. */
  readonly hash: string;
  readonly acts: readonly FormAct[];
  readonly untouched: boolean;
  readonly letter: Awaited<ReturnType<typeof findLetterOfForm>>;
}

export async function showForm(deployment: Deployment, input: FormInput): Promise<FormView | Refusal> {
  const at = await officerAtBank(deployment, input, 'forms.read');
  if (isRefusal(at)) return at;
  const { officer, bank } = at;
  const { store, keys, now } = deployment;
  const loaded = await loadForm(store.db, bank, input.formId);
  const form = loaded && requestFormOf(bank, loaded.row.kind);
  if (loaded === undefined || form === undefined) return formAbsent();
  const { row, content, holder, writers } = loaded;
  const approved = loaded.steps.find(({ act }) => act === 'done')?.content;
  const facts = approved
    ? readShown(approved).facts
    : await readFormFacts(store.db, bank, row.kind, holder, now());
  const letter = await findLetterOfForm(store.db, row.id);
  return {
    ...at,
    ...loaded,
    ...{ form, facts },
    hash: textOfForm({ bankCode: bank.code, id: row.id, version: row.version, content, facts }).hash,
    acts: formActsFor({ state: row.state, writers }, officer),
    untouched: isUntouched(keys, row),
    letter,
  };
}
