// A new user, written: whoever registers, the id is unlike every other and the contract has room.

import { randomUUIDv7 } from 'node:crypto';
import { dayOf } from '../../domain/calendar.ts';
import { subjectKeyOf } from '../../domain/certificate-subject.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import { lastAcquisitionDay } from '../../domain/windows.ts';
import { noticeOfRegistration } from '../../notices/occasions.ts';
import { queueNotices } from '../../notices/queue-notices.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import type { FoundHolder } from '../../store/read/contract.ts';
import { countUsers, isSubjectTaken } from '../../store/read/user.ts';
import type { Transaction } from '../../store/store.ts';
import { insertHolder } from '../../store/write/holder.ts';
import type { Deployment } from '../deployment.ts';
import type { MadePins } from './first-pins.ts';
import type { UserDetails } from './user-details.ts';

export interface NewUser extends UserDetails {
  readonly userId: string;
  readonly permit: boolean;
}

/**
 * Checks and inserts while the contract's administrator is locked, so that registrations of one contract wait for
 * each other: the last free place is given once.
 *
 * @returns the user's row id, and the last day of the acquisition where it is permitted.
 */
export async function insertUser(
  tx: Transaction,
  { banks }: Deployment,
  profile: BankProfile,
  administrator: FoundHolder,
  user: NewUser,
  made: MadePins,
  now: number,
): Promise<InsertedUser | Refusal> {
  const { contractId, contract } = administrator;
  const { userId } = user;
  const { maximum } = profile.users;
  const subject = subjectKeyOf(profile, { role: 'user', contractId, userId });
  if (await isSubjectTaken(tx, subject)) return refuse('user-id-taken', { takenId: userId });
  if ((await countUsers(tx, contract)) >= maximum) return refuse('users-full', { maximum });
  return insertCheckedUser(tx, banks, profile, administrator, user, made, now);
}

export interface InsertedUser {
  readonly id: string;
  readonly acquireUntil?: string;
}

/** As {@link insertUser}, for who has judged id and room already in this transaction. */
export async function insertCheckedUser(
  tx: Transaction,
  banks: Deployment['banks'],
  profile: BankProfile,
  administrator: FoundHolder,
  { userId, name, mail, permit }: NewUser,
  made: MadePins,
  now: number,
): Promise<InsertedUser> {
  const { contractId, contract } = administrator;
  const id = randomUUIDv7();
  const today = dayOf(now);
  await insertHolder(
    tx,
    {
      id,
      contract,
      role: 'user',
      user_id: userId,
      name,
      mail,
      state: 'active',
      permitted_at: permit ? now : null,
      acquisition_from: permit ? today : null,
      subject: subjectKeyOf(profile, { role: 'user', contractId, userId }),
      created_at: now,
    },
    made.secretsOf(id, now),
  );
  const acquireUntil = permit ? { acquireUntil: lastAcquisitionDay(profile, 'user', today) } : {};
  const about = { ...administrator, role: 'user', userId, name, mail } as const;
  await queueNotices(tx, banks, [noticeOfRegistration(about, acquireUntil, now)], now);
  return { id, ...acquireUntil };
}
