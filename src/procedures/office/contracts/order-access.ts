// A contract order with what it says, whom it is about and who had a hand in it. Another bank's order is as absent as none.

import type { OrderContent } from '../../../domain/contract-order.ts';
import { type Refusal, refuse } from '../../../domain/refusal.ts';
import type { BankProfile } from '../../../profile/bank-profile.ts';
import {
  type FoundOrder,
  findOrder,
  type OrderStep,
  readOrderSteps,
} from '../../../store/read/contract-order.ts';
import type { Reader } from '../../../store/store.ts';
import type { AuditRecord } from '../../../store/write/audit.ts';
import type { FormsInput } from '../forms/form-access.ts';
import type { Officer } from '../officer.ts';

export interface OrderInput extends FormsInput {
  readonly orderId: string;
}

export interface LoadedOrder {
  readonly row: FoundOrder;
  readonly content: OrderContent;
  readonly steps: readonly OrderStep[];
  /** Persons who entered it. */
  readonly writers: readonly string[];
}

export async function loadOrder(
  db: Reader,
  bank: BankProfile,
  orderId: string,
): Promise<LoadedOrder | undefined> {
  const row = await findOrder(db, bank.code, orderId);
  if (row === undefined) return undefined;
  const steps = await readOrderSteps(db, row.id);
  const entered = steps.filter(({ act }) => act === 'entered');
  const writers = [...new Set([row.entered_person, ...entered.map(({ person }) => person)])];
  return { row, content: JSON.parse(row.content) as OrderContent, steps, writers };
}

/** Who moved it last, for whoever finds it otherwise than before. */
export const lastHandOf = ({ steps }: LoadedOrder): string => steps.at(-1)?.officerName ?? '';

/** For the audit: whose it is. */
export const claimOf = (bank: BankProfile, { contractId }: Pick<OrderContent, 'contractId'>) => ({
  bankCode: bank.code,
  contractId,
  userId: '',
});

/** Whatever an order sets off, it was this officer who did it. */
export const byOfficer = (record: AuditRecord, { officerId }: Pick<Officer, 'officerId'>): AuditRecord => ({
  ...record,
  details: { ...record.details, officer: officerId },
});

export const orderAbsent = (): Refusal => refuse('page-not-found');
