// What a client should know before it makes a key: CsrAttrs (RFC 7030 4.5.2, as clarified by RFC 8951 3.2).

import { type Der, integer, objectIdentifier, sequence, set } from './der.ts';
import { KEY_ALGORITHMS, NAMED_CURVES, SIGNATURE_ALGORITHM_IDS } from './object-identifiers.ts';

export type WantedKey = 'P-256' | 'P-384' | 'RSA-2048' | 'RSA-3072';

/** The one kind of key that is wanted most, and the hash to sign the request with. */
export function encodeCsrAttributes(key: WantedKey): Der {
  switch (key) {
    case 'P-256':
      return attributes('ecPublicKey', objectIdentifier(NAMED_CURVES['P-256']), 'ecdsa-with-SHA256');
    case 'P-384':
      return attributes('ecPublicKey', objectIdentifier(NAMED_CURVES['P-384']), 'ecdsa-with-SHA384');
    case 'RSA-2048':
      return attributes('rsaEncryption', integer(2048), 'sha256WithRSAEncryption');
    case 'RSA-3072':
      return attributes('rsaEncryption', integer(3072), 'sha256WithRSAEncryption');
  }
}

function attributes(
  algorithm: keyof typeof KEY_ALGORITHMS,
  parameter: Uint8Array,
  signature: keyof typeof SIGNATURE_ALGORITHM_IDS,
): Der {
  return sequence(
    sequence(objectIdentifier(KEY_ALGORITHMS[algorithm]), set(parameter)),
    objectIdentifier(SIGNATURE_ALGORITHM_IDS[signature]),
  );
}
