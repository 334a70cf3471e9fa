// A verdict on a secret as a refusal, for who has shown the right certificate and so is told the truth. What a
// stranger tried gets the same reason as its cause, which only the bank sees.

import { type Refusal, refuse, refuseStranger } from '../../domain/refusal.ts';
import type { SecretField } from '../../profile/bank-profile.ts';
import type { ReasonCode } from '../../profile/reason-codes.ts';
import type { SecretVerdict } from './check-secrets.ts';

interface Reasons {
  readonly wrong: ReasonCode;
  readonly locked: ReasonCode;
  /** The holder has nothing to compare with. */
  readonly absent: ReasonCode;
}

const PIN: Reasons = { wrong: 'pin-wrong', locked: 'pin-locked', absent: 'pin-wrong' };
const POSSESSIONS: Readonly<Partial<Record<SecretField, Reasons>>> = {
  cardPassword: { wrong: 'card-password-wrong', locked: 'card-password-locked', absent: 'card-missing' },
  oneTimePassword: {
    wrong: 'one-time-password-wrong',
    locked: 'one-time-password-locked',
    absent: 'token-missing',
  },
};

export function explainVerdict({ field, outcome, attemptsLeft }: SecretVerdict): Refusal {
  const { wrong, locked, absent } = POSSESSIONS[field] ?? PIN;
  const details = { secret: field, attemptsLeft };
  if (outcome === 'absent') return refuse(absent);
  return refuse(outcome === 'locked' || attemptsLeft === 0 ? locked : wrong, details);
}

/** One answer for who has not proven every secret, whatever is wrong: an id that nobody has is as wrong as a PIN. */
export function refuseUnproven(holder: object | undefined, wrong: SecretVerdict | undefined): Refusal {
  return refuseStranger(
    holder === undefined || wrong === undefined ? 'not-accepted' : explainVerdict(wrong).reason,
  );
}
