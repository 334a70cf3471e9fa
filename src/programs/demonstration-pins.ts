// PINs of the demonstration as customers choose them: what 開通確認 would refuse is not among them.

import { faultsOfChoice, pinsOf } from '../domain/pin-choice.ts';
import { generatePins } from '../procedures/secrets/generate-secret.ts';
import type { BankProfile, PinField, Role } from '../profile/bank-profile.ts';

export function ownPins(
  profile: BankProfile,
  role: Role,
  ids: readonly string[] = [],
): Partial<Record<PinField, string>> {
  const wanted = pinsOf(profile, role);
  for (;;) {
    const pins = generatePins(profile, wanted);
    const typed = Object.entries(pins).map(([pin, value]) => [pin, { pin: value, again: value }]);
    if (faultsOfChoice(profile, wanted, Object.fromEntries(typed), ids).length === 0) return pins;
  }
}
