// The windows in which a certificate may be acquired.

import type { BankProfile } from '../profile/bank-profile.ts';
import { addDays, type Day, dayOf, daysBetween } from './calendar.ts';
import { type Refusal, refuse } from './refusal.ts';

/**
 * The last day on which an acquisition that counts from `from` may be made. The day of the act at the bank is
 * day 0, so "80 days" is days 0 to 80, both included (manuals 000 and 001).
 */
export function lastAcquisitionDay(profile: BankProfile, from: Day): Day {
  return addDays(from, profile.enrolment.windowDays);
}

/** Refuses before the first and after the last day. */
export function checkAcquisitionWindow(profile: BankProfile, from: Day, now: number): Refusal | undefined {
  const today = dayOf(now);
  const windowEnd = lastAcquisitionDay(profile, from);
  if (today < from) return refuse('window-not-open', { windowStart: from, windowEnd });
  if (today > windowEnd) {
    return refuse('window-over', { windowDays: profile.enrolment.windowDays, windowEnd });
  }
  return undefined;
}

/** Whole days on which the certificate still works after today; 0 on its last day, negative afterwards. */
export function daysLeft(notAfter: number, now: number): number {
  return daysBetween(dayOf(now), dayOf(notAfter));
}
