// Secrets that the bank or the administrator hands out: random, and read without mistakes from paper.

import { randomInt } from 'node:crypto';
import { type FieldForm, formOf } from '../../domain/entered-fields.ts';
import type { BankProfile, PinField } from '../../profile/bank-profile.ts';

/** Letters and digits that cannot be taken for each other in print. */
const READABLE = 'abcdefghijkmnpqrstuvwxyz23456789';
/** Long enough where letters are allowed, and still typed without a slip. */
const COMFORTABLE_LENGTH = 8;

/** A random secret of this form. */
export function generateSecret({ minLength, maxLength, characters }: FieldForm): string {
  const alphabet = characters === 'digits' ? '0123456789' : READABLE;
  const length =
    characters === 'digits' ? minLength : Math.min(maxLength, Math.max(minLength, COMFORTABLE_LENGTH));
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** Random PINs, no two alike; a PIN that the bank does not know is left out. */
export function generatePins<Pin extends PinField>(
  profile: BankProfile,
  pins: readonly Pin[],
): Partial<Record<Pin, string>> {
  const made: Partial<Record<Pin, string>> = {};
  for (const pin of pins) {
    const form = formOf(profile, pin);
    if (form === undefined) continue;
    let value: string;
    do value = generateSecret(form);
    while (Object.values(made).includes(value));
    made[pin] = value;
  }
  return made;
}
