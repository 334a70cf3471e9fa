// 開通確認 for tests: own PINs in the place of first ones, by the procedures that customers go through.

import { randomInt } from 'node:crypto';
import { formOf } from '../../src/domain/entered-fields.ts';
import { faultsOfChoice, pinsOf, type TypedPin } from '../../src/domain/pin-choice.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { beginActivation } from '../../src/procedures/activate/begin-activation.ts';
import { choosePins } from '../../src/procedures/activate/choose-pins.ts';
import type { Deployment } from '../../src/procedures/deployment.ts';
import type { Entries } from '../../src/procedures/secrets/check-secrets.ts';
import type { BankProfile, PinField, Role } from '../../src/profile/bank-profile.ts';
import { caller } from './deployment.ts';

export type OwnPins = Readonly<Partial<Record<PinField, string>>>;

/** Letters and digits of every form but `digits`; no two of the PINs alike, none that is too simple. */
export function inventPins(profile: BankProfile, role: Role): OwnPins {
  const pins = pinsOf(profile, role);
  for (;;) {
    const made = Object.fromEntries(pins.map((pin) => [pin, invent(profile, pin)]));
    if (faultsOfChoice(profile, pins, twice(made), []).length === 0) return made;
  }
}

function invent(profile: BankProfile, pin: PinField): string {
  const form = formOf(profile, pin);
  const alphabet = form?.characters === 'digits' ? '0123456789' : 'abcdefghjkmnpqrstuvwxyz23456789';
  const length = Math.min(form?.maxLength ?? 8, Math.max(form?.minLength ?? 8, 8));
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** What a choice sends when both entries of each PIN are the same. */
export function twice(pins: OwnPins): Partial<Record<PinField, TypedPin>> {
  return Object.fromEntries(Object.entries(pins).map(([pin, value]) => [pin, { pin: value, again: value }]));
}

/** Replaces first PINs by invented ones, which it gives back. */
export async function activate(
  deployment: Deployment,
  { bankCode, role }: { readonly bankCode: string; readonly role: Role },
  first: Entries,
): Promise<OwnPins> {
  const profile = deployment.banks.get(bankCode);
  if (profile === undefined) throw new Error(`no bank ${bankCode}`);
  const begun = await beginActivation(deployment, { bankCode, role, fields: first }, caller());
  if (isRefusal(begun)) throw new Error(`${begun.reason} (${begun.cause})`);
  const own = inventPins(profile, role);
  const chosen = await choosePins(deployment, { bankCode, role, ...begun, pins: twice(own) }, caller());
  if (isRefusal(chosen)) throw new Error(`${chosen.reason} ${JSON.stringify(chosen.details)}`);
  return own;
}
