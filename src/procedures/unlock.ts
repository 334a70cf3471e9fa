// The bank lifts a lock: every wrong entry of one person is forgotten.

import { type Refusal, refuse } from '../domain/refusal.ts';
import { type Claim, findHolder } from '../store/read/contract.ts';
import type { Transaction } from '../store/store.ts';
import { type AuditRecord, appendAudit } from '../store/write/audit.ts';
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
  await store.transaction(async (tx) => appendAudit(tx, [await unlockIn(tx, claim, caller, now())]));
  return { unlocked: true };
}

/** As {@link unlockContract}, in the transaction of another act. */
export async function unlockIn(
  tx: Transaction,
  claim: Claim,
  caller: Caller,
  now: number,
): Promise<AuditRecord> {
  await clearGuesses(tx, claim);
  return auditOf(caller, claim, { act: claim.userId === '' ? 'contract.unlocked' : 'user.unlocked' }, now);
}
