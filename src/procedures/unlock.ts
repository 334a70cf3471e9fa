// The bank lifts a lock: every wrong entry of one person is forgotten.

import { type Refusal, refuse } from '../domain/refusal.ts';
import { findHolder } from '../store/read/contract.ts';
import { appendAudit } from '../store/write/audit.ts';
import { clearGuesses } from '../store/write/guess-count.ts';
import { auditOf } from './audit.ts';
import type { Caller, Deployment } from './deployment.ts';

/** Unlocks the administrator's secrets of a contract, or a user's, whether locked with a certificate or without. */
export async function unlockContract(
  { store, now }: Deployment,
  input: { readonly bankCode: string; readonly contractId: string; readonly userId?: string | undefined },
  caller: Caller,
): Promise<{ readonly unlocked: true } | Refusal> {
  const { bankCode, contractId, userId = '' } = input;
  const claim = { bankCode, contractId, userId };
  if ((await findHolder(store.db, claim)) === undefined) return refuse('not-accepted');
  await store.transaction(async (tx) => {
    await clearGuesses(tx, claim);
    const act = claim.userId === '' ? 'contract.unlocked' : 'user.unlocked';
    await appendAudit(tx, [auditOf(caller, claim, { act }, now())]);
  });
  return { unlocked: true };
}
