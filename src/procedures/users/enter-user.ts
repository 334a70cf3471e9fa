// The bank enters a user whom it knows already: who logged on by id and password comes along when the method changes
// (manual 000, chapter 2).

import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import { findHolder } from '../../store/read/contract.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { lockHolders } from '../../store/write/holder.ts';
import { auditOf } from '../audit.ts';
import type { Caller, Deployment } from '../deployment.ts';
import { type FirstPins, makeFirstPins } from './first-pins.ts';
import { insertUser, type NewUser } from './insert-user.ts';
import { readUserDetails, readUserId } from './user-details.ts';

export interface EntryInput extends NewUser {
  readonly bankCode: string;
  readonly contractId: string;
  /** As the bank's list has them; absent: made at random. */
  readonly firstPins?: FirstPins;
}

/** Entering who is there already changes nothing. */
export async function enterUser(
  deployment: Deployment,
  input: EntryInput,
  caller: Caller,
): Promise<{ readonly entered: boolean } | Refusal> {
  const { store, banks, now } = deployment;
  const { bankCode, contractId } = input;
  const profile = banks.get(bankCode);
  if (profile === undefined) return refuse('bank-unknown');
  const userId = readUserId(profile, input.userId);
  if (isRefusal(userId)) return userId;
  const details = readUserDetails(input);
  if (isRefusal(details)) return details;
  const administrator = await findHolder(store.db, { bankCode, contractId, userId: '' });
  if (administrator === undefined) return refuse('not-accepted');
  const claim = { bankCode, contractId, userId };
  if ((await findHolder(store.db, claim)) !== undefined) return { entered: false };
  const made = await makeFirstPins(deployment, profile, input.firstPins);
  return store.transaction(async (tx) => {
    await lockHolders(tx, [administrator.id]);
    const user = { userId, ...details, permit: input.permit };
    const inserted = await insertUser(tx, deployment, profile, administrator, user, made, now());
    const deed = {
      act: 'user.entered',
      refusedFor: isRefusal(inserted) ? inserted.cause : undefined,
      details: { permitted: input.permit ? 1 : 0 },
    };
    await appendAudit(tx, [auditOf(caller, claim, deed, now())]);
    return isRefusal(inserted) ? inserted : { entered: true };
  });
}
