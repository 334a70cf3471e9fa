// Where each reason stands among the questions of customers (よくあるご質問); null for what no customer's page can meet.

import type { ReasonCode } from './reason-codes.ts';

export const REASON_TOPICS_IN_ORDER = [
  'acquisition',
  'certificate',
  'users',
  'secrets',
  'session',
  'key',
] as const;
export type ReasonTopic = (typeof REASON_TOPICS_IN_ORDER)[number];

export const REASON_TOPICS: Readonly<Record<ReasonCode, ReasonTopic | null>> = {
  'not-accepted': 'acquisition',
  'too-many-requests': 'session',

  'window-not-open': 'acquisition',
  'window-over': 'acquisition',
  'certificate-already-acquired': 'acquisition',
  'user-not-permitted': 'acquisition',
  'renewal-not-open': 'acquisition',
  're-acquisition-over': 'acquisition',
  'contract-suspended': 'acquisition',
  'contract-closed': 'acquisition',
  'contract-stopped': 'acquisition',
  'user-suspended': 'acquisition',
  'user-removed': 'acquisition',
  'enrolment-over': 'acquisition',
  'key-place-not-allowed': 'acquisition',
  'issuing-in-progress': 'acquisition',
  'request-already-made': 'acquisition',

  'officer-unknown': null,
  'officer-not-allowed': null,
  'form-settled': null,
  'form-own': null,
  'form-changed': null,
  'form-needless': null,
  'form-tampered': null,
  'letter-printed': null,

  'pin-too-simple': 'secrets',
  'pin-same-as-other': 'secrets',
  'pin-unchanged': 'secrets',
  'pins-differ': 'secrets',
  'first-pins-over': 'secrets',
  'activation-needed': 'secrets',
  'activation-done': 'secrets',
  'activation-over': 'session',

  'password-logon-over': 'session',
  'contract-locked': 'secrets',

  'request-malformed': 'key',
  'request-too-large': 'key',
  'possession-not-proven': 'key',
  'key-algorithm-refused': 'key',
  'key-curve-refused': 'key',
  'key-point-invalid': 'key',
  'key-size-refused': 'key',
  'key-exponent-refused': 'key',
  'key-roca': 'key',
  'key-small-factor': 'key',
  'key-close-primes': 'key',
  'key-of-another-holder': 'key',
  'key-of-revoked-certificate': 'key',
  // Nobody holds our key.
  'key-of-ca': null,

  'no-certificate': 'certificate',
  'certificate-of-another-bank': 'certificate',
  'certificate-of-another-role': 'certificate',
  'certificate-unknown-issuer': 'certificate',
  'certificate-unknown': 'certificate',
  'certificate-not-yet-valid': 'certificate',
  'certificate-expired': 'certificate',
  'certificate-revoked': 'certificate',
  'certificate-superseded': 'certificate',
  'certificate-waiting': 'certificate',
  'approval-over': 'certificate',

  'user-unknown': 'users',
  'user-id-taken': 'users',
  'users-full': 'users',
  'permission-not-possible': 'users',

  'pin-wrong': 'secrets',
  'pin-locked': 'secrets',
  'card-password-wrong': 'secrets',
  'card-password-locked': 'secrets',
  'card-missing': 'secrets',
  'one-time-password-wrong': 'secrets',
  'one-time-password-locked': 'secrets',
  'token-missing': 'secrets',
  'token-registration-over': 'secrets',
  'token-not-resynchronised': 'secrets',

  'session-missing': 'session',
  'session-over': 'session',
  'session-of-another-certificate': 'session',

  'page-not-found': 'session',
  // A page below a bank knows its bank.
  'bank-unknown': null,
  'csrf-token-missing': 'session',
  'form-invalid': 'secrets',
  // Programs only: our pages send nothing of the kind.
  'media-type-refused': null,
  'method-not-allowed': null,
  'body-too-large': null,
  busy: 'session',
  'store-unavailable': 'session',
  'internal-error': 'session',
};
