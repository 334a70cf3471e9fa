// What a refusal may tell besides its reason, by reason. A text may use these names, within `[…]` only, for a
// refusal made elsewhere may not know them; any other name in a refusal's wording is a fault at start.

import type { ReasonCode } from '../reason-codes.ts';

export const REASON_DETAILS: Readonly<Partial<Record<ReasonCode, readonly string[]>>> = {
  'too-many-requests': ['retryAfterSeconds'],
  'window-not-open': ['windowStart', 'windowEnd'],
  'window-over': ['windowEnd', 'windowDays'],
  'certificate-already-acquired': ['signedOn', 'serialNumber', 'validTo'],
  'renewal-not-open': ['renewalFrom'],
  're-acquisition-over': ['expiredOn', 'windowEnd'],
  'certificate-waiting': ['serialNumber', 'ifWaitsForBank', 'ifWaitsForAdministrator'],
  'certificate-not-yet-valid': ['validFrom', 'serialNumber'],
  'certificate-expired': ['expiredOn', 'serialNumber'],
  'certificate-revoked': ['revokedOn', 'serialNumber'],
  'certificate-superseded': ['revokedOn', 'serialNumber'],
  'certificate-ca-revoked': ['revokedOn', 'serialNumber'],
  'user-id-taken': ['takenId'],
  'users-full': ['maximum'],
  'pin-too-simple': ['secret'],
  'pin-same-as-other': ['secret'],
  'pin-unchanged': ['secret'],
  'pins-differ': ['secret'],
  'first-pins-over': ['firstPinsUntil'],
  'pin-wrong': ['secret', 'attemptsLeft'],
  'pin-locked': ['secret'],
  'card-password-wrong': ['attemptsLeft'],
  'one-time-password-wrong': ['attemptsLeft'],
  'token-not-resynchronised': ['attemptsLeft'],
  'form-settled': ['by'],
  'form-changed': ['by'],
  'order-settled': ['by'],
  'list-too-large': ['most', 'mostLines'],
  'list-faulty': ['line'],
  'reports-too-many': ['most'],
};
