// The bank stops a contract for a while: its certificates log nobody on, and none can be acquired.

import { type Refusal, refuse } from '../domain/refusal.ts';
import { findHolder } from '../store/read/contract.ts';
import { appendAudit } from '../store/write/audit.ts';
import { setContractState } from '../store/write/contract.ts';
import { endSessionsOfContract } from '../store/write/session.ts';
import { auditOf } from './audit.ts';
import type { Caller, Deployment } from './deployment.ts';

/** Suspends an open contract; one that is suspended or closed stays as it is. */
export async function suspendContract(
  { store, now }: Deployment,
  input: { readonly bankCode: string; readonly contractId: string },
  caller: Caller,
): Promise<{ readonly suspended: boolean } | Refusal> {
  const claim = { ...input, userId: '' };
  const holder = await findHolder(store.db, claim);
  if (holder === undefined) return refuse('not-accepted');
  if (holder.contractState !== 'open') return { suspended: holder.contractState === 'suspended' };
  await store.transaction(async (tx) => {
    await setContractState(tx, holder.contract, 'suspended', now());
    await endSessionsOfContract(tx, holder.contract, now());
    await appendAudit(tx, [auditOf(caller, claim, { act: 'contract.suspended' }, now())]);
  });
  return { suspended: true };
}
