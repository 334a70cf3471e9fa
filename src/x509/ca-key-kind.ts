// The kinds of keys that a certification authority may have, each of 128 bits of strength or more, and what it signs
// with (RFC 5758, RFC 4055, RFC 9881). Holders' keys are another matter: check-public-key.ts.

import type { SignatureAlgorithm } from './signature-algorithm.ts';
import type { PublicKey } from './subject-public-key-info.ts';

export const CA_KEY_KINDS = ['P-256', 'P-384', 'RSA-3072', 'ML-DSA-65'] as const;
export type CaKeyKind = (typeof CA_KEY_KINDS)[number];

/** What keys of each kind sign with. */
export const SIGNS_WITH = {
  'P-256': 'ecdsa-with-SHA256',
  'P-384': 'ecdsa-with-SHA384',
  'RSA-3072': 'sha256WithRSAEncryption',
  'ML-DSA-65': 'id-ml-dsa-65',
} as const satisfies Record<CaKeyKind, SignatureAlgorithm>;

const RSA_BITS = 3_072;
const RSA_EXPONENT = 65_537n;

/** The kind of a CA's key; undefined when no CA of ours has such a key. */
export function caKeyKindOf(key: PublicKey): CaKeyKind | undefined {
  switch (key.kind) {
    case 'ec':
      return CA_KEY_KINDS.find((kind) => kind === key.curve);
    case 'rsa':
      return key.bits === RSA_BITS && key.exponent === RSA_EXPONENT ? 'RSA-3072' : undefined;
    case 'ml-dsa':
      return 'ML-DSA-65';
    default:
      return undefined;
  }
}
