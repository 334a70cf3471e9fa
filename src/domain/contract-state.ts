// What the state of a contract forbids.

import { type Refusal, refuse } from './refusal.ts';

export type ContractState = 'open' | 'suspended' | 'closed';

export function checkContractState(state: ContractState): Refusal | undefined {
  if (state === 'suspended') return refuse('contract-suspended');
  if (state === 'closed') return refuse('contract-closed');
  return undefined;
}
