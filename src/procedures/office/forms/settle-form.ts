// A second person approves a form, which carries it out, or returns it; or the operators withdraw it. Approving is
// carrying out: one transaction, so that nothing can stand between the two, and nothing happens twice.

import { faultOfName } from '../../../domain/person-name.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import { decideFormAct, type FormAct, type FormState } from '../../../domain/request-form.ts';
import { checkFormPossible } from '../../../domain/request-form-facts.ts';
import { noticeOfForm } from '../../../notices/occasions.ts';
import { queueNotices } from '../../../notices/queue-notices.ts';
import { findHolder } from '../../../store/read/contract.ts';
import { findForm } from '../../../store/read/request-form.ts';
import type { Transaction } from '../../../store/store.ts';
import { type AuditRecord, appendAudit } from '../../../store/write/audit.ts';
import { lockHolders } from '../../../store/write/holder.ts';
import { changeForm, insertStep, lockForm } from '../../../store/write/request-form.ts';
import { auditOf } from '../../audit.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import { keepLetter, type SecretLetter } from '../letters/letter-content.ts';
import { checkStepUp, type StepUpInput } from '../step-up.ts';
import { carryOut, prepareOrder } from './carry-out.ts';
import {
  type AtBank,
  type FormInput,
  formAbsent,
  type LoadedForm,
  lastHand,
  loadForm,
  officerAtBank,
} from './form-access.ts';
import { holdersConcerned, readFormFacts } from './form-facts.ts';
import { isUntouched, sealOfForm, textOfForm } from './form-seal.ts';

export interface Settled {
  readonly formId: string;
  readonly state: FormState;
}

type SettlingAct = Exclude<FormAct, 'enter' | 'amend'>;
const STEPS = { approve: 'done', return: 'returned', withdraw: 'withdrawn' } as const;
const LONGEST_REMARK = 300;

/**
 * Approves what was shown, and carries it out.
 *
 * @param input.hash the SHA-256 that the page carried: of what the approver has seen.
 * @returns as {@link checkStepUp}, `form-own`, `form-settled`, `form-changed`, `form-tampered`, or why there is nothing to do; on each nothing
 *   is carried out, and the refusal is recorded.
 */
export async function approveForm(
  deployment: Deployment,
  input: FormInput & StepUpInput & { readonly hash: string },
  caller: Caller,
): Promise<Settled | Refusal> {
  const at = await officerAtBank(deployment, input, 'forms.approve');
  if (isRefusal(at)) return at;
  const { bank } = at;
  const seen = await findForm(deployment.store.db, bank.code, input.formId);
  if (seen === undefined) return formAbsent();
  const made = await prepareOrder(deployment, bank, seen.kind);
  return settle(deployment, at, { ...input, act: 'approve', remark: '' }, caller, async (tx, form, now) => {
    const { content, row } = form;
    const concerned = await holdersConcerned(tx, row.kind, form.holder);
    await lockHolders(
      tx,
      concerned.map(({ id }) => id),
    );
    // They may have changed until the lock was ours.
    const holder = (await findHolder(tx, form.holder)) ?? form.holder;
    const facts = await readFormFacts(tx, bank, row.kind, holder, now);
    const shown = { bankCode: bank.code, id: row.id, version: row.version, content, facts };
    const { text, hash } = textOfForm(shown);
    const refused = hash === input.hash ? checkFormPossible(bank, row.kind, facts) : refuse('form-changed');
    if (refused !== undefined) return refused;
    const order = { profile: bank, content, holder, concerned, made };
    const { records, letter } = await carryOut(tx, deployment, order, caller, now);
    const about = { id: row.id, kind: row.kind, letter: letter !== undefined };
    // By the address that stands there now: the form may have changed it.
    const { contractMail } = (await findHolder(tx, form.holder)) ?? holder;
    const told = { ...holder, contractMail, userId: '', name: '', mail: '', role: 'administrator' } as const;
    await queueNotices(tx, deployment.banks, [noticeOfForm(told, about, now)], now);
    return { hash, text, records, letter };
  });
}

/** Returns a form to the operators with what is wrong with it. */
export async function returnForm(
  deployment: Deployment,
  input: FormInput & { readonly remark: string },
  caller: Caller,
): Promise<Settled | Refusal> {
  const at = await officerAtBank(deployment, input, 'forms.approve');
  return isRefusal(at) ? at : settleWithRemark(deployment, at, { ...input, act: 'return' }, caller);
}

/** The customer, or the operators, thought better of it. */
export async function withdrawForm(
  deployment: Deployment,
  input: FormInput & { readonly remark: string },
  caller: Caller,
): Promise<Settled | Refusal> {
  const at = await officerAtBank(deployment, input, 'forms.enter');
  return isRefusal(at) ? at : settleWithRemark(deployment, at, { ...input, act: 'withdraw' }, caller);
}

function settleWithRemark(
  deployment: Deployment,
  at: AtBank,
  input: FormInput & { readonly act: SettlingAct; readonly remark: string },
  caller: Caller,
): Promise<Settled | Refusal> {
  const remark = input.remark.normalize('NFC').trim();
  if (faultOfName(remark, LONGEST_REMARK) !== undefined) return Promise.resolve(refuse('form-invalid'));
  return settle(deployment, at, { ...input, remark }, caller, async () => ({ records: [] }));
}

interface Outcome {
  readonly records: readonly AuditRecord[];
  /** What was seen and so done, and its hash: kept, so that anybody can hash it again. */
  readonly text?: string;
  readonly hash?: string;
  readonly letter?: SecretLetter | undefined;
}

async function settle(
  deployment: Deployment,
  { officer, bank }: AtBank,
  input: FormInput & StepUpInput & { readonly act: SettlingAct; readonly remark: string },
  caller: Caller,
  work: (tx: Transaction, form: LoadedForm, now: number) => Promise<Outcome | Refusal>,
): Promise<Settled | Refusal> {
  const { store, keys, now } = deployment;
  const { act, remark } = input;
  return store.transaction(async (tx): Promise<Settled | Refusal> => {
    await lockForm(tx, input.formId);
    const form = await loadForm(tx, bank, input.formId);
    if (form === undefined) return formAbsent();
    const { row, holder } = form;
    const at = now();
    const details = { form: row.id, kind: row.kind, version: row.version, officer: officer.officerId };
    const proof =
      act === 'approve' ? await checkStepUp(tx, deployment, officer, input, caller) : { records: [] };
    const refused = async (refusal: Refusal) => {
      const deed = { act: `form.${STEPS[act]}`, refusedFor: refusal.cause, details };
      await appendAudit(tx, [...proof.records, auditOf(caller, holder, deed, at)]);
      return refusal;
    };
    if (proof.refusal !== undefined) return refused(proof.refusal);
    if (!isUntouched(keys, row)) return refused(refuse('form-tampered'));
    const state = decideFormAct(act, { state: row.state, writers: form.writers }, officer);
    if (isRefusal(state)) return refused(refuse(state.reason, { by: lastHand(form) }));
    const outcome = await work(tx, form, at);
    if (isRefusal(outcome)) return refused(outcome);
    const { hash = null, text = null, letter } = outcome;
    const decides = act === 'withdraw' ? undefined : officer;
    const change = {
      state,
      decided_by: decides?.holder.id ?? null,
      decided_person: decides?.person ?? null,
      decided_at: decides === undefined ? null : at,
      approved_hash: hash,
    };
    const sealed = { ...change, seal: sealOfForm(keys, { ...row, ...change }) };
    if (!(await changeForm(tx, row, sealed, decides?.person))) {
      // The row was locked and judged: only a store that was written past the program gets here.
      throw new Error(`form ${row.id} does not stand as it was read`);
    }
    if (letter !== undefined) {
      await keepLetter(tx, keys, bank, { contract: row.contract, form: row.id, content: letter }, at);
    }
    await insertStep(tx, {
      ...{ form: row.id, act: STEPS[act], officer: officer.holder.id, person: officer.person, at },
      ...{ version: row.version, content: text, hash, remark },
    });
    const deed = { act: `form.${STEPS[act]}`, details: { ...details, ...(hash !== null && { hash }) } };
    await appendAudit(tx, [...proof.records, auditOf(caller, holder, deed, at), ...outcome.records]);
    return { formId: row.id, state };
  });
}
