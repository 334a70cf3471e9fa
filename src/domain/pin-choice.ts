// What a customer may choose for a PIN at 開通確認: what others would guess first is refused (NIST SP 800-63B-3 5.1.1.2,
// OWASP ASVS 5.0 6.2). Length and characters are the profile's; composition is nobody's business.

import type { BankProfile, PinField, Role } from '../profile/bank-profile.ts';
import { formOf, hasForm } from './entered-fields.ts';
import { isWellKnown, KEYBOARD_ROWS } from './well-known-pins.ts';

/** The PINs that a holder of this role has in this bank. */
export function pinsOf(profile: BankProfile, role: Role): readonly PinField[] {
  const pins: readonly PinField[] =
    role === 'user' ? ['userPin', 'userConfirmationPin'] : ['contractPin', 'contractConfirmationPin'];
  return pins.filter((pin) => profile.secrets[pin] !== undefined);
}

export type PinFaultReason =
  | 'form-invalid'
  | 'pins-differ'
  | 'pin-too-simple'
  | 'pin-same-as-other'
  | 'pin-unchanged';

export interface PinFault {
  readonly pin: PinField;
  readonly reason: PinFaultReason;
}

/** A PIN as typed twice, normalised. */
export interface TypedPin {
  readonly pin: string;
  readonly again: string;
}

/**
 * What can be told from the entries alone, at most one fault for each PIN, in the order of `pins`.
 *
 * @param ids what everybody can know of the holder: no PIN holds a part of them.
 */
export function faultsOfChoice(
  profile: BankProfile,
  pins: readonly PinField[],
  typed: Readonly<Partial<Record<PinField, TypedPin>>>,
  ids: readonly string[],
): PinFault[] {
  const earlier: string[] = [];
  return pins.flatMap((pin): PinFault[] => {
    const { pin: value, again } = typed[pin] ?? { pin: '', again: '' };
    const form = formOf(profile, pin);
    const same = earlier.includes(value.toLowerCase());
    earlier.push(value.toLowerCase());
    if (form === undefined || !hasForm(form, value)) return [{ pin, reason: 'form-invalid' }];
    if (value !== again) return [{ pin, reason: 'pins-differ' }];
    if (isTooSimple(value, ids)) return [{ pin, reason: 'pin-too-simple' }];
    return same ? [{ pin, reason: 'pin-same-as-other' }] : [];
  });
}

/** Whether somebody who tries what comes to mind would soon find it. */
export function isTooSimple(pin: string, ids: readonly string[]): boolean {
  const value = pin.toLowerCase();
  return isMadeOfRuns(value) || isRepetition(value) || holdsPartOf(value, ids) || isWellKnown(value);
}

const SHORTEST_RUN = 3;
const ROWS = [...KEYBOARD_ROWS, '01234567890', 'abcdefghijklmnopqrstuvwxyz'].flatMap((row) => [
  row,
  [...row].reverse().join(''),
]);

/** `1111`, `1234`, `9876`, `qwerty`, and several of them one after another: `abc123`, `111222`. */
function isMadeOfRuns(value: string): boolean {
  let from = 0;
  while (from < value.length) {
    const run = longestRun(value.slice(from));
    if (run < SHORTEST_RUN) return false;
    from += run;
  }
  return true;
}

function longestRun(value: string): number {
  let longest = /^(.)\1*/u.exec(value)?.[0].length ?? 0;
  for (let length = longest + 1; length <= value.length; length += 1) {
    const start = value.slice(0, length);
    if (!ROWS.some((row) => row.includes(start))) break;
    longest = length;
  }
  return longest;
}

/** `1212`, `121212`, `abcabc`: a beginning said again; `112233`: every character twice. */
function isRepetition(value: string): boolean {
  for (let period = 1; period * 2 <= value.length; period += 1) {
    if (value === value.slice(0, period).repeat(value.length).slice(0, value.length)) return true;
  }
  return /^(?:(.)\1)+$/u.test(value);
}

/** Shorter parts meet by chance. */
const PART = 4;

function holdsPartOf(value: string, ids: readonly string[]): boolean {
  return ids.some((id) => {
    const known = id.toLowerCase();
    for (let from = 0; from + PART <= known.length; from += 1) {
      if (value.includes(known.slice(from, from + PART))) return true;
    }
    return false;
  });
}
