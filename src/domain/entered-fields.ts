// What a person typed, made comparable, and whether it has the form that the profile gives.

import type { BankProfile, Field } from '../profile/bank-profile.ts';

type Characters = 'digits' | 'alphanumeric' | 'printable';

const FORMS: Record<Characters, RegExp> = {
  digits: /^[0-9]*$/,
  alphanumeric: /^[0-9A-Za-z]*$/,
  printable: /^[\x21-\x7e]*$/,
};

/**
 * Full-width letters and digits become half-width and blanks at the ends go: Japanese keyboards produce both, and a
 * stray space is the best-known reason for a refused id.
 */
export function normaliseEntry(value: string): string {
  return value.normalize('NFKC').trim();
}

export interface FieldForm {
  readonly minLength: number;
  readonly maxLength: number;
  readonly characters: Characters;
}

/** The form of a field in this bank; undefined when the bank does not know the field. */
export function formOf(profile: BankProfile, field: Field): FieldForm | undefined {
  switch (field) {
    case 'contractId':
    case 'userId':
      return profile.identifiers[field];
    case 'cardPassword': {
      const { card } = profile;
      if (card === null) return undefined;
      if (card.kind === 'fixed') return card;
      const length = card.cellsAsked * card.digitsPerCell;
      return { minLength: length, maxLength: length, characters: 'digits' };
    }
    case 'oneTimePassword': {
      const { token } = profile;
      return token === null
        ? undefined
        : { minLength: token.digits, maxLength: token.digits, characters: 'digits' };
    }
    default:
      return profile.secrets[field];
  }
}

/** How many wrong entries in a row lock a secret in this bank. */
export function failureLimitOf(profile: BankProfile, field: Exclude<Field, 'contractId' | 'userId'>): number {
  const limit =
    field === 'cardPassword'
      ? profile.card?.failureLimit
      : field === 'oneTimePassword'
        ? profile.token?.failureLimit
        : profile.secrets[field]?.failureLimit;
  return limit ?? 0;
}

/** True when a normalised entry could be right at all; what cannot be right is not counted as a try. */
export function hasForm(form: FieldForm, value: string): boolean {
  return (
    value.length >= form.minLength && value.length <= form.maxLength && FORMS[form.characters].test(value)
  );
}
