// An operator enters what is to be done to a contract: looked at first, then written.

import { randomInt } from 'node:crypto';
import { dayOf } from '../../../domain/calendar.ts';
import {
  CONTRACT_DESK,
  type ContractOrderKind,
  type OrderContent,
  type OrderFault,
  type OrderField,
  readOrderContent,
} from '../../../domain/contract-order.ts';
import { normaliseEntry } from '../../../domain/entered-fields.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import { decideFormAct } from '../../../domain/request-form.ts';
import { canonicalJson } from '../../../domain/request-form-content.ts';
import { findOrderOfEntry } from '../../../store/read/contract-order.ts';
import type { Transaction } from '../../../store/store.ts';
import { appendAudit } from '../../../store/write/audit.ts';
import { insertOrder, insertOrderStep } from '../../../store/write/contract-order.ts';
import { auditOf } from '../../audit.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import { type AtBank, type FormsInput, officerAtBank } from '../forms/form-access.ts';
import { claimOf } from './order-access.ts';
import { judgeOrder, type OrderTarget, readOrderTarget } from './order-facts.ts';
import { type SealedOrder, sealOfOrder, textOfOrder } from './order-seal.ts';

/** Digits and letters that nobody mixes up on paper or on the telephone. */
const SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const ID_LENGTH = 9;
const ENTRY_KEY = /^[\w-]{20,64}$/;

export type TypedKind = Exclude<ContractOrderKind, 'import'>;

export interface OrderAsked extends FormsInput {
  readonly kind: TypedKind;
  /** Empty for one that is opened: it is typed with the rest. */
  readonly contractId: string;
}

export interface OrderPlace extends AtBank, OrderTarget {
  readonly kind: TypedKind;
  readonly contractId: string;
}

/** The contract for whose change, resumption or closing a page is shown; absent ones are `page-not-found`. */
export async function findOrderTarget(
  deployment: Deployment,
  input: OrderAsked,
): Promise<OrderPlace | Refusal> {
  const at = await officerAtBank(deployment, input, 'contracts.enter');
  if (isRefusal(at)) return at;
  const { kind } = input;
  const contractId = normaliseEntry(input.contractId);
  if (kind === 'open') {
    const target = await readOrderTarget(
      deployment.store.db,
      at.bank,
      { kind, contractId },
      deployment.now(),
    );
    return { ...at, ...target, kind, contractId };
  }
  const asked = { kind, contractId, terms: null, list: null };
  const target = await judgeOrder(deployment.store.db, at.bank, asked, deployment.now());
  return isRefusal(target) ? target : { ...at, ...target, kind, contractId };
}

export type OrderFaults = { readonly faults: ReadonlyMap<OrderField, OrderFault> };

/** What would be entered, for the page on which it is confirmed. */
export function readOrderEntry(
  { now }: Pick<Deployment, 'now'>,
  { bank, kind, contractId, facts }: OrderPlace,
  entries: Readonly<Record<string, string>>,
): OrderContent | OrderFaults {
  const said = kind === 'open' ? entries : { ...entries, contractId };
  const read = readOrderContent(bank, kind, said, { today: dayOf(now()), before: facts.contract?.terms });
  return read instanceof Map ? { faults: read } : (read as OrderContent);
}

/** Enters an order. The same page sent twice is one order. */
export async function enterOrder(
  deployment: Deployment,
  input: OrderAsked & { readonly entries: Readonly<Record<string, string>>; readonly entryKey: string },
  caller: Caller,
): Promise<{ readonly orderId: string } | OrderFaults | Refusal> {
  const place = await officerAtBank(deployment, input, 'contracts.enter');
  if (isRefusal(place)) return place;
  return enterAs(deployment, place, input.entryKey, caller, async (tx) => {
    const { kind } = input;
    const contractId = normaliseEntry(input.contractId);
    const target = await readOrderTarget(tx, place.bank, { kind, contractId }, deployment.now());
    return readOrderEntry(deployment, { ...place, ...target, kind, contractId }, input.entries);
  });
}

/** Enters what `say` makes of the state within the transaction; once for each key. */
export async function enterAs(
  deployment: Deployment,
  at: AtBank,
  entryKey: string,
  caller: Caller,
  say: (tx: Transaction, orderId: string) => Promise<OrderContent | OrderFaults | Refusal>,
): Promise<{ readonly orderId: string } | OrderFaults | Refusal> {
  const { store, keys, now } = deployment;
  const { officer, bank } = at;
  if (!ENTRY_KEY.test(entryKey)) return refuse('form-invalid');
  return store.transaction(async (tx) => {
    const before = await enteredFrom(tx, at, entryKey);
    if (before !== undefined) return before;
    const moved = decideFormAct('enter', { state: undefined, writers: [] }, officer, CONTRACT_DESK);
    if (isRefusal(moved)) return moved;
    const id = `K${Array.from({ length: ID_LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('')}`;
    const content = await say(tx, id);
    if ('faults' in content || isRefusal(content)) return content;
    const target = await judgeOrder(tx, bank, content, now());
    if (isRefusal(target)) return target;
    const row: SealedOrder = {
      ...{ id, bank_code: bank.code, kind: content.kind, contract_id: content.contractId, state: moved },
      content: canonicalJson(content),
      ...{ entered_by: officer.holder.id, entered_person: officer.person, entered_at: now() },
      ...{ decided_by: null, decided_person: null, decided_at: null, approved_hash: null },
    };
    if (!(await insertOrder(tx, { ...row, entry_key: entryKey, seal: sealOfOrder(keys, row) }))) {
      // The same page, sent twice at once.
      return (await enteredFrom(tx, at, entryKey)) ?? refuse('form-invalid');
    }
    const { hash } = textOfOrder({ bankCode: bank.code, id, content, facts: target.facts });
    await insertOrderStep(tx, {
      ...{ contract_order: id, bank_code: bank.code, act: 'entered', content: null, hash, remark: '' },
      ...{ officer: officer.holder.id, person: officer.person, at: now() },
    });
    const details = { order: id, kind: content.kind, hash, officer: officer.officerId };
    const deed = { act: 'order.entered', details };
    await appendAudit(tx, [auditOf(caller, claimOf(bank, content), deed, now())]);
    return { orderId: id };
  });
}

/** The order that this officer entered from the same page before. */
async function enteredFrom(tx: Transaction, { bank, officer }: AtBank, entryKey: string) {
  const known = await findOrderOfEntry(tx, bank.code, entryKey);
  if (known === undefined) return undefined;
  return known.entered_by === officer.holder.id ? { orderId: known.id } : refuse('form-invalid');
}
