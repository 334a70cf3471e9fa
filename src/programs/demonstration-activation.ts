// The demonstration's customers go through 開通確認 as customers do, so that what they type afterwards is their own.

import { pinsOf } from '../domain/pin-choice.ts';
import { isRefusal } from '../domain/refusal.ts';
import { beginActivation } from '../procedures/activate/begin-activation.ts';
import { choosePins } from '../procedures/activate/choose-pins.ts';
import type { Caller, Deployment } from '../procedures/deployment.ts';
import type { BankProfile } from '../profile/bank-profile.ts';
import { findHolder } from '../store/read/contract.ts';
import type { DemonstrationCustomer } from './demonstration-customers.ts';

/** Activates those who are to be and are not yet; a start that was broken off is gone on with. */
export async function activateCustomers(
  deployment: Deployment,
  profile: BankProfile,
  customers: readonly DemonstrationCustomer[],
  caller: Caller,
): Promise<void> {
  const ready = customers.filter(({ activated }) => activated);
  await Promise.all(ready.map((customer) => activate(deployment, profile, customer, caller)));
}

async function activate(
  deployment: Deployment,
  profile: BankProfile,
  customer: DemonstrationCustomer,
  caller: Caller,
): Promise<void> {
  const { contractId, firstPins } = customer;
  const claim = { bankCode: profile.code, contractId, userId: '' };
  const holder = await findHolder(deployment.store.db, claim);
  if (holder?.provisional !== 1) return;
  // Days that count from 開通確認 began when this customer's did.
  const now = () => Math.min(deployment.now(), Date.parse(`${customer.acquisitionFrom}T12:00:00+09:00`));
  const then = { ...deployment, now };
  const key = { bankCode: profile.code, role: 'administrator' } as const;
  const begun = await beginActivation(then, { ...key, fields: { contractId, ...known(firstPins) } }, caller);
  if (isRefusal(begun)) throw new Error(`${contractId} of ${profile.code}: ${begun.cause}`);
  const pins = pinsOf(profile, 'administrator').map((pin) => {
    const own = (pin === 'contractPin' ? customer.contractPin : customer.contractConfirmationPin) ?? '';
    return [pin, { pin: own, again: own }] as const;
  });
  const chosen = await choosePins(then, { ...key, ...begun, pins: Object.fromEntries(pins) }, caller);
  if (isRefusal(chosen)) throw new Error(`${contractId} of ${profile.code}: ${chosen.reason}`);
}

const known = ({ contractPin, contractConfirmationPin }: DemonstrationCustomer['firstPins']) => ({
  contractPin,
  ...(contractConfirmationPin !== undefined && { contractConfirmationPin }),
});
