// What an administrator types about a user: id, name, mail.

import { hasForm, normaliseEntry } from '../../domain/entered-fields.ts';
import { isMailAddress } from '../../domain/mail-address.ts';
import { faultOfName } from '../../domain/person-name.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';

/** A name as it fits a page and a mail. */
export const LONGEST_USER_NAME = 60;

export interface UserDetails {
  readonly name: string;
  readonly mail: string;
}

/** The details in the form in which they are kept, or `form-invalid` naming the field that cannot be. */
export function readUserDetails(entered: UserDetails): UserDetails | Refusal {
  const name = entered.name.normalize('NFC').trim();
  const mail = normaliseEntry(entered.mail);
  if (faultOfName(name, LONGEST_USER_NAME) !== undefined) return refuse('form-invalid', { field: 'name' });
  if (!isMailAddress(mail)) return refuse('form-invalid', { field: 'mail' });
  return { name, mail };
}

export function readUserId(profile: BankProfile, entered: string): string | Refusal {
  const userId = normaliseEntry(entered);
  return userId !== '' && hasForm(profile.identifiers.userId, userId)
    ? userId
    : refuse('form-invalid', { field: 'userId' });
}
