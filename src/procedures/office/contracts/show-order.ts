// The contracts' desk of a bank, and one order with what it would act upon and what became of it.

import { type Day, dayOf } from '../../../domain/calendar.ts';
import {
  CONTRACT_DESK,
  CONTRACT_ORDER_STATES,
  type ContractOrderState,
  type OrderFacts,
} from '../../../domain/contract-order.ts';
import { mayDo } from '../../../domain/officer.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import { type FormAct, formActsFor } from '../../../domain/request-form.ts';
import {
  countFirstLetters,
  countOrders,
  findContractList,
  type LetterCounts,
  type QueuedOrder,
  readOrderQueue,
  readWaitingLetters,
  type WaitingLetter,
} from '../../../store/read/contract-order.ts';
import type { Deployment } from '../../deployment.ts';
import { type AtBank, type FormsInput, officerAtBank } from '../forms/form-access.ts';
import { type LoadedOrder, loadOrder, type OrderInput, orderAbsent } from './order-access.ts';
import { readOrderTarget } from './order-facts.ts';
import { isOrderUntouched, readShownOrder, textOfOrder } from './order-seal.ts';

/** Printed at once: what a person puts into envelopes in one go. */
export const LETTERS_AT_ONCE = 50;
const PAGE_SIZE = 50;
const LAST_PAGE = 1000;

export interface OrderQueue extends AtBank {
  readonly state: ContractOrderState;
  readonly orders: readonly QueuedOrder[];
  readonly counts: Readonly<Record<ContractOrderState, number>>;
  readonly page: number;
  readonly hasMore: boolean;
  /** What the last days of letters are compared with. */
  readonly today: Day;
}

export async function listOrders(
  deployment: Deployment,
  input: FormsInput & { readonly state: string; readonly page: string },
): Promise<OrderQueue | Refusal> {
  const at = await officerAtBank(deployment, input, 'contracts.read');
  if (isRefusal(at)) return at;
  const { db } = deployment.store;
  const state = CONTRACT_ORDER_STATES.find((one) => one === input.state) ?? 'entered';
  const page = Math.min(Math.max(Number.parseInt(input.page, 10) || 1, 1), LAST_PAGE);
  const found = await readOrderQueue(db, at.bank.code, state, {
    limit: PAGE_SIZE + 1,
    offset: (page - 1) * PAGE_SIZE,
  });
  const counted = await countOrders(db, at.bank.code);
  const counts = Object.fromEntries(CONTRACT_ORDER_STATES.map((one) => [one, counted.get(one) ?? 0]));
  return {
    ...{ ...at, state, page, orders: found.slice(0, PAGE_SIZE), hasMore: found.length > PAGE_SIZE },
    today: dayOf(deployment.now()),
    counts: counts as Record<ContractOrderState, number>,
  };
}

export interface OrderView extends AtBank, LoadedOrder {
  /** As they stand now; of an order that was carried out, as they were seen then. */
  readonly facts: OrderFacts;
  /** Of all that is shown: the approval carries it. */
  readonly hash: string;
  readonly acts: readonly FormAct[];
  readonly untouched: boolean;
  readonly letters: LetterCounts;
  /** Of a list whose contracts are being opened: the last line that is done. */
  readonly openedLine: number | null;
  /** What this officer would print next. */
  readonly nextLetters: readonly WaitingLetter[];
}

export async function showOrder(deployment: Deployment, input: OrderInput): Promise<OrderView | Refusal> {
  const at = await officerAtBank(deployment, input, 'contracts.read');
  if (isRefusal(at)) return at;
  const { officer, bank } = at;
  const { store, keys, now } = deployment;
  const loaded = await loadOrder(store.db, bank, input.orderId);
  if (loaded === undefined) return orderAbsent();
  const { row, content, writers, steps } = loaded;
  const today = dayOf(now());
  const letters = await countFirstLetters(store.db, row.id, today);
  const { list } = content;
  const prints = checkFirstLetters({ officer, writers, letters }) === undefined;
  const approved = steps.find(({ act }) => act === 'done')?.content;
  const facts = approved
    ? readShownOrder(approved).facts
    : (await readOrderTarget(store.db, bank, content, now())).facts;
  return {
    ...{ ...at, ...loaded, facts },
    hash: textOfOrder({ bankCode: bank.code, id: row.id, content, facts }).hash,
    acts: formActsFor({ state: row.state, writers }, officer, CONTRACT_DESK),
    untouched: isOrderUntouched(keys, row),
    letters,
    openedLine: (list && (await findContractList(store.db, bank.code, list.list))?.opened_line) ?? null,
    nextLetters: prints ? await readWaitingLetters(store.db, row.id, today, LETTERS_AT_ONCE) : [],
  };
}

/** Why this officer prints no letters of the order; asked again when they are printed. */
export function checkFirstLetters({
  officer,
  writers,
  letters,
}: Pick<OrderView, 'officer' | 'writers' | 'letters'>): Refusal | undefined {
  if (!mayDo(officer.role, 'letters.print')) return refuse('officer-not-allowed');
  if (writers.includes(officer.person)) return refuse('order-own');
  if (letters.waiting > 0) return undefined;
  return refuse(letters.expired > 0 ? 'letter-expired' : 'letter-printed');
}
