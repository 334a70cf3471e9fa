// Who may put a token right by two passwords in a row: who has proved a PIN, or types it along, where a one-time password
// is what the logon asks next.

import type { BankProfile, PinField, Role } from '../profile/bank-profile.ts';
import { PIN_FIELDS } from '../profile/fields.ts';

/** The PINs to type along; undefined: not here. */
export function resynchronisationAsks(
  { logon }: BankProfile,
  role: Role,
  pagesDone: number,
): readonly PinField[] | undefined {
  const { pages } = logon[role];
  const page = pages[pagesDone] ?? [];
  if (!page.includes('oneTimePassword')) return undefined;
  const done = pages.slice(0, pagesDone).flat();
  if (PIN_FIELDS.some((pin) => done.includes(pin))) return [];
  const pins = PIN_FIELDS.filter((pin) => page.includes(pin));
  return pins.length === 0 ? undefined : pins;
}
