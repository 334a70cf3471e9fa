// An administrator's desk for tests: a world with room for every user of every test, the administrator logged on, and
// what is asked there again and again.

import assert from 'node:assert/strict';
import { type CertificateStatus, statusOf } from '../../src/domain/certificate-status.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { FirstPins } from '../../src/procedures/users/first-pins.ts';
import { findUser, type UserView } from '../../src/procedures/users/list-users.ts';
import { type PermissionInput, setUserPermission } from '../../src/procedures/users/set-user-permission.ts';
import { certificateFactsOf, readCertificatesOfHolders } from '../../src/store/read/certificate.ts';
import { findHolder } from '../../src/store/read/contract.ts';
import type { Store } from '../../src/store/store.ts';
import { activate } from './activation.ts';
import { type CustomerUser, entriesOf, logOn, openContract } from './customers.ts';
import { caller, makeWorld, type World } from './deployment.ts';
import { administratorOf, type LoggedOn } from './users.ts';

export interface UserDesk {
  readonly world: World;
  readonly admin: LoggedOn;
  permit(
    userId: string,
    choice: PermissionInput['choice'],
    by?: LoggedOn,
  ): ReturnType<typeof setUserPermission>;
  /** Of every certificate that a user ever had, oldest first. */
  statusesOf(user: CustomerUser): Promise<CertificateStatus[]>;
  view(userId: string): Promise<UserView>;
  /** What the user does with a new sheet. */
  withFirstPins(user: CustomerUser, first: FirstPins | undefined): Promise<CustomerUser>;
  /** The administrator in a session of now. */
  again(): Promise<LoggedOn>;
}

export async function openUserDesk(store: Store): Promise<UserDesk> {
  const made = await makeWorld(store);
  const banks = [...made.banks].map(
    ([code, profile]) => [code, { ...profile, users: { ...profile.users, maximum: 100 } }] as const,
  );
  const world = { ...made, banks: new Map(banks) };
  const admin = await administratorOf(world, await openContract(world, '9000'));
  return {
    world,
    admin,
    permit: (userId, choice, by = admin) => setUserPermission(world, { ...by, userId, choice }, caller()),
    async statusesOf({ customer, userId }) {
      const { bankCode, contractId } = customer;
      const holder = await findHolder(world.store.db, { bankCode, contractId, userId });
      const rows = await readCertificatesOfHolders(world.store.db, [holder?.id ?? '']);
      return rows.map((row) => statusOf(certificateFactsOf(row), world.now()));
    },
    async view(userId) {
      const found = await findUser(world, { ...admin, userId });
      assert.ok(!isRefusal(found), JSON.stringify(found));
      return found;
    },
    async withFirstPins(user, first) {
      const who = { bankCode: user.customer.bankCode, role: 'user' } as const;
      return { ...user, ...(await activate(world, who, entriesOf({ ...user, ...first }))) };
    },
    async again() {
      const token = await logOn(world, admin.customer, admin.acquired.certificate);
      if (isRefusal(token)) throw new Error(token.reason);
      return { ...admin, token };
    },
  };
}

/** The reason of a refusal, or what else came. */
export const reasonOf = (outcome: unknown): unknown => (isRefusal(outcome) ? outcome.reason : outcome);
