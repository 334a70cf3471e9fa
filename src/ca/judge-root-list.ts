// The list of a root, judged by whoever is to believe it: the server that publishes it, the signer that obeys it
// (RFC 5280 6.3.3).

import { equalBytes } from '../x509/bytes.ts';
import {
  type ParsedRevocationList,
  parseCertificateRevocationList,
} from '../x509/certificate-revocation-list.ts';
import { DerError } from '../x509/der-reader.ts';
import { keyIdentifierOf } from './key-identifier.ts';
import { RootFault } from './root-fault.ts';
import { isSignedBy } from './verify-signature.ts';

/** What of a root its lists are judged by. */
export interface ListingRoot {
  readonly id: string;
  /** Name, DER. */
  readonly subject: Uint8Array;
  /** DER. */
  readonly subjectPublicKeyInfo: Uint8Array;
}

/** @throws RootFault when this is no list. */
export function parseRootList(list: Uint8Array): ParsedRevocationList {
  try {
    return parseCertificateRevocationList(list);
  } catch (error) {
    if (error instanceof DerError) throw new RootFault('this is no revocation list');
    throw error;
  }
}

/** The full list of this root, whether or not it has run out. @throws RootFault when it is another. */
export function judgeRootList(
  { id, subject, subjectPublicKeyInfo }: ListingRoot,
  list: Uint8Array,
): ParsedRevocationList {
  const parsed = parseRootList(list);
  const { issuer, tbs: content, signature, signatureAlgorithm: algorithm, extensions } = parsed;
  if (!equalBytes(issuer, subject) || !isSignedBy({ subjectPublicKeyInfo, algorithm, content, signature })) {
    throw new RootFault(`the list is not signed by ${id}`);
  }
  const {
    authorityKeyIdentifier = new Uint8Array(),
    issuingDistributionPoint,
    deltaCRLIndicator,
  } = extensions;
  if (
    !equalBytes(authorityKeyIdentifier, keyIdentifierOf(subjectPublicKeyInfo)) ||
    issuingDistributionPoint !== undefined ||
    deltaCRLIndicator !== undefined
  ) {
    throw new RootFault(`the list is not the full one of ${id}`);
  }
  return parsed;
}
