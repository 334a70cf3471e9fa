// 開通確認: first PINs are known to others than the customer, so they open nothing but the way to own ones, and not for
// ever (OWASP ASVS 5.0 6.4.1, 6.4.6).

import type { BankProfile } from '../profile/bank-profile.ts';
import { addDays, dayOf } from './calendar.ts';
import { type Refusal, refuse } from './refusal.ts';

/** What is asked of a holder's PINs before anything is done with them. */
export interface PinFacts {
  /** 1: at least one PIN is a first one. */
  readonly provisional: 0 | 1;
}

/** Refuses whoever has first PINs where the bank wants them replaced. */
export function checkActivated(profile: BankProfile, { provisional }: PinFacts): Refusal | undefined {
  return profile.activation.required && provisional === 1 ? refuse('activation-needed') : undefined;
}

/** Refuses first PINs that were made too long ago; the day on which they were made is day 0. */
export function checkFirstPinsInTime(profile: BankProfile, madeAt: number, now: number): Refusal | undefined {
  const firstPinsUntil = addDays(dayOf(madeAt), profile.activation.windowDays);
  return dayOf(now) > firstPinsUntil ? refuse('first-pins-over', { firstPinsUntil }) : undefined;
}
