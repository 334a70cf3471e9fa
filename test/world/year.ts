// The year of a certificate for tests: the clock moved to days from its end, people who log on again.

import { addDays, dayOf, lastSecondOf } from '../../src/domain/calendar.ts';
import { isRefusal, type Refusal } from '../../src/domain/refusal.ts';
import type { SessionInput } from '../../src/procedures/log-on/session.ts';
import { readCertificatesOfHolders } from '../../src/store/read/certificate.ts';
import { findHolder } from '../../src/store/read/contract.ts';
import { type Acquired, logOn, openContract, type Person } from './customers.ts';
import type { World } from './deployment.ts';
import { administratorOf } from './users.ts';

const HALF_A_DAY = 12 * 60 * 60 * 1000;

export const reasonOf = (value: object | string): string | undefined =>
  isRefusal(value) ? value.reason : undefined;

/** What it is when it is no refusal. */
export function must<T extends object | string>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Error(`${value.reason}: ${JSON.stringify(value.details)}`);
  return value;
}

/** Moves the clock to noon of a day, counted from the certificate's last one. */
export function goToDayFromEnd({ clock }: World, { view }: Acquired, days: number): void {
  clock.now = lastSecondOf(addDays(dayOf(view.notAfter), days)) - HALF_A_DAY;
}

const customerOf = (person: Person) => ('customer' in person ? person.customer : person);

/** Logs on; the open session. */
export async function logOnAgain(world: World, person: Person, acquired: Acquired): Promise<SessionInput> {
  const { certificate } = acquired;
  const token = must(await logOn(world, person, certificate));
  return { bankCode: customerOf(person).bankCode, certificate, token };
}

/** A new contract's administrator, logged on. */
export async function newAdministrator(world: World, bankCode = '9000') {
  return administratorOf(world, await openContract(world, bankCode));
}

/** Every certificate that a person ever had, oldest first. */
export async function certificatesOf({ store }: World, person: Person) {
  const { bankCode, contractId } = customerOf(person);
  const userId = 'customer' in person ? person.userId : '';
  const holder = await findHolder(store.db, { bankCode, contractId, userId });
  return readCertificatesOfHolders(store.db, [holder?.id ?? '']);
}
