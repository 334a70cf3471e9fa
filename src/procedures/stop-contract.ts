// 緊急停止: the administrator ends everything of the contract at once, with a certificate or, where the contract has none
// yet, logged on by id and password; only the bank lets it go on.

import { confirmationFields } from '../domain/confirmation.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import { findHolder } from '../store/read/contract.ts';
import { appendAudit } from '../store/write/audit.ts';
import { setContractStopped } from '../store/write/contract.ts';
import { auditOf } from './audit.ts';
import type { Caller, Deployment } from './deployment.ts';
import { endWaysOfContract } from './end-ways.ts';
import { type AnySessionInput, actInAnySession } from './log-on/open-session.ts';
import type { Entries } from './secrets/check-secrets.ts';

/**
 * Nobody of the contract logs on or acquires from here on, and every session of it is over: also when the bank lets
 * the contract go on, none of them comes back.
 */
export function stopContract(
  deployment: Deployment,
  input: AnySessionInput & { readonly fields: Entries },
  caller: Caller,
): Promise<{ readonly stoppedAt: number } | Refusal> {
  return actInAnySession(
    deployment,
    input,
    {
      act: 'contract.stopped',
      role: 'administrator',
      asks: ({ profile }) => confirmationFields(profile, 'administrator'),
      async do(tx, { holder }, now) {
        await setContractStopped(tx, holder.contract, now, now);
        await endWaysOfContract(tx, holder.contract, now);
        return { done: { stoppedAt: now } };
      },
    },
    caller,
  );
}

/** The bank lifts an emergency stop, when it is sure of who asks for it. */
export async function resumeContract(
  { store, now }: Deployment,
  input: { readonly bankCode: string; readonly contractId: string },
  caller: Caller,
): Promise<{ readonly resumed: boolean } | Refusal> {
  const claim = { ...input, userId: '' };
  const holder = await findHolder(store.db, claim);
  if (holder === undefined) return refuse('not-accepted');
  return store.transaction(async (tx) => {
    const resumed = await setContractStopped(tx, holder.contract, null, now());
    if (resumed) await appendAudit(tx, [auditOf(caller, claim, { act: 'contract.resumed' }, now())]);
    return { resumed };
  });
}
