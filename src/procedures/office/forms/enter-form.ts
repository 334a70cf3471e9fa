// An operator enters what stands on the customer's paper, or amends what was entered: looked at first, then written.

import { randomInt } from 'node:crypto';
import { addBusinessDays } from '../../../domain/business-days.ts';
import { dayOf } from '../../../domain/calendar.ts';
import { hasForm, normaliseEntry } from '../../../domain/entered-fields.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import { decideFormAct } from '../../../domain/request-form.ts';
import {
  canonicalJson,
  type FormContent,
  type FormFault,
  readFormContent,
} from '../../../domain/request-form-content.ts';
import { checkFormPossible, type FormFacts } from '../../../domain/request-form-facts.ts';
import type { BankProfile } from '../../../profile/bank-profile.ts';
import { type RequestForm, requestFormOf } from '../../../profile/request-forms.ts';
import { type FoundHolder, findHolder } from '../../../store/read/contract.ts';
import { findFormOfEntry } from '../../../store/read/request-form.ts';
import type { Reader, Transaction } from '../../../store/store.ts';
import { appendAudit } from '../../../store/write/audit.ts';
import { changeForm, insertForm, insertStep, lockForm } from '../../../store/write/request-form.ts';
import { auditOf } from '../../audit.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import {
  type AtBank,
  type FormInput,
  type FormsInput,
  formAbsent,
  lastHand,
  loadForm,
  officerAtBank,
} from './form-access.ts';
import { readFormFacts } from './form-facts.ts';
import { isUntouched, type Sealed, sealOfForm, textOfForm } from './form-seal.ts';

/** Digits and letters that nobody mixes up on paper or on the telephone. */
const SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const ID_LENGTH = 9;
const ENTRY_KEY = /^[\w-]{20,64}$/;

export interface TargetInput extends FormsInput {
  readonly kind: string;
  readonly contractId: string;
  /** Empty: the administrator. */
  readonly userId: string;
}

export interface FormTarget extends AtBank {
  readonly form: RequestForm;
  readonly holder: FoundHolder;
  readonly facts: FormFacts;
}

/** Whom a form is to be for; `not-accepted` when the bank has no such contract or user. */
export async function findFormTarget(
  deployment: Deployment,
  input: TargetInput,
): Promise<FormTarget | Refusal> {
  const at = await officerAtBank(deployment, input, 'forms.enter');
  if (isRefusal(at)) return at;
  return findTargetAt(deployment, deployment.store.db, at, input);
}

async function findTargetAt(
  deployment: Deployment,
  db: Reader,
  at: AtBank,
  input: Pick<TargetInput, 'kind' | 'contractId' | 'userId'>,
): Promise<FormTarget | Refusal> {
  const { bank } = at;
  const form = requestFormOf(bank, input.kind);
  if (form === undefined) return refuse('page-not-found');
  const contractId = normaliseEntry(input.contractId);
  const userId = form.asks.includes('userId') ? normaliseEntry(input.userId) : '';
  const { identifiers } = bank;
  const possible =
    hasForm(identifiers.contractId, contractId) && (userId === '' || hasForm(identifiers.userId, userId));
  const holder = possible ? await findHolder(db, { bankCode: bank.code, contractId, userId }) : undefined;
  if (holder === undefined) return refuse('not-accepted');
  const facts = await readFormFacts(db, bank, form.kind, holder, deployment.now());
  return checkFormPossible(bank, form.kind, facts) ?? { ...at, form, holder, facts };
}

export interface EntryInput extends TargetInput {
  readonly entries: Readonly<Record<string, string>>;
}

export type Faults = { readonly faults: ReadonlyMap<string, FormFault> };

/** What would be entered, for the page on which it is confirmed. */
export function readEntry(
  deployment: Deployment,
  { form, holder }: FormTarget,
  entries: EntryInput['entries'],
): FormContent | Faults {
  const read = readFormContent(form, holder, entries, dayOf(deployment.now()));
  return read instanceof Map ? { faults: read } : (read as FormContent);
}

/** Enters a form. The same page sent twice is one form. */
export async function enterForm(
  deployment: Deployment,
  input: EntryInput & { readonly entryKey: string },
  caller: Caller,
): Promise<{ readonly formId: string } | Faults | Refusal> {
  const { store, keys, now } = deployment;
  const at = await officerAtBank(deployment, input, 'forms.enter');
  if (isRefusal(at)) return at;
  const { officer, bank } = at;
  if (!ENTRY_KEY.test(input.entryKey)) return refuse('form-invalid');
  return store.transaction(async (tx) => {
    const before = await enteredFrom(tx, at, input.entryKey);
    if (before !== undefined) return before;
    const target = await findTargetAt(deployment, tx, at, input);
    const moved = decideFormAct('enter', { state: undefined, writers: [] }, officer);
    if (isRefusal(target) || isRefusal(moved)) return isRefusal(target) ? target : (moved as Refusal);
    const content = readEntry(deployment, target, input.entries);
    if ('faults' in content) return content;
    const row: Sealed & { entry_key: string } = {
      ...newRow(bank, target, content),
      entry_key: input.entryKey,
      state: moved,
      entered_by: officer.holder.id,
      entered_person: officer.person,
      entered_at: now(),
    };
    if (!(await insertForm(tx, { ...row, seal: sealOfForm(keys, row) }))) {
      // The same page, sent twice at once.
      return (await enteredFrom(tx, at, input.entryKey)) ?? refuse('form-invalid');
    }
    await noteEntry(tx, deployment, { target, content, row, act: 'entered' }, caller);
    return { formId: row.id };
  });
}

/** The form that this officer entered from the same page before. */
async function enteredFrom(tx: Transaction, { bank, officer }: AtBank, entryKey: string) {
  const known = await findFormOfEntry(tx, bank.code, entryKey);
  if (known === undefined) return undefined;
  return known.entered_by === officer.holder.id ? { formId: known.id } : refuse('form-invalid');
}

const newRow = (bank: BankProfile, { form, holder }: FormTarget, content: FormContent) => ({
  id: `F${Array.from({ length: ID_LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('')}`,
  bank_code: bank.code,
  contract: holder.contract,
  holder: holder.id,
  kind: form.kind,
  version: 1,
  content: canonicalJson(content),
  due_on: addBusinessDays(content.receivedOn, form.deadlineDays),
  decided_by: null,
  decided_person: null,
  decided_at: null,
  approved_hash: null,
});

/**
 * Amends a form that stands in the version that was shown. `form-changed` says who was faster: nothing is written then,
 * and the page still has what was typed.
 */
export async function amendForm(
  deployment: Deployment,
  input: FormInput & { readonly version: number; readonly entries: EntryInput['entries'] },
  caller: Caller,
): Promise<{ readonly formId: string } | Faults | Refusal> {
  const { store, keys, now } = deployment;
  const at = await officerAtBank(deployment, input, 'forms.enter');
  if (isRefusal(at)) return at;
  const { officer, bank } = at;
  return store.transaction(async (tx) => {
    await lockForm(tx, input.formId);
    const form = await loadForm(tx, bank, input.formId);
    if (form === undefined) return formAbsent();
    if (!isUntouched(keys, form.row)) return refuse('form-tampered');
    const moved = decideFormAct('amend', { state: form.row.state, writers: form.writers }, officer);
    if (isRefusal(moved)) return refuse(moved.reason, { by: lastHand(form) });
    if (form.row.version !== input.version) return refuse('form-changed', { by: lastHand(form) });
    const target = await findTargetAt(deployment, tx, at, form.content);
    if (isRefusal(target)) return target;
    const content = readEntry(deployment, target, input.entries);
    if ('faults' in content) return content;
    const row: Sealed = {
      ...form.row,
      state: moved,
      version: form.row.version + 1,
      content: canonicalJson(content),
      due_on: addBusinessDays(content.receivedOn, target.form.deadlineDays),
      entered_by: officer.holder.id,
      entered_person: officer.person,
      entered_at: now(),
      decided_by: null,
      decided_person: null,
      decided_at: null,
    };
    const { state, version, due_on, entered_by, entered_person, entered_at } = row;
    const change = { state, version, due_on, entered_by, entered_person, entered_at, content: row.content };
    const undecided = { decided_by: null, decided_person: null, decided_at: null };
    const seal = sealOfForm(keys, row);
    if (!(await changeForm(tx, form.row, { ...change, ...undecided, seal }))) return refuse('form-changed');
    await noteEntry(tx, deployment, { target, content, row, act: 'amended' }, caller);
    return { formId: row.id };
  });
}

async function noteEntry(
  tx: Transaction,
  { now }: Deployment,
  entry: { target: FormTarget; content: FormContent; row: Sealed; act: 'entered' | 'amended' },
  caller: Caller,
): Promise<void> {
  const { target, content, row, act } = entry;
  const { officer, bank, facts, holder } = target;
  const { hash } = textOfForm({ bankCode: bank.code, id: row.id, version: row.version, content, facts });
  await insertStep(tx, {
    form: row.id,
    act,
    officer: officer.holder.id,
    person: officer.person,
    at: now(),
    version: row.version,
    content: row.content,
    hash,
    remark: '',
  });
  const details = { form: row.id, kind: row.kind, hash, officer: officer.officerId };
  await appendAudit(tx, [auditOf(caller, holder, { act: `form.${act}`, details }, now())]);
}
