// The public half of a certification authority's key: all that a server has of it.

import { caKeyKindOf, SIGNS_WITH } from '../x509/ca-key-kind.ts';
import { type ParsedCertificate, parseCertificate } from '../x509/certificate.ts';
import type { SignatureAlgorithm } from '../x509/signature-algorithm.ts';

export interface CaPublicKey {
  /** What its signatures are made with. */
  readonly algorithm: SignatureAlgorithm;
  /** SubjectPublicKeyInfo, DER. */
  readonly subjectPublicKeyInfo: Uint8Array;
}

export function publicKeyOf(certificate: Uint8Array): CaPublicKey {
  const { subjectPublicKeyInfo, publicKey } = parseCertificate(certificate);
  return { algorithm: algorithmOfKey(publicKey), subjectPublicKeyInfo };
}

export function algorithmOfKey(publicKey: ParsedCertificate['publicKey']): SignatureAlgorithm {
  const kind = caKeyKindOf(publicKey);
  if (kind === undefined) throw new Error('a certification authority has no key of this kind');
  return SIGNS_WITH[kind];
}
