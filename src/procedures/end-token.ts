// The bank ends a token that was lost or broken. Its holder has none then, until another one is registered.

import { type Refusal, refuse } from '../domain/refusal.ts';
import { type Claim, findHolder } from '../store/read/contract.ts';
import { appendAudit } from '../store/write/audit.ts';
import { deleteWaitingToken, endActiveToken } from '../store/write/token.ts';
import { auditOf } from './audit.ts';
import type { Caller, Deployment } from './deployment.ts';

/** Ends the holder's token, and a registration under way; what was ended, if anything was. */
export async function endToken(
  { store, now }: Deployment,
  claim: Claim,
  caller: Caller,
): Promise<{ readonly serialNumber: string | undefined } | Refusal> {
  const holder = await findHolder(store.db, claim);
  if (holder === undefined) return refuse('not-accepted');
  const serialNumber = await store.transaction(async (tx) => {
    await deleteWaitingToken(tx, holder.id);
    const ended = await endActiveToken(tx, holder.id, now());
    const details = { ...(ended !== undefined && { serialNumber: ended }) };
    await appendAudit(tx, [auditOf(caller, claim, { act: 'token.ended', details }, now())]);
    return ended;
  });
  return { serialNumber };
}
