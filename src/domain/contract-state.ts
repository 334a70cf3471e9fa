// What the state of a contract and of its people forbids.

import { type Refusal, refuse } from './refusal.ts';

export type ContractState = 'open' | 'suspended' | 'closed';
export type HolderState = 'active' | 'suspended' | 'removed';

/** What a contract and one of its holders stand in. */
export interface Standing {
  readonly contractState: ContractState;
  /** When the administrator stopped everything at once; null: not stopped. */
  readonly stoppedAt: number | null;
  readonly holderState: HolderState;
}

/** The bank's word first, then the administrator's. */
export function checkStanding({ contractState, stoppedAt, holderState }: Standing): Refusal | undefined {
  if (contractState === 'suspended') return refuse('contract-suspended');
  if (contractState === 'closed') return refuse('contract-closed');
  if (stoppedAt !== null) return refuse('contract-stopped');
  if (holderState === 'suspended') return refuse('user-suspended');
  if (holderState === 'removed') return refuse('user-removed');
  return undefined;
}
