// Contract orders for tests: entered as an operator enters them, lists sent as a page sends them.

import { randomUUID } from 'node:crypto';
import { isRefusal, type Refusal } from '../../src/domain/refusal.ts';
import type { Deployment } from '../../src/procedures/deployment.ts';
import { enterOrder, type TypedKind } from '../../src/procedures/office/contracts/enter-order.ts';
import { receiveList } from '../../src/procedures/office/contracts/import-list.ts';
import type { ListLimits } from '../../src/procedures/office/contracts/list-file.ts';
import { approveOrder } from '../../src/procedures/office/contracts/settle-order.ts';
import { showOrder } from '../../src/procedures/office/contracts/show-order.ts';
import type { OfficeInput } from '../../src/procedures/office/officer.ts';
import { caller } from './deployment.ts';

export const LIST_HEADER = 'contract_id,company_name,mail';

/** What an operator types for a contract. */
export const typed = (said: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  ...{ companyName: '株式会社見本商事', companyKana: 'ミホンショウジ', postalCode: '1000001' },
  ...{ postalAddress: '東京都見本区見本1-1', mail: 'keiri@customer.example', language: 'ja' },
  ...{ acquisitionFrom: '2026-04-10', remark: 'お申出' },
  ...said,
});

export interface OrderedFor {
  readonly bankCode: string;
  readonly kind: TypedKind;
  readonly contractId: string;
  readonly said?: Readonly<Record<string, string>>;
  readonly entryKey?: string;
}

export async function enter(world: Deployment, operator: OfficeInput, ordered: OrderedFor) {
  const { bankCode, kind, contractId, said = {}, entryKey = randomUUID() } = ordered;
  const { certificate, token } = operator;
  const entries = typed({ contractId, ...said });
  return enterOrder(world, { certificate, token, bankCode, kind, contractId, entries, entryKey }, caller());
}

/** The order's id, when nothing but success will do. */
export async function mustEnter(
  world: Deployment,
  operator: OfficeInput,
  ordered: OrderedFor,
): Promise<string> {
  const entered = await enter(world, operator, ordered);
  if (isRefusal(entered)) throw new Error(`${entered.reason} ${JSON.stringify(entered.details)}`);
  if ('faults' in entered) throw new Error(JSON.stringify([...entered.faults]));
  return entered.orderId;
}

export async function shownOrder(world: Deployment, officer: OfficeInput, bankCode: string, orderId: string) {
  const { certificate, token } = officer;
  const shown = await showOrder(world, { certificate, token, bankCode, orderId });
  if (isRefusal(shown)) throw new Error(shown.reason);
  return shown;
}

/** Approves what the approver sees now. */
export async function approve(world: Deployment, approver: OfficeInput, bankCode: string, orderId: string) {
  const { hash } = await shownOrder(world, approver, bankCode, orderId);
  const { certificate, token } = approver;
  return approveOrder(world, { certificate, token, bankCode, orderId, hash }, caller());
}

/** Sends a list in pieces, as it comes over a network. */
export function send(
  world: Deployment,
  operator: OfficeInput,
  bankCode: string,
  content: string | Uint8Array | Iterable<string>,
  limits?: ListLimits,
): Promise<{ readonly listId: string } | Refusal> {
  const { certificate, token } = operator;
  const pieces = typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
  async function* octets() {
    for (const piece of pieces) yield Buffer.from(piece as string);
  }
  const input = { certificate, token, bankCode, fileName: '契約一覧.csv', octets: octets() };
  return receiveList(world, input, caller(), limits);
}
