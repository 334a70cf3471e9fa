// What can be wrong with a public key that asks for a certificate. The order is the order of the checks.

export const KEY_FAULTS = [
  'key-algorithm-refused',
  'key-curve-refused',
  'key-point-invalid',
  'key-size-refused',
  'key-exponent-refused',
  'key-small-factor',
  'key-roca',
  'key-close-primes',
] as const;

export type KeyFault = (typeof KEY_FAULTS)[number];
