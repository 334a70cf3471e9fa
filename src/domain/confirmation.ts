// What somebody who is logged on types once more before an act that cannot be taken back.

import type { BankProfile, Role } from '../profile/bank-profile.ts';
import type { SecretField } from '../profile/fields.ts';

/**
 * An administrator types what letting a user have a certificate asks for (the confirmation PIN, manual 000); a user
 * the own confirmation PIN, or the PIN at a bank that has no second one.
 */
export function confirmationFields(profile: BankProfile, role: Role): readonly SecretField[] {
  const { permissionAsks } = profile.users;
  if (role === 'administrator') return permissionAsks.length === 0 ? ['contractPin'] : permissionAsks;
  return [profile.secrets.userConfirmationPin === undefined ? 'userPin' : 'userConfirmationPin'];
}
