// The bank stops a contract for a while: its certificates log nobody on, and none can be acquired.

import { type Refusal, type RefusalDetails, refuse } from '../domain/refusal.ts';
import { findHolder } from '../store/read/contract.ts';
import { appendAudit } from '../store/write/audit.ts';
import { setContractState } from '../store/write/contract.ts';
import { lockHolders } from '../store/write/holder.ts';
import { endSessionsOfContract } from '../store/write/session.ts';
import { auditOf } from './audit.ts';
import type { Caller, Deployment } from './deployment.ts';

/**
 * Suspends an open contract; one that is suspended or closed stays as it is.
 *
 * @param details for the audit record: who did it, and why.
 */
export async function suspendContract(
  { store, now }: Deployment,
  { bankCode, contractId }: { readonly bankCode: string; readonly contractId: string },
  caller: Caller,
  details: RefusalDetails = {},
): Promise<{ readonly suspended: boolean } | Refusal> {
  const claim = { bankCode, contractId, userId: '' };
  const found = await findHolder(store.db, claim);
  if (found === undefined) return refuse('not-accepted');
  return store.transaction(async (tx) => {
    await lockHolders(tx, [found.id]);
    // It may have changed until the lock was ours.
    const state = (await findHolder(tx, claim))?.contractState;
    if (state !== 'open') return { suspended: state === 'suspended' };
    await setContractState(tx, found.contract, 'suspended', now());
    await endSessionsOfContract(tx, found.contract, now());
    await appendAudit(tx, [auditOf(caller, claim, { act: 'contract.suspended', details }, now())]);
    return { suspended: true };
  });
}
