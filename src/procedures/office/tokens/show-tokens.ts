// Tokens at the office: the stock, the orders to give one, and the token of one holder.

import { hasForm, normaliseEntry } from '../../../domain/entered-fields.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import { type FormAct, formActsFor } from '../../../domain/request-form.ts';
import { type FoundHolder, findHolder } from '../../../store/read/contract.ts';
import { findActiveToken } from '../../../store/read/token.ts';
import {
  countStock,
  type FoundTokenOrder,
  findTokenOrder,
  readStock,
  readTokenOrders,
  type StockState,
  type StockToken,
  type TokenOrderState,
} from '../../../store/read/token-stock.ts';
import type { Reader } from '../../../store/store.ts';
import type { Deployment } from '../../deployment.ts';
import type { FormsInput } from '../forms/form-access.ts';
import {
  type AtTokenBank,
  isOrderUntouched,
  type LoadedOrder,
  loadOrder,
  officerAtTokenBank,
  TOKEN_DESK,
} from './token-desk.ts';

const PAGE_SIZE = 50;
const LAST_PAGE = 1000;
export const STOCK_STATES: readonly StockState[] = ['free', 'given', 'discarded'];
export const TOKEN_ORDER_STATES: readonly TokenOrderState[] = ['entered', 'returned', 'withdrawn', 'done'];

export interface Stock extends AtTokenBank {
  readonly state: StockState;
  readonly counts: Readonly<Record<StockState, number>>;
  readonly tokens: readonly StockToken[];
  /** Serial number of the next page's first; undefined: this is the last. */
  readonly next: string | undefined;
}

export async function listStock(
  deployment: Deployment,
  input: FormsInput & { readonly state: string; readonly from: string },
): Promise<Stock | Refusal> {
  const at = await officerAtTokenBank(deployment, input, 'tokens.read');
  if (isRefusal(at)) return at;
  const { db } = deployment.store;
  const state = STOCK_STATES.find((one) => one === input.state) ?? 'free';
  const page = { from: normaliseEntry(input.from).slice(0, 64), limit: PAGE_SIZE + 1 };
  const found = await readStock(db, at.bank.code, state, page);
  const counts = await countStock(db, at.bank.code);
  return { ...at, state, counts, tokens: found.slice(0, PAGE_SIZE), next: found[PAGE_SIZE]?.serialNumber };
}

export interface TokenOrderList extends AtTokenBank {
  readonly state: TokenOrderState;
  readonly orders: readonly FoundTokenOrder[];
  readonly page: number;
  readonly hasMore: boolean;
}

export async function listTokenOrders(
  deployment: Deployment,
  input: FormsInput & { readonly state: string; readonly page: string },
): Promise<TokenOrderList | Refusal> {
  const at = await officerAtTokenBank(deployment, input, 'tokens.read');
  if (isRefusal(at)) return at;
  const state = TOKEN_ORDER_STATES.find((one) => one === input.state) ?? 'entered';
  const page = Math.min(Math.max(Number.parseInt(input.page, 10) || 1, 1), LAST_PAGE);
  const limits = { limit: PAGE_SIZE + 1, offset: (page - 1) * PAGE_SIZE };
  const found = await readTokenOrders(deployment.store.db, at.bank.code, state, limits);
  return { ...at, state, orders: found.slice(0, PAGE_SIZE), page, hasMore: found.length > PAGE_SIZE };
}

export interface TokenOrderInput extends FormsInput {
  readonly orderId: string;
}

export interface TokenOrderView extends AtTokenBank, LoadedOrder {
  readonly acts: readonly FormAct[];
  readonly untouched: boolean;
}

export async function showTokenOrder(
  deployment: Deployment,
  input: TokenOrderInput,
): Promise<TokenOrderView | Refusal> {
  const at = await officerAtTokenBank(deployment, input, 'tokens.read');
  if (isRefusal(at)) return at;
  const { db } = deployment.store;
  const order = await findTokenOrder(db, at.bank.code, input.orderId);
  const loaded = order && (await loadOrder(db, order));
  if (loaded === undefined) return refuse('page-not-found');
  const { state, entered_person: person } = loaded.order;
  const acts = formActsFor({ state, writers: [person] }, at.officer, TOKEN_DESK);
  return {
    ...at,
    ...loaded,
    acts: acts.filter((act) => act !== 'amend'),
    untouched: isOrderUntouched(deployment.keys, loaded.order),
  };
}

export interface HolderInput extends FormsInput {
  readonly contractId: string;
  /** Empty: the administrator. */
  readonly userId: string;
}

export interface HolderToken extends AtTokenBank {
  readonly holder: FoundHolder;
  readonly active:
    | { readonly serialNumber: string; readonly activatedAt: number; readonly app: boolean }
    | undefined;
}

/** The token of a holder; `not-accepted` when the bank has no such contract or user. */
export async function showHolderToken(
  deployment: Deployment,
  input: HolderInput,
): Promise<HolderToken | Refusal> {
  const at = await officerAtTokenBank(deployment, input, 'tokens.read');
  return isRefusal(at) ? at : loadHolderToken(deployment.store.db, at, input);
}

export async function loadHolderToken(
  db: Reader,
  at: AtTokenBank,
  said: Pick<HolderInput, 'contractId' | 'userId'>,
): Promise<HolderToken | Refusal> {
  const { bank } = at;
  const [contractId, userId] = [normaliseEntry(said.contractId), normaliseEntry(said.userId)];
  const { identifiers } = bank;
  const possible =
    hasForm(identifiers.contractId, contractId) && (userId === '' || hasForm(identifiers.userId, userId));
  const holder = possible ? await findHolder(db, { bankCode: bank.code, contractId, userId }) : undefined;
  if (holder === undefined) return refuse('not-accepted');
  const token = await findActiveToken(db, holder.id);
  const active = token && {
    serialNumber: token.serial_number,
    activatedAt: token.activated_at ?? token.created_at,
    // What the holder set up; devices have been shown to nobody here.
    app: token.shown_at !== null,
  };
  return { ...at, holder, active };
}
