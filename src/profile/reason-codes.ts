// Every reason for which a person or a machine is refused. One code serves five times: the refusal itself,
// the key of its wording, the audit record, the title of its test, the entry of the troubleshooting page.

import { KEY_FAULTS } from '../x509/key-faults.ts';

export const REASON_CODES = [
  // Who has proved nothing gets one answer, whatever the cause (OWASP ASVS 6.3.8).
  'not-accepted',
  'too-many-requests',

  // Acquisition, told to who has proved the secrets that the profile asks for.
  'window-not-open',
  'window-over',
  'certificate-already-acquired',
  'user-not-permitted',
  'renewal-not-open',
  're-acquisition-over',
  'contract-suspended',
  'contract-closed',
  'contract-stopped',
  'user-suspended',
  'user-removed',
  'enrolment-over',
  'key-place-not-allowed',
  'program-not-allowed',
  'issuing-in-progress',
  'request-already-made',

  // 開通確認, told to who has proved the first PINs.
  'pin-too-simple',
  'pin-same-as-other',
  'pin-unchanged',
  'pins-differ',
  'first-pins-over',
  'activation-needed',
  'activation-done',
  'activation-over',

  // The certification request (RFC 2986) and its key.
  'request-malformed',
  'request-too-large',
  'possession-not-proven',
  'request-names-changed',
  ...KEY_FAULTS,
  'key-of-another-holder',
  'key-of-revoked-certificate',
  'key-of-ca',
  'key-known',

  // The office.
  'officer-unknown',
  'officer-not-allowed',
  'step-up-needed',
  'officer-own',
  'officer-changed',
  'officer-tampered',
  'officer-sheet-shown',
  'form-settled',
  'form-own',
  'form-changed',
  'form-needless',
  'form-tampered',
  'profile-faulty',
  'profile-unchanged',
  'profile-own',
  'profile-settled',
  'profile-changed',
  'profile-tampered',
  'letter-printed',
  'order-settled',
  'order-own',
  'order-changed',
  'order-needless',
  'order-tampered',
  'contract-exists',
  'import-under-way',
  'list-faulty',
  'list-too-large',
  'letter-expired',
  'card-settled',
  'token-taken',
  'token-file-over',
  'reports-too-many',
  'report-over',

  // The certificate that a logon shows.
  'no-certificate',
  'certificate-of-another-bank',
  'certificate-of-another-role',
  'certificate-unknown-issuer',
  'certificate-unknown',
  'certificate-not-yet-valid',
  'certificate-expired',
  'certificate-revoked',
  'certificate-superseded',
  'certificate-ca-revoked',
  'certificate-waiting',
  'approval-over',

  // The contract: its method of logging on, its administrator's lock.
  'password-logon-over',
  'contract-locked',

  // What an administrator does with users of the own contract.
  'user-unknown',
  'user-id-taken',
  'users-full',
  'permission-not-possible',

  // Secrets, told to who has shown the right certificate.
  'pin-wrong',
  'pin-locked',
  'card-password-wrong',
  'card-password-locked',
  'card-missing',
  'one-time-password-wrong',
  'one-time-password-locked',
  'token-missing',
  'token-registration-over',
  'token-not-resynchronised',

  // Sessions.
  'session-missing',
  'session-over',
  'session-of-another-certificate',

  // HTTP.
  'page-not-found',
  'bank-unknown',
  'csrf-token-missing',
  'form-invalid',
  'media-type-refused',
  'method-not-allowed',
  'body-too-large',
  'busy',
  'signer-unavailable',
  'issuing-ca-ended',
  'issuing-ca-revoked',
  'store-unavailable',
  'internal-error',
] as const;

export type ReasonCode = (typeof REASON_CODES)[number];
