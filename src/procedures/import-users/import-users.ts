// Users come in from the bank's list, as they do when a contract's method changes (manual 000): all of the file or
// nothing of it, and a second time changes nothing.

import { subjectKeyOf } from '../../domain/certificate-subject.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { type FoundHolder, findHolder } from '../../store/read/contract.ts';
import { countUsers, readHoldersBySubject } from '../../store/read/user.ts';
import type { Reader } from '../../store/store.ts';
import { appendAudit } from '../../store/write/audit.ts';
import { lockHolders } from '../../store/write/holder.ts';
import { auditOf } from '../audit.ts';
import type { Caller, Deployment } from '../deployment.ts';
import type { LineFault } from '../read-list.ts';
import { type MadePins, makeFirstPins } from '../users/first-pins.ts';
import { insertCheckedUser } from '../users/insert-user.ts';
import { type ListedUser, readUser, readUserList } from './read-user-list.ts';

export interface UserImportOutcome {
  /** With their first PINs in clear, for the envelopes; kept nowhere. */
  readonly loaded: readonly ListedUser[];
  /** Who stood there already just so, or was removed since: a user does not come back. */
  readonly unchanged: readonly Pick<ListedUser, 'contractId' | 'userId'>[];
}

type Faults = { readonly faults: readonly LineFault[] };

/**
 * Loads a file of users into contracts of one bank.
 *
 * @returns what was loaded, or every fault of the file; in that case nothing was loaded.
 */
export async function importUsers(
  deployment: Deployment,
  profile: BankProfile,
  content: Uint8Array,
  caller: Caller,
): Promise<UserImportOutcome | Faults> {
  const { store, banks } = deployment;
  const users: ListedUser[] = [];
  const faults: LineFault[] = [];
  for (const row of readUserList(content)) {
    if ('message' in row) {
      faults.push(row);
      continue;
    }
    const read = readUser(profile, row);
    if ('userId' in read) users.push(read);
    else faults.push(...read.map((message) => ({ line: row.line, message })));
  }
  const doubles = findDoubles(profile, users);
  const seen = await place(
    store.db,
    profile,
    users.filter((user) => !doubles.has(user)),
  );
  faults.push(...doubles.values(), ...seen.faults);
  if (faults.length > 0) return { faults: faults.toSorted((one, other) => one.line - other.line) };

  // Hashing takes far longer than writing: it is done before the transaction, not in it.
  const made = new Map<ListedUser, MadePins>(
    await Promise.all(
      seen.fresh.map(
        async ({ user }) => [user, await makeFirstPins(deployment, profile, user.firstPins)] as const,
      ),
    ),
  );
  const now = deployment.now();
  return store.transaction(async (tx): Promise<UserImportOutcome | Faults> => {
    await lockHolders(tx, [...new Set(seen.fresh.map(({ administrator }) => administrator.id))]);
    // Registrations of the same contracts wait from here on; what came before them counts.
    const placed = await place(tx, profile, users);
    if (placed.faults.length > 0) return { faults: placed.faults };
    for (const { user, administrator } of placed.fresh) {
      const pins = made.get(user);
      if (pins === undefined) throw new Error(`user ${user.userId} of ${user.contractId} went meanwhile`);
      await insertCheckedUser(tx, banks, profile, administrator, user, pins, now);
    }
    await appendAudit(
      tx,
      placed.fresh.map(({ user: { contractId, userId, permit } }) => {
        const deed = { act: 'user.imported', details: { permitted: permit ? 1 : 0 } };
        return auditOf(caller, { bankCode: profile.code, contractId, userId }, deed, now);
      }),
    );
    return { loaded: placed.fresh.map(({ user }) => user), unchanged: placed.unchanged };
  });
}

interface Placed {
  readonly fresh: readonly { readonly user: ListedUser; readonly administrator: FoundHolder }[];
  readonly unchanged: readonly ListedUser[];
  readonly faults: readonly LineFault[];
}

/** To which contracts the users come, as these stand: who is new there, who is not, and who cannot come. */
async function place(db: Reader, profile: BankProfile, users: readonly ListedUser[]): Promise<Placed> {
  const fresh: { user: ListedUser; administrator: FoundHolder }[] = [];
  const unchanged: ListedUser[] = [];
  const faults: LineFault[] = [];
  const holders = await readHoldersBySubject(
    db,
    users.map((user) => subjectOf(profile, user)),
  );
  const known = new Map(holders.map((holder) => [holder.subject, holder]));
  const contracts = new Map<string, { administrator: FoundHolder | undefined; room: number }>();
  const { maximum } = profile.users;
  for (const user of users) {
    const { contractId, line } = user;
    let contract = contracts.get(contractId);
    if (contract === undefined) {
      const administrator = await findHolder(db, { bankCode: profile.code, contractId, userId: '' });
      const taken = administrator === undefined ? 0 : await countUsers(db, administrator.contract);
      contract = { administrator, room: maximum - taken };
      contracts.set(contractId, contract);
    }
    const { administrator } = contract;
    const holder = known.get(subjectOf(profile, user));
    const fault = findMisfit(user, administrator, holder);
    if (fault !== undefined) faults.push({ line, message: fault });
    else if (holder !== undefined) unchanged.push(user);
    else if (administrator !== undefined) {
      contract.room -= 1;
      if (contract.room < 0) {
        faults.push({ line, message: `contract ${contractId} is full: it has at most ${maximum} users` });
      }
      fresh.push({ user, administrator });
    }
  }
  return { fresh, unchanged, faults };
}

function findMisfit(
  { contractId, userId, name, mail }: ListedUser,
  administrator: FoundHolder | undefined,
  holder: FoundHolder | undefined,
): string | undefined {
  if (administrator === undefined) return `there is no contract ${contractId}`;
  if (administrator.contractState === 'closed') return `contract ${contractId} is closed`;
  if (holder === undefined) return undefined;
  if (holder.contractId !== contractId || holder.userId !== userId) {
    return `user ${userId} of ${contractId} differs only in letter case from ${holder.userId} of ${holder.contractId}`;
  }
  if (holder.name === name && holder.mail === mail) return undefined;
  return holder.holderState === 'removed'
    ? `user ${userId} of ${contractId} was removed: an id does not come back for somebody else`
    : `user ${userId} of ${contractId} exists with another name or mail; an import adds, it does not change`;
}

const subjectOf = (profile: BankProfile, { contractId, userId }: ListedUser): string =>
  subjectKeyOf(profile, { role: 'user', contractId, userId });

/** Each user once; who stands there again, with the fault that it is. */
function findDoubles(profile: BankProfile, users: readonly ListedUser[]): Map<ListedUser, LineFault> {
  const seen = new Map<string, number>();
  const doubles = new Map<ListedUser, LineFault>();
  for (const user of users) {
    const { contractId, userId, line } = user;
    const first = seen.get(subjectOf(profile, user));
    if (first === undefined) seen.set(subjectOf(profile, user), line);
    else {
      doubles.set(user, {
        line,
        message: `user ${userId} of ${contractId} stands on line ${first} already`,
      });
    }
  }
  return doubles;
}
