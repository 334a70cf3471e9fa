// A second person approves an order, which carries it out, or returns it; or the operators withdraw it. As with request
// forms, approving is carrying out: one transaction, so that nothing can stand between the two, and nothing happens twice.
// Of a list it is the transaction from which on all of it will be opened (open-list.ts).

import { setTimeout as wait } from 'node:timers/promises';
import { CONTRACT_DESK, type ContractOrderState } from '../../../domain/contract-order.ts';
import { faultOfName } from '../../../domain/person-name.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import { decideFormAct } from '../../../domain/request-form.ts';
import type { Transaction } from '../../../store/store.ts';
import { type AuditRecord, appendAudit } from '../../../store/write/audit.ts';
import {
  deleteListParts,
  insertOrderStep,
  lockOpenings,
  lockOrder,
  settleOrderRow,
} from '../../../store/write/contract-order.ts';
import { lockHolders } from '../../../store/write/holder.ts';
import { auditOf } from '../../audit.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import { type AtBank, officerAtBank } from '../forms/form-access.ts';
import { checkStepUp, mayStepUp, type StepUpInput } from '../step-up.ts';
import { carryOutOrder } from './carry-out-order.ts';
import { checkNothingOpens, judgeForApproval, openList } from './open-list.ts';
import {
  byOfficer,
  claimOf,
  type LoadedOrder,
  lastHandOf,
  loadOrder,
  type OrderInput,
  orderAbsent,
} from './order-access.ts';
import { judgeOrder, readOrderTarget } from './order-facts.ts';
import { isOrderUntouched, sealOfOrder, textOfOrder } from './order-seal.ts';

export interface SettledOrder {
  readonly orderId: string;
  readonly state: ContractOrderState;
}

const STEPS = { approve: 'done', return: 'returned', withdraw: 'withdrawn' } as const;
const ACTS = { approve: 'order.done', return: 'order.returned', withdraw: 'order.withdrawn' } as const;
type SettlingAct = keyof typeof STEPS;
const LONGEST_REMARK = 300;
/** Who approves a short list sees all of it opened on the next page; a long one goes on without anybody waiting. */
const OPENING_WAIT_MS = 5_000;

/**
 * Approves what was shown, and carries it out.
 *
 * @param input.hash the SHA-256 that the page carried: of what the approver has seen.
 * @returns as {@link checkStepUp}, `order-own`, `order-settled`, `order-changed`, `order-tampered`, `import-under-way`
 *   while a list of the bank is being opened, or why there is nothing to do; on each nothing is carried out, and the refusal is recorded.
 */
export async function approveOrder(
  deployment: Deployment,
  input: OrderInput & StepUpInput & { readonly hash: string },
  caller: Caller,
): Promise<SettledOrder | Refusal> {
  const at = await officerAtBank(deployment, input, 'contracts.approve');
  if (isRefusal(at)) return at;
  const { bank } = at;
  const listId = await listToOpen(deployment, at, input);
  const judged = listId === undefined ? undefined : await judgeForApproval(deployment, bank, listId);
  const approved = { ...input, act: 'approve', remark: '' } as const;
  const settled = await settle(deployment, at, approved, caller, async (tx, order, now) => {
    const { content, row } = order;
    if (content.kind === 'open' || content.kind === 'import') {
      await lockOpenings(tx, bank.code);
      const refusal = await checkNothingOpens(tx, bank.code);
      if (refusal !== undefined) return refusal;
    }
    const found = await readOrderTarget(tx, bank, content, now);
    await lockHolders(
      tx,
      found.holders.map(({ id }) => id),
    );
    // They may have changed until the lock was ours.
    const target = await judgeOrder(tx, bank, content, now);
    if (isRefusal(target)) return target;
    const { text, hash } = textOfOrder({ bankCode: bank.code, id: row.id, content, facts: target.facts });
    if (hash !== input.hash) return refuse('order-changed');
    const records = await carryOutOrder(
      tx,
      deployment,
      { ...target, id: row.id, bank, content, judged },
      caller,
      now,
    );
    return isRefusal(records) ? records : { hash, text, records: records as readonly AuditRecord[] };
  });
  if (isRefusal(settled) || listId === undefined) return settled;
  const opening = openList(deployment, bank, listId, caller);
  // What fails later than that is begun again each minute, and said of there.
  opening.catch(() => {});
  await Promise.race([opening, wait(OPENING_WAIT_MS, undefined, { ref: false })]);
  return settled;
}

/** The list of an order that this officer may approve; judging takes long, so it is done for nobody else. */
async function listToOpen(
  { store, keys, now }: Deployment,
  { officer, bank }: AtBank,
  input: OrderInput & StepUpInput,
): Promise<string | undefined> {
  const order = await loadOrder(store.db, bank, input.orderId);
  if (order === undefined || !mayStepUp(officer, input, now()) || !isOrderUntouched(keys, order.row)) {
    return undefined;
  }
  const { row, writers, content } = order;
  const state = decideFormAct('approve', { state: row.state, writers }, officer, CONTRACT_DESK);
  return isRefusal(state) ? undefined : content.list?.list;
}

/** Returns an order to the operators with what is wrong with it. */
export async function returnOrder(
  deployment: Deployment,
  input: OrderInput & { readonly remark: string },
  caller: Caller,
): Promise<SettledOrder | Refusal> {
  const at = await officerAtBank(deployment, input, 'contracts.approve');
  return isRefusal(at) ? at : settleWithRemark(deployment, at, { ...input, act: 'return' }, caller);
}

/** The operators, or the customer, thought better of it. */
export async function withdrawOrder(
  deployment: Deployment,
  input: OrderInput & { readonly remark: string },
  caller: Caller,
): Promise<SettledOrder | Refusal> {
  const at = await officerAtBank(deployment, input, 'contracts.enter');
  return isRefusal(at) ? at : settleWithRemark(deployment, at, { ...input, act: 'withdraw' }, caller);
}

function settleWithRemark(
  deployment: Deployment,
  at: AtBank,
  input: OrderInput & { readonly act: SettlingAct; readonly remark: string },
  caller: Caller,
): Promise<SettledOrder | Refusal> {
  const remark = input.remark.normalize('NFC').trim();
  if (faultOfName(remark, LONGEST_REMARK) !== undefined) return Promise.resolve(refuse('form-invalid'));
  return settle(deployment, at, { ...input, remark }, caller, async (tx, { content }) => {
    if (content.list !== null) await deleteListParts(tx, content.list.list);
    return { records: [] };
  });
}

interface Outcome {
  readonly records: readonly AuditRecord[];
  /** What was seen and so done, and its hash: kept, so that anybody can hash it again. */
  readonly text?: string;
  readonly hash?: string;
}

async function settle(
  deployment: Deployment,
  { officer, bank }: AtBank,
  input: OrderInput & StepUpInput & { readonly act: SettlingAct; readonly remark: string },
  caller: Caller,
  work: (tx: Transaction, order: LoadedOrder, now: number) => Promise<Outcome | Refusal>,
): Promise<SettledOrder | Refusal> {
  const { store, keys, now } = deployment;
  const { act, remark } = input;
  return store.transaction(async (tx): Promise<SettledOrder | Refusal> => {
    await lockOrder(tx, input.orderId);
    const order = await loadOrder(tx, bank, input.orderId);
    if (order === undefined) return orderAbsent();
    const { row, content, writers } = order;
    const at = now();
    const claim = claimOf(bank, content);
    const details = { order: row.id, kind: row.kind, officer: officer.officerId };
    const proof =
      act === 'approve' ? await checkStepUp(tx, deployment, officer, input, caller) : { records: [] };
    const refused = async (refusal: Refusal) => {
      const deed = { act: ACTS[act], refusedFor: refusal.cause, details };
      await appendAudit(tx, [...proof.records, auditOf(caller, claim, deed, at)]);
      return refusal;
    };
    if (proof.refusal !== undefined) return refused(proof.refusal);
    if (!isOrderUntouched(keys, row)) return refused(refuse('order-tampered'));
    const state = decideFormAct(act, { state: row.state, writers }, officer, CONTRACT_DESK);
    if (isRefusal(state)) return refused(refuse(state.reason, { by: lastHandOf(order) }));
    const outcome = await work(tx, order, at);
    if (isRefusal(outcome)) return refused(outcome);
    const { hash = null, text = null } = outcome;
    const decides = act === 'withdraw' ? undefined : officer;
    const change = {
      state,
      decided_by: decides?.holder.id ?? null,
      decided_person: decides?.person ?? null,
      decided_at: decides === undefined ? null : at,
      approved_hash: hash,
    };
    const seal = sealOfOrder(keys, { ...row, ...change });
    if (!(await settleOrderRow(tx, row.id, row.state, { ...change, seal }))) {
      // The row was locked and judged: only a store that was written past the program gets here.
      throw new Error(`order ${row.id} does not stand as it was read`);
    }
    await insertOrderStep(tx, {
      ...{ contract_order: row.id, bank_code: bank.code, act: STEPS[act], content: text, hash, remark },
      ...{ officer: officer.holder.id, person: officer.person, at },
    });
    const deed = { act: ACTS[act], details: { ...details, ...(hash !== null && { hash }) } };
    const done = outcome.records.map((record) => byOfficer(record, officer));
    await appendAudit(tx, [...proof.records, auditOf(caller, claim, deed, at), ...done]);
    return { orderId: row.id, state };
  });
}
