// The bank lifts a lock: every wrong entry of a contract is forgotten.

import { type Refusal, refuse } from '../domain/refusal.ts';
import { findHolder } from '../store/read/contract.ts';
import { appendAudit } from '../store/write/audit.ts';
import { clearGuesses } from '../store/write/guess-count.ts';
import { auditOf } from './audit.ts';
import type { Caller, Deployment } from './deployment.ts';

/** Unlocks the administrator's secrets of a contract, whether locked at acquisition or at logon. */
export async function unlockContract(
  { store, now }: Deployment,
  input: { readonly bankCode: string; readonly contractId: string },
  caller: Caller,
): Promise<{ readonly unlocked: true } | Refusal> {
  const claim = { ...input, userId: '' };
  if ((await findHolder(store.db, claim)) === undefined) return refuse('not-accepted');
  await store.transaction(async (tx) => {
    await clearGuesses(tx, claim);
    await appendAudit(tx, [auditOf(caller, claim, { act: 'contract.unlocked' }, now())]);
  });
  return { unlocked: true };
}
