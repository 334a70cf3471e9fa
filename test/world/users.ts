// Users for tests: registered by an administrator who is logged on, with the confirmation PIN; or on the bank's list.

import { isRefusal } from '../../src/domain/refusal.ts';
import type { Deployment } from '../../src/procedures/deployment.ts';
import { importUsers } from '../../src/procedures/import-users/import-users.ts';
import type { SessionInput } from '../../src/procedures/log-on/session.ts';
import type { Entries } from '../../src/procedures/secrets/check-secrets.ts';
import { registerUser } from '../../src/procedures/users/register-user.ts';
import { activate } from './activation.ts';
import {
  type Acquired,
  type Customer,
  type CustomerUser,
  entriesOf,
  logOn,
  mustAcquire,
} from './customers.ts';
import { caller } from './deployment.ts';

/** A customer's administrator in an open session. */
export interface LoggedOn extends SessionInput {
  readonly customer: Customer;
  readonly acquired: Acquired;
  /** What the administrator types to confirm. */
  readonly fields: Entries;
}

/** Acquires where there is no certificate yet, and logs on: from then on the administrator may look after users. */
export async function administratorOf(
  deployment: Deployment,
  customer: Customer,
  has?: Acquired,
): Promise<LoggedOn> {
  const acquired = has ?? (await mustAcquire(deployment, customer));
  const { bankCode } = customer;
  const token = await logOn(deployment, customer, acquired.certificate);
  if (isRefusal(token)) throw new Error(token.reason);
  return {
    bankCode,
    certificate: acquired.certificate,
    token,
    customer,
    acquired,
    fields: entriesOf(customer),
  };
}

let users = 0;

interface SaidOfUser extends Partial<Record<'userId' | 'name' | 'mail', string>> {
  readonly permit?: boolean;
  readonly activated?: boolean;
}

function inventUser({ userId, name, mail, permit = true }: SaidOfUser) {
  users += 1;
  return {
    userId: userId ?? `user${String(users).padStart(4, '0')}`,
    name: name ?? `見本 利用者${users}`,
    mail: mail ?? `user${users}@customer.example`,
    permit,
  };
}

/**
 * Registers a user; what is not said is invented, a certificate is permitted, and the user has chosen own PINs.
 */
export async function addUser(
  deployment: Deployment,
  administrator: LoggedOn,
  said: SaidOfUser = {},
): Promise<CustomerUser> {
  const user = inventUser(said);
  const registered = await registerUser(deployment, { ...administrator, ...user }, caller());
  if (isRefusal(registered)) throw new Error(`${registered.reason}: ${JSON.stringify(registered.details)}`);
  return ready(deployment, { ...user, ...registered.firstPins, customer: administrator.customer }, said);
}

/** As {@link addUser}, by the bank's list: it needs no administrator with a certificate. */
export async function listUser(
  deployment: Deployment,
  customer: Customer,
  said: SaidOfUser = {},
): Promise<CustomerUser> {
  const { bankCode, contractId } = customer;
  const user = inventUser(said);
  const profile = deployment.banks.get(bankCode);
  if (profile === undefined) throw new Error(`no bank ${bankCode}`);
  const row = [contractId, user.userId, user.name, user.mail, user.permit ? 'yes' : 'no'];
  const list = `contract_id,user_id,name,mail,permission\n${row.join(',')}\n`;
  const outcome = await importUsers(deployment, profile, Buffer.from(list), caller());
  if ('faults' in outcome) throw new Error(JSON.stringify(outcome.faults));
  const [loaded] = outcome.loaded;
  if (loaded === undefined) throw new Error(`${user.userId} stood there already`);
  return ready(deployment, { ...user, ...loaded.firstPins, customer }, said);
}

async function ready(
  deployment: Deployment,
  user: CustomerUser,
  { activated = true }: SaidOfUser,
): Promise<CustomerUser> {
  if (!activated) return user;
  const who = { bankCode: user.customer.bankCode, role: 'user' } as const;
  return { ...user, ...(await activate(deployment, who, entriesOf(user))) };
}
