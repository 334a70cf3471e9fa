// The windows in which a certificate may be acquired.

import type { BankProfile, Role } from '../profile/bank-profile.ts';
import { addDays, type Day, dayOf, daysBetween } from './calendar.ts';
import { type Refusal, refuse } from './refusal.ts';

/** Days in which one of this role may acquire, after the day counted from. */
function acquisitionDays(profile: BankProfile, role: Role): number {
  return role === 'user' ? profile.enrolment.userWindowDays : profile.enrolment.windowDays;
}

/**
 * The last day on which an acquisition that counts from `from` may be made. The day of the act (at the bank, or of
 * the administrator's permission) is day 0, so "80 days" is days 0 to 80, both included (manuals 000 and 001).
 */
export function lastAcquisitionDay(profile: BankProfile, role: Role, from: Day): Day {
  return addDays(from, acquisitionDays(profile, role));
}

/** Refuses before the first and after the last day. */
export function checkAcquisitionWindow(
  profile: BankProfile,
  role: Role,
  from: Day,
  now: number,
): Refusal | undefined {
  const today = dayOf(now);
  const windowEnd = lastAcquisitionDay(profile, role, from);
  if (today < from) return refuse('window-not-open', { windowStart: from, windowEnd });
  if (today > windowEnd) {
    return refuse('window-over', { windowDays: acquisitionDays(profile, role), windowEnd });
  }
  return undefined;
}

/** From the profile's day before expiry to the last day, both included. */
export function checkRenewalWindow(profile: BankProfile, notAfter: number, now: number): Refusal | undefined {
  const opensOn = renewalOpensOn(profile, notAfter);
  return dayOf(now) < opensOn ? refuse('renewal-not-open', { renewalFrom: opensOn }) : undefined;
}

export function renewalOpensOn(profile: BankProfile, notAfter: number): Day {
  return addDays(dayOf(notAfter), -profile.renewal.windowDays);
}

/** From the day after expiry to the profile's day, both included (manual 004: 90 days after). */
export function checkReAcquisitionWindow(
  profile: BankProfile,
  notAfter: number,
  now: number,
): Refusal | undefined {
  const { windowDays } = profile.reAcquisition;
  const expiredOn = dayOf(notAfter);
  const windowEnd = addDays(expiredOn, windowDays);
  return windowDays === 0 || dayOf(now) > windowEnd
    ? refuse('re-acquisition-over', { expiredOn, windowEnd })
    : undefined;
}

/** Whole days on which the certificate still works after today; 0 on its last day, negative afterwards. */
export function daysLeft(notAfter: number, now: number): number {
  return daysBetween(dayOf(now), dayOf(notAfter));
}
