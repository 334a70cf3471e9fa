// Certificates alone in a SignedData that nobody signed: the "certs-only" answer of EST (RFC 7030 4.1.3, RFC 5652 5.1).

import { type Der, encode, explicit, integer, objectIdentifier, sequence, set } from './der.ts';
import { KEY_STORE_TYPES, SIGNED_DATA } from './object-identifiers.ts';

/** Puts certificates (DER) into a ContentInfo of type signedData without content and without signers. */
export function encodeCertsOnly(certificates: readonly Uint8Array[]): Der {
  const signedData = sequence(
    integer(1),
    set(),
    sequence(objectIdentifier(KEY_STORE_TYPES.data)),
    // [0] IMPLICIT CertificateSet; in the order given, as the receivers of all kinds expect it.
    encode(0xa0, certificates),
    set(),
  );
  return sequence(objectIdentifier(SIGNED_DATA), explicit(0, signedData));
}
