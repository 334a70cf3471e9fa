// Officers for tests: made known, with a password of their own, a certificate and an app, as officers become so.

import assert from 'node:assert/strict';
import type { OfficerRole } from '../../src/domain/officer.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { Deployment } from '../../src/procedures/deployment.ts';
import { createOfficer } from '../../src/procedures/office/create-officer.ts';
import { loadOfficer, type OfficeInput } from '../../src/procedures/office/officer.ts';
import { checkStepUp } from '../../src/procedures/office/step-up.ts';
import { officeOf } from '../../src/profile/bank-profile.ts';
import { activate } from './activation.ts';
import { type Acquired, type CustomerUser, logOn, mustAcquire } from './customers.ts';
import { caller, type World } from './deployment.ts';
import { shownBy } from './tokens.ts';

/** An officer is a user of the office's own profile. */
export interface OfficerPerson extends CustomerUser {
  readonly role: OfficerRole;
  readonly person: string;
}

/** A world, or a service whose clock tests move. */
export type OfficerWorld = Deployment & { readonly clock: { now: number } };

let officers = 0;

/** Made known, with a password of the officer's own. Every one-time password moves the world's clock by a step. */
export async function makeOfficer(
  world: OfficerWorld,
  said: { readonly bankCode: string; readonly role: OfficerRole; readonly person?: string },
): Promise<OfficerPerson> {
  officers += 1;
  const { bankCode, role, person = `E${String(officers).padStart(4, '0')}` } = said;
  const userId = `officer${officers}`;
  const name = `見本 職員${officers}`;
  const mail = `officer${officers}@office.example`;
  const appSecret = Buffer.from(`secret of officer ${String(officers).padStart(4, '0')}`);
  const office = officeOf(world.banks)?.code ?? '';
  const input = { bankCode, officerId: userId, name, mail, role, person, appSecret };
  const sheet = await createOfficer(world, input, caller());
  if (isRefusal(sheet)) throw new Error(`${sheet.reason} ${JSON.stringify(sheet.details)}`);
  const first = { contractId: bankCode, userId, userPin: sheet.firstPassword };
  const own = await activate(world, { bankCode: office, role: 'user' }, first);
  const token = { secret: appSecret, kind: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 } as const;
  return {
    customer: { bankCode: office, contractId: bankCode } as OfficerPerson['customer'],
    ...{ userId, name, mail, role, person },
    ...own,
    oneTimePassword: () => {
      world.clock.now += 30_000;
      return shownBy({ serialNumber: '', ...token }, world.clock.now);
    },
  };
}

/** An officer with a certificate. */
export async function officerWithCertificate(
  world: OfficerWorld,
  said: Parameters<typeof makeOfficer>[1],
): Promise<{ readonly officer: OfficerPerson; readonly acquired: Acquired }> {
  const officer = await makeOfficer(world, said);
  return { officer, acquired: await mustAcquire(world, officer) };
}

/**
 * An officer who is logged on, as the office's procedures are asked. An approver has typed a one-time password for
 * approvals too, unless `stepsUp` is false.
 */
export async function officerLoggedOn(
  world: World,
  said: Parameters<typeof makeOfficer>[1] & { readonly stepsUp?: boolean },
): Promise<OfficeInput & { readonly officer: OfficerPerson; readonly acquired: Acquired }> {
  const { officer, acquired } = await officerWithCertificate(world, said);
  const token = await logOn(world, officer, acquired.certificate);
  assert.ok(typeof token === 'string', JSON.stringify(token));
  const input = { officer, acquired, certificate: acquired.certificate, token };
  if (said.stepsUp !== false && said.role === 'approver') await stepUp(world, officer, input);
  return input;
}

/** Types a one-time password for approvals, as their pages ask for it; it holds for five minutes. */
export async function stepUp(world: World, person: OfficerPerson, input: OfficeInput): Promise<void> {
  const oneTimePassword = person.oneTimePassword?.();
  const officer = await loadOfficer(world, input);
  if (isRefusal(officer)) throw new Error(officer.reason);
  const { refusal } = await world.store.transaction((tx) =>
    checkStepUp(tx, world, officer, { oneTimePassword }, caller()),
  );
  if (refusal !== undefined) throw new Error(refusal.reason);
}
