// Which of a person's secrets are locked, and what that means for others of the contract.

import type { BankProfile, SecretField } from '../profile/bank-profile.ts';
import { failureLimitOf } from './entered-fields.ts';
import { type Refusal, refuse } from './refusal.ts';

/** Wrong entries in a row at one secret, on one of the two channels (see GuessCountTable). */
export interface Failures {
  readonly secret: SecretField;
  readonly channel: 'open' | 'certificate';
  readonly failures: number;
}

export interface LockedSecret {
  readonly secret: SecretField;
  /** `open`: locked where no certificate is shown, so the certificate still logs on. */
  readonly channel: 'open' | 'certificate';
}

export function lockedSecrets(profile: BankProfile, failures: readonly Failures[]): LockedSecret[] {
  return failures
    .filter(({ secret, failures: count }) => count >= failureLimitOf(profile, secret))
    .map(({ secret, channel }) => ({ secret, channel }));
}

/**
 * Manual 002: an administrator's lock locks every user, where the profile says so. Only what was tried with the
 * administrator's own certificate counts: a stranger who knows the contract id must not stop a company.
 *
 * @param administrators wrong entries at the administrator's secrets.
 */
export function checkContractLock(
  profile: BankProfile,
  administrators: readonly Failures[],
): Refusal | undefined {
  const locked = lockedSecrets(profile, administrators).some(({ channel }) => channel === 'certificate');
  return profile.locks.administratorLocksUsers && locked ? refuse('contract-locked') : undefined;
}
