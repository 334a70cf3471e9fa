// The HTTP status of each reason (RFC 9110 15.5, 15.6; RFC 6585 4).

import type { ReasonCode } from '../profile/reason-codes.ts';

export const REFUSAL_STATUS: Readonly<Record<ReasonCode, number>> = {
  'not-accepted': 403,
  'too-many-requests': 429,

  'window-not-open': 403,
  'window-over': 403,
  'certificate-already-acquired': 409,
  'contract-suspended': 403,
  'contract-closed': 403,
  'enrolment-over': 403,
  'key-place-not-allowed': 400,
  'issuing-in-progress': 409,
  'request-already-made': 409,

  'request-malformed': 400,
  'request-too-large': 413,
  'possession-not-proven': 400,
  'key-algorithm-refused': 400,
  'key-curve-refused': 400,
  'key-point-invalid': 400,
  'key-size-refused': 400,
  'key-exponent-refused': 400,
  'key-roca': 400,
  'key-small-factor': 400,
  'key-close-primes': 400,
  'key-of-another-holder': 400,
  'key-of-revoked-certificate': 400,
  'key-of-ca': 400,

  'no-certificate': 403,
  'certificate-of-another-bank': 403,
  'certificate-of-another-role': 403,
  'certificate-unknown-issuer': 403,
  'certificate-unknown': 403,
  'certificate-not-yet-valid': 403,
  'certificate-expired': 403,
  'certificate-revoked': 403,
  'certificate-superseded': 403,

  'pin-wrong': 403,
  'pin-locked': 403,
  'card-password-wrong': 403,
  'card-password-locked': 403,
  'card-missing': 403,

  'session-missing': 403,
  'session-over': 403,
  'session-of-another-certificate': 403,

  'page-not-found': 404,
  'bank-unknown': 404,
  'csrf-token-missing': 403,
  'form-invalid': 400,
  'media-type-refused': 415,
  'method-not-allowed': 405,
  'body-too-large': 413,
  busy: 503,
  'internal-error': 500,
};
