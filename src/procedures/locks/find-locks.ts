// What is locked, for the status pages: one's own secrets, and an administrator's users with theirs.

import { type LockedSecret, lockedSecrets } from '../../domain/locked-secrets.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import type { FoundHolder } from '../../store/read/contract.ts';
import { readFailures, readUsersOfContract } from '../../store/read/user.ts';
import type { Deployment } from '../deployment.ts';
import { loadOpenSession } from '../log-on/open-session.ts';
import type { SessionInput } from '../log-on/session.ts';
import { loadPasswordSession, type PasswordSessionKey } from '../password-logon/password-session.ts';

export interface LockedUser {
  readonly userId: string;
  readonly name: string;
  readonly locked: readonly LockedSecret[];
}

export interface Locks {
  readonly own: readonly LockedSecret[];
  /** Users with something locked; for an administrator only. Those who were removed are left out. */
  readonly users: readonly LockedUser[];
}

/** What who is logged on with a certificate may know of locks. */
export async function findLocks(deployment: Deployment, input: SessionInput): Promise<Locks | Refusal> {
  const open = await loadOpenSession(deployment, input);
  return isRefusal(open) ? open : locksOf(deployment, open.profile, open.holder);
}

/** As {@link findLocks}, for who is logged on by id and password. */
export async function findPasswordLocks(
  deployment: Deployment,
  key: PasswordSessionKey,
): Promise<Locks | Refusal> {
  const loaded = await loadPasswordSession(deployment, key);
  if (isRefusal(loaded)) return loaded;
  if (loaded.session.open !== 1) return refuse('session-missing');
  return locksOf(deployment, loaded.profile, loaded.holder);
}

async function locksOf({ store }: Deployment, profile: BankProfile, holder: FoundHolder): Promise<Locks> {
  const failures = await readFailures(store.db, holder.bankCode, holder.contractId);
  const lockedOf = (userId: string) =>
    lockedSecrets(
      profile,
      failures.filter((one) => one.user_id === userId),
    );
  const own = lockedOf(holder.userId);
  if (holder.role !== 'administrator' || failures.every((one) => one.user_id === '')) {
    return { own, users: [] };
  }
  const users = (await readUsersOfContract(store.db, holder.contract))
    .filter(({ holderState }) => holderState !== 'removed')
    .map(({ userId, name }) => ({ userId, name, locked: lockedOf(userId) }));
  return { own, users: users.filter(({ locked }) => locked.length > 0) };
}
