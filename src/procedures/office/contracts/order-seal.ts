// As of request forms: what is seen is what is approved, as a hash; and a seal over an order's row.

import { hash } from 'node:crypto';
import type { OrderContent, OrderFacts } from '../../../domain/contract-order.ts';
import { canonicalJson } from '../../../domain/request-form-content.ts';
import type { ContractOrderTable } from '../../../store/contract-order-tables.ts';
import type { DeploymentKeys } from '../../deployment.ts';
import { sealOfValues, sealsMatch } from '../forms/form-seal.ts';

export interface ShownOrder {
  readonly bankCode: string;
  readonly id: string;
  readonly content: OrderContent;
  readonly facts: OrderFacts;
}

/** All that an approver is shown, and its SHA-256. */
export function textOfOrder({ bankCode, id, content, facts }: ShownOrder) {
  const text = canonicalJson({ bankCode, id, content, facts });
  return { text, hash: hash('sha256', text, 'hex') };
}

/** What was shown, read back from the text that was hashed. */
export const readShownOrder = (text: string): ShownOrder => JSON.parse(text) as ShownOrder;

const SEALED = [
  ...['id', 'bank_code', 'kind', 'contract_id', 'state', 'content'],
  ...['entered_by', 'entered_person', 'entered_at'],
  ...['decided_by', 'decided_person', 'decided_at', 'approved_hash'],
] as readonly (keyof ContractOrderTable)[];

export type SealedOrder = Omit<ContractOrderTable, 'seal' | 'entry_key'>;

/** Orders and forms are sealed under one key: the first value parts them. */
export const sealOfOrder = (keys: DeploymentKeys, row: SealedOrder): string =>
  sealOfValues(keys, ['contract order', ...SEALED.map((name) => (row as ContractOrderTable)[name])]);

export const isOrderUntouched = (
  keys: DeploymentKeys,
  row: SealedOrder & { readonly seal: string },
): boolean => sealsMatch(sealOfOrder(keys, row), row.seal);
