// What can be wrong with a file of tokens, for pages that say it in the reader's language and for the command line.

export const PSKC_FAULT_CODES = [
  'doctype',
  'too-deep',
  'too-many',
  'not-xml',
  'encoding',
  'too-large',
  'not-pskc',
  'version',
  'no-keys',
  'too-many-keys',
  'encryption-unknown',
  'encryption-asymmetric',
  'key-needed',
  'password-needed',
  'key-form',
  'derivation-unknown',
  'derivation-limits',
  'mac-missing',
  'mac-unknown',
  'mac-wrong',
  'decryption-failed',
  'key-algorithm',
  'key-serial',
  'key-serial-twice',
  'key-secret',
  'key-secret-short',
  'key-secret-twice',
  'key-digits',
  'key-check-digit',
  'key-suite',
  'key-counter',
  'key-interval',
  'key-policy',
  'key-expired',
] as const;
export type PskcFaultCode = (typeof PSKC_FAULT_CODES)[number];

/** Of a seed beside others: a list names who is to have it; another one has its serial number or its secret. */
export const STOCK_FAULT_CODES = ['key-holder', 'known-otherwise'] as const;
export type StockFaultCode = (typeof STOCK_FAULT_CODES)[number];

/** Never repeats a secret: only names of algorithms, serial numbers and limits. */
export interface PskcFault {
  /** Which key of the file, from 1; 0: the file as a whole. */
  readonly line: number;
  readonly code: PskcFaultCode;
  /** What it is about, as it stands in the file. */
  readonly about: string;
}
