// Who works on tokens, at which bank; and an order to give one, with what it would act upon.

import { hash } from 'node:crypto';
import type { OfficeAct } from '../../../domain/officer.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import type { FormDesk } from '../../../domain/request-form.ts';
import { canonicalJson } from '../../../domain/request-form-content.ts';
import { type FoundHolder, readHolders } from '../../../store/read/contract.ts';
import { findActiveToken } from '../../../store/read/token.ts';
import type { FoundTokenOrder } from '../../../store/read/token-stock.ts';
import type { Reader } from '../../../store/store.ts';
import type { TokenOrderTable } from '../../../store/token-tables.ts';
import type { Deployment, DeploymentKeys } from '../../deployment.ts';
import type { TokenProfile } from '../../import-tokens/read-token-file.ts';
import { type AtBank, type FormsInput, officerAtBank } from '../forms/form-access.ts';
import { sealOfValues, sealsMatch } from '../forms/form-seal.ts';

/** Who moves orders to give a token, and what is said to who may not. */
export const TOKEN_DESK: FormDesk = {
  enter: 'tokens.enter',
  approve: 'tokens.approve',
  settled: 'order-settled',
  own: 'order-own',
};

export interface AtTokenBank extends AtBank {
  readonly bank: TokenProfile;
}

/** A bank that has no tokens has no pages of them either. */
export async function officerAtTokenBank(
  deployment: Deployment,
  input: FormsInput,
  act: OfficeAct,
): Promise<AtTokenBank | Refusal> {
  const at = await officerAtBank(deployment, input, act);
  if (isRefusal(at)) return at;
  const { bank } = at;
  const { token } = bank;
  return token === null ? refuse('page-not-found') : { ...at, bank: { ...bank, token } };
}

/** What an order acts upon, as it stands: shown to the approver with the order, and part of what is approved. */
export interface TokenFacts {
  readonly companyName: string;
  readonly contractState: FoundHolder['contractState'];
  readonly holderState: FoundHolder['holderState'];
  readonly userName: string;
  /** The token that would end; empty: the holder has none. */
  readonly ends: string;
}

export async function readTokenFacts(db: Reader, holder: FoundHolder): Promise<TokenFacts> {
  const active = await findActiveToken(db, holder.id);
  return {
    companyName: holder.companyName,
    contractState: holder.contractState,
    holderState: holder.holderState,
    userName: holder.name,
    ends: active?.serial_number ?? '',
  };
}

export interface LoadedOrder {
  readonly order: FoundTokenOrder;
  readonly holder: FoundHolder;
  readonly facts: TokenFacts;
  /** Of all that is shown. */
  readonly hash: string;
}

export async function loadOrder(db: Reader, order: FoundTokenOrder): Promise<LoadedOrder | undefined> {
  const [holder] = await readHolders(db, [order.holder]);
  if (holder === undefined) return undefined;
  const facts = await readTokenFacts(db, holder);
  const { id, bank_code: bankCode, serialNumber, contractId, userId, remark } = order;
  const text = canonicalJson({ id, bankCode, serialNumber, contractId, userId, remark, facts });
  return { order, holder, facts, hash: hash('sha256', text, 'hex') };
}

const SEALED = [
  'id',
  'entry_key',
  'bank_code',
  'holder',
  'stock',
  'state',
  'remark',
  'entered_by',
  'entered_person',
  'entered_at',
  'decided_by',
  'decided_person',
  'decided_at',
  'approved_hash',
] as const satisfies readonly (keyof TokenOrderTable)[];

type SealedOrder = Pick<TokenOrderTable, (typeof SEALED)[number]>;

export const sealOfOrder = (keys: DeploymentKeys, order: SealedOrder): string =>
  sealOfValues(keys, ['token-order', ...SEALED.map((name) => order[name])]);

export const isOrderUntouched = (
  keys: DeploymentKeys,
  order: SealedOrder & { readonly seal: string },
): boolean => sealsMatch(sealOfOrder(keys, order), order.seal);
