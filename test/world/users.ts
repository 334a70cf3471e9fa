// Users for tests, registered the way an administrator registers them: logged on, with the confirmation PIN.

import { isRefusal } from '../../src/domain/refusal.ts';
import type { Deployment } from '../../src/procedures/deployment.ts';
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

/**
 * Registers a user; what is not said is invented, a certificate is permitted, and the user has chosen own PINs.
 */
export async function addUser(
  deployment: Deployment,
  administrator: LoggedOn,
  said: Partial<Record<'userId' | 'name' | 'mail', string>> & {
    readonly permit?: boolean;
    readonly activated?: boolean;
  } = {},
): Promise<CustomerUser> {
  users += 1;
  const { activated = true, ...details } = said;
  const user = {
    userId: `user${String(users).padStart(4, '0')}`,
    name: `見本 利用者${users}`,
    mail: `user${users}@customer.example`,
    permit: true,
    ...details,
  };
  const registered = await registerUser(deployment, { ...administrator, ...user }, caller());
  if (isRefusal(registered)) throw new Error(`${registered.reason}: ${JSON.stringify(registered.details)}`);
  const made = { ...user, ...registered.firstPins, customer: administrator.customer };
  if (!activated) return made;
  const { bankCode } = administrator;
  return { ...made, ...(await activate(deployment, { bankCode, role: 'user' }, entriesOf(made))) };
}
