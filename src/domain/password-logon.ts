// ID・パスワード方式: logon without a certificate, where a bank has it, until the method has changed for good (manual 000).

import type { BankProfile, Pages, Role } from '../profile/bank-profile.ts';
import { checkActivated, type PinFacts } from './activation.ts';
import { checkStanding, type Standing } from './contract-state.ts';
import { type Refusal, refuse } from './refusal.ts';

/** What is asked; undefined: the bank has no such logon. */
export function passwordPagesOf({ logon }: BankProfile, role: Role): Pages['pages'] | undefined {
  return logon.passwordLogon === 'never' ? undefined : logon.passwordPages?.[role].pages;
}

export interface PasswordLogonFacts extends Standing, PinFacts {
  /** When the contract's administrator was first issued a certificate; null: never. */
  readonly certificateSince: number | null;
}

/** The method is the contract's and not the person's, and no revocation brings the old one back. */
export function checkPasswordLogon(profile: BankProfile, facts: PasswordLogonFacts): Refusal | undefined {
  return (
    checkStanding(facts) ??
    (facts.certificateSince === null ? undefined : refuse('password-logon-over')) ??
    checkActivated(profile, facts)
  );
}
