// For how long CA certificates and the lists of a root are good, and what keys they have, unless told otherwise.

import type { CaKeyKind } from '../x509/ca-key-kind.ts';

/** NIST SP 800-57 part 1, table 4: 128 bits of strength are good beyond 2030. */
export const ROOT_YEARS = 20;
export const ISSUING_YEARS = 10;
export const ROOT_LIST_MONTHS = 6;
/** CA/Browser Forum BR 4.9.7. */
export const ROOT_LIST_MOST_MONTHS = 12;
/** A power of two: the serial numbers' last octets then fall evenly on all of them. */
export const CRL_SHARDS = 16;

/** The kinds of a deployment's CA keys. */
export interface CaKeyKinds {
  readonly root: CaKeyKind;
  readonly issuing: CaKeyKind;
}

export const USUAL_CA_KEY_KINDS: CaKeyKinds = { root: 'P-384', issuing: 'P-256' };
