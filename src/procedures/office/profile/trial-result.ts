// What a trial has found, bounded: everything is counted, and of each kind a few are named.

import type { Change, TrialAct } from '../../../domain/profile-trial.ts';
import type { PinField, Role } from '../../../profile/bank-profile.ts';
import type { ReasonCode } from '../../../profile/reason-codes.ts';
import type { FoundHolder } from '../../../store/read/contract.ts';
import type { ContractBatch, TrialParts, TrialRecord } from '../../../store/read/profile-trial.ts';
import type { Somebody } from './trial-facts.ts';

export type TrialSource = 'holder' | 'record';

export interface TrialFinding {
  readonly source: TrialSource;
  readonly act: TrialAct;
  /** Absent: it was, or would be, let in. */
  readonly before?: ReasonCode;
  readonly after?: ReasonCode;
  count: number;
  readonly examples: TrialExample[];
}

export interface TrialExample {
  readonly contractId: string;
  readonly userId: string;
  /** Of the record. */
  readonly at?: number;
  readonly reference?: string;
}

export interface TrialResult {
  contracts: number;
  holders: number;
  records: number;
  readonly findings: TrialFinding[];
  readonly facts: {
    readonly holders: Record<Role, number>;
    readonly contractsByUsers: Record<string, number>;
    cards: number;
    readonly tokens: Record<Role, number>;
    readonly pins: Partial<Record<PinField, number>>;
  };
  /** Wrong entries in a row of the day, by whom and at what; see trial-records.ts. */
  readonly runs: Record<string, number>;
}

const MOST_EXAMPLES = 20;

export const emptyResult = (): TrialResult => ({
  ...{ contracts: 0, holders: 0, records: 0, findings: [], runs: {} },
  facts: {
    holders: { administrator: 0, user: 0 },
    contractsByUsers: {},
    cards: 0,
    tokens: { administrator: 0, user: 0 },
    pins: {},
  },
});

export function noteChanges(
  { findings }: TrialResult,
  source: TrialSource,
  changes: readonly Change[],
  { contractId, userId }: FoundHolder,
  record?: TrialRecord,
): void {
  for (const { act, before, after } of changes) {
    let finding = findings.find(
      (one) => one.source === source && one.act === act && one.before === before && one.after === after,
    );
    if (finding === undefined) {
      finding = { source, act, ...(before && { before }), ...(after && { after }), count: 0, examples: [] };
      findings.push(finding);
    }
    finding.count += 1;
    if (finding.examples.length < MOST_EXAMPLES) {
      const told = record && { at: record.at, reference: record.reference };
      finding.examples.push({ contractId, userId, ...told });
    }
  }
}

/** Counts who is there, for what is warned of. */
export function countHolders(
  result: TrialResult,
  { contracts }: ContractBatch,
  everybody: readonly Somebody[],
  { cards }: TrialParts,
): void {
  const { facts } = result;
  result.contracts += contracts.length;
  result.holders += everybody.length;
  facts.cards += cards.length;
  for (const { holder, facts: one } of everybody) {
    facts.holders[holder.role] += 1;
    if (one.hasToken) facts.tokens[holder.role] += 1;
    for (const pin of one.pins) facts.pins[pin] = (facts.pins[pin] ?? 0) + 1;
    if (holder.role === 'administrator')
      facts.contractsByUsers[one.users] = (facts.contractsByUsers[one.users] ?? 0) + 1;
  }
}
