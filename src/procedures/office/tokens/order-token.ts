// An operator orders a token of the stock for a holder; another person approves, which gives it: the one before ends in
// the same transaction. To end one, and to take one out of stock, waits for nobody.

import { randomInt } from 'node:crypto';
import { faultOfName } from '../../../domain/person-name.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import { decideFormAct, type FormAct } from '../../../domain/request-form.ts';
import { noticeOfGivenToken } from '../../../notices/occasions.ts';
import { queueNotices } from '../../../notices/queue-notices.ts';
import type { FoundHolder } from '../../../store/read/contract.ts';
import {
  findStockRow,
  findStockToken,
  findTokenOrder,
  findTokenOrderOfEntry,
  isInTokenOrder,
} from '../../../store/read/token-stock.ts';
import type { Transaction } from '../../../store/store.ts';
import { type AuditRecord, appendAudit } from '../../../store/write/audit.ts';
import { lockHolders } from '../../../store/write/holder.ts';
import { deleteWaitingToken, endActiveToken, insertToken } from '../../../store/write/token.ts';
import {
  insertTokenOrder,
  lockTokenOrder,
  settleStock,
  settleTokenOrder,
} from '../../../store/write/token-stock.ts';
import { auditOf } from '../../audit.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import { givenToken } from '../../import-tokens/import-tokens.ts';
import { openStockSecret } from '../../import-tokens/register-seeds.ts';
import type { FormsInput } from '../forms/form-access.ts';
import { checkStepUp, type StepUpInput } from '../step-up.ts';
import { type HolderInput, loadHolderToken, type TokenOrderInput } from './show-tokens.ts';
import {
  type AtTokenBank,
  isOrderUntouched,
  type LoadedOrder,
  loadOrder,
  officerAtTokenBank,
  sealOfOrder,
  TOKEN_DESK,
} from './token-desk.ts';

/** Digits and letters that nobody mixes up on paper or on the telephone. */
const SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const ENTRY_KEY = /^[\w-]{20,64}$/;
const LONGEST_REMARK = 300;

export interface TokenEntry extends HolderInput {
  readonly serialNumber: string;
  readonly remark: string;
  /** From the page; sent twice, it is one order. */
  readonly entryKey: string;
}

/** Why the holder gets no token now. */
function holderRefusal({ contractState, holderState }: FoundHolder): Refusal | undefined {
  if (contractState === 'closed') return refuse('contract-closed');
  return holderState === 'removed' ? refuse('user-removed') : undefined;
}

/** @returns the order; `not-accepted`, `token-taken`, `form-invalid` for the remark, or why the holder gets none. */
export async function enterTokenOrder(
  deployment: Deployment,
  input: TokenEntry,
  caller: Caller,
): Promise<{ readonly orderId: string } | Refusal> {
  const { store, keys, now } = deployment;
  const at = await officerAtTokenBank(deployment, input, 'tokens.enter');
  if (isRefusal(at)) return at;
  const { officer, bank } = at;
  const remark = input.remark.normalize('NFC').trim();
  if (!ENTRY_KEY.test(input.entryKey)) return refuse('form-invalid');
  if (remark !== '' && faultOfName(remark, LONGEST_REMARK) !== undefined) {
    return refuse('form-invalid', { field: 'remark' });
  }
  return store.transaction(async (tx) => {
    const before = await enteredFrom(tx, at, input.entryKey);
    if (before !== undefined) return before;
    const found = await loadHolderToken(tx, at, input);
    if (isRefusal(found)) return found;
    const { holder } = found;
    await lockHolders(tx, [holder.id]);
    // The same page, sent twice at once.
    const meanwhile = await enteredFrom(tx, at, input.entryKey);
    if (meanwhile !== undefined) return meanwhile;
    const stock = await findStockToken(tx, bank.code, input.serialNumber.trim());
    const taken =
      stock?.state !== 'free' || (await isInTokenOrder(tx, { stock: stock.id, holder: holder.id }));
    const refusal = holderRefusal(holder) ?? (taken ? refuse('token-taken') : undefined);
    const details = { officer: officer.officerId, serialNumber: input.serialNumber.trim().slice(0, 64) };
    const record = (refusedFor?: string) =>
      appendAudit(tx, [auditOf(caller, holder, { act: 'token.ordered', refusedFor, details }, now())]);
    if (refusal !== undefined || stock === undefined) {
      await record(refusal?.cause);
      return refusal ?? refuse('token-taken');
    }
    const order = {
      id: `T${Array.from({ length: 9 }, () => SIGNS[randomInt(SIGNS.length)]).join('')}`,
      ...{ entry_key: input.entryKey, bank_code: bank.code, holder: holder.id, stock: stock.id, remark },
      state: 'entered' as const,
      ...{ entered_by: officer.holder.id, entered_person: officer.person, entered_at: now() },
      ...{ decided_by: null, decided_person: null, decided_at: null, approved_hash: null },
    };
    if (!(await insertTokenOrder(tx, { ...order, seal: sealOfOrder(keys, order) }))) {
      // Another order took the token for another holder in this moment.
      return refuse('token-taken');
    }
    await record();
    return { orderId: order.id };
  });
}

async function enteredFrom(tx: Transaction, { bank, officer }: AtTokenBank, entryKey: string) {
  const known = await findTokenOrderOfEntry(tx, bank.code, entryKey);
  if (known === undefined) return undefined;
  return known.entered_by === officer.holder.id ? { orderId: known.id } : refuse('form-invalid');
}

type SettlingAct = Extract<FormAct, 'approve' | 'return' | 'withdraw'>;

export interface TokenDecision extends TokenOrderInput, StepUpInput {
  readonly act: SettlingAct;
  /** Of an approval: SHA-256 of what the page showed. */
  readonly hash: string;
}

/** @returns `order-settled`, `order-own`, `order-changed`, `order-tampered`, `token-taken`; on each nothing is done. */
export async function settleTokenOrderAs(
  deployment: Deployment,
  input: TokenDecision,
  caller: Caller,
): Promise<{ readonly orderId: string } | Refusal> {
  const { store, keys, now } = deployment;
  const { act } = input;
  const needs = act === 'withdraw' ? TOKEN_DESK.enter : TOKEN_DESK.approve;
  const at = await officerAtTokenBank(deployment, input, needs);
  if (isRefusal(at)) return at;
  const { officer, bank } = at;
  return store.transaction(async (tx) => {
    const stepUp =
      act === 'approve' ? await checkStepUp(tx, deployment, officer, input, caller) : { records: [] };
    await lockTokenOrder(tx, input.orderId);
    const order = await findTokenOrder(tx, bank.code, input.orderId);
    if (order === undefined) return refuse('page-not-found');
    await lockHolders(tx, [order.holder]);
    const loaded = await loadOrder(tx, order);
    if (loaded === undefined) return refuse('page-not-found');
    const { holder } = loaded;
    const standing = { state: order.state, writers: [order.entered_person] };
    const state = decideFormAct(act, standing, officer, TOKEN_DESK);
    const details = { order: order.id, serialNumber: order.serialNumber, officer: officer.officerId };
    const deedOf = (refusedFor?: string) =>
      auditOf(caller, holder, { act: DEEDS[act], refusedFor, details }, now());
    const refused = async (refusal: Refusal) => {
      await appendAudit(tx, [...stepUp.records, deedOf(refusal.cause)]);
      return refusal;
    };
    if (stepUp.refusal !== undefined) return refused(stepUp.refusal);
    if (!isOrderUntouched(keys, order)) return refused(refuse('order-tampered'));
    if (isRefusal(state))
      return refused(refuse(state.reason, { by: order.decidedByName ?? order.enteredByName }));
    const given =
      act === 'approve' ? await give(tx, deployment, at, { loaded, shown: input.hash }, caller) : [];
    if (isRefusal(given)) return refused(given);
    const decides = act === 'withdraw' ? null : officer;
    const change = {
      state,
      decided_by: decides?.holder.id ?? null,
      decided_person: decides?.person ?? null,
      decided_at: decides === null ? null : now(),
      approved_hash: act === 'approve' ? loaded.hash : null,
    };
    if (
      !(await settleTokenOrder(tx, order.id, { ...change, seal: sealOfOrder(keys, { ...order, ...change }) }))
    ) {
      // The row was locked and judged: only a store that was written past the program gets here.
      throw new Error(`token order ${order.id} does not stand as it was read`);
    }
    await appendAudit(tx, [...stepUp.records, deedOf(), ...given]);
    return { orderId: order.id };
  });
}

const DEEDS = {
  approve: 'token.order-approved',
  return: 'token.order-returned',
  withdraw: 'token.order-withdrawn',
} as const;

/** The approved order, carried out. */
async function give(
  tx: Transaction,
  deployment: Deployment,
  { bank }: AtTokenBank,
  { loaded, shown }: { readonly loaded: LoadedOrder; readonly shown: string },
  caller: Caller,
): Promise<readonly AuditRecord[] | Refusal> {
  const { keys, now } = deployment;
  const { order, holder, hash } = loaded;
  if (hash !== shown) return refuse('order-changed');
  const refusal = holderRefusal(holder);
  if (refusal !== undefined) return refusal;
  const stock = await findStockRow(tx, bank.code, order.stock);
  if (stock?.state !== 'free') return refuse('token-taken');
  const secret = openStockSecret(keys, stock);
  if (!(await settleStock(tx, stock.id, { state: 'given', now: now() }))) return refuse('token-taken');
  await deleteWaitingToken(tx, holder.id);
  const ended = await endActiveToken(tx, holder.id, now());
  const seed = { ...stock, serialNumber: stock.serial_number, secret };
  await insertToken(tx, givenToken(deployment, bank.code, seed, holder.id, now()));
  const { serial_number: serialNumber } = stock;
  const notice = noticeOfGivenToken(holder, { serialNumber, replaced: ended !== undefined }, now());
  await queueNotices(tx, deployment.banks, [notice], now());
  const details = { serialNumber, ...(ended !== undefined && { before: ended }) };
  return [auditOf(caller, holder, { act: 'token.given', details }, now())];
}

/** A token that was lost or broken ends at once: one pair of eyes is enough. */
export async function endHolderToken(
  deployment: Deployment,
  input: HolderInput,
  caller: Caller,
): Promise<{ readonly serialNumber: string | undefined } | Refusal> {
  const { store, now } = deployment;
  const at = await officerAtTokenBank(deployment, input, 'tokens.end');
  if (isRefusal(at)) return at;
  const { officer } = at;
  return store.transaction(async (tx) => {
    const found = await loadHolderToken(tx, at, input);
    if (isRefusal(found)) return found;
    const { holder } = found;
    await lockHolders(tx, [holder.id]);
    await deleteWaitingToken(tx, holder.id);
    const serialNumber = await endActiveToken(tx, holder.id, now());
    const details = { officer: officer.officerId, ...(serialNumber !== undefined && { serialNumber }) };
    await appendAudit(tx, [auditOf(caller, holder, { act: 'token.ended', details }, now())]);
    return { serialNumber };
  });
}

/** A token of the stock that is broken or lost: it is never given to anybody. */
export async function discardStockToken(
  deployment: Deployment,
  input: FormsInput & { readonly serialNumber: string },
  caller: Caller,
): Promise<{ readonly serialNumber: string } | Refusal> {
  const { store, now } = deployment;
  const at = await officerAtTokenBank(deployment, input, 'tokens.end');
  if (isRefusal(at)) return at;
  const { officer, bank } = at;
  return store.transaction(async (tx) => {
    const stock = await findStockToken(tx, bank.code, input.serialNumber);
    if (stock === undefined) return refuse('page-not-found');
    const { serialNumber } = stock;
    const waits = await isInTokenOrder(tx, { stock: stock.id, holder: '' });
    const done = !waits && (await settleStock(tx, stock.id, { state: 'discarded', now: now() }));
    const refusal = done ? undefined : refuse('token-taken');
    const details = { serialNumber, officer: officer.officerId };
    const deed = { act: 'token.discarded', refusedFor: refusal?.cause, details };
    await appendAudit(tx, [auditOf(caller, { bankCode: bank.code }, deed, now())]);
    return refusal ?? { serialNumber };
  });
}
