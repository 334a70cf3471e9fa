// The request of an issuing CA to a root elsewhere (PKCS #10, RFC 2986): written by the signer that made the key, carried
// there as a file, and judged there.

import { hash } from 'node:crypto';
import { type CaKeyKind, caKeyKindOf } from '../x509/ca-key-kind.ts';
import {
  buildCertificationRequest,
  decodeRequestBody,
  parseCertificationRequest,
} from '../x509/certification-request.ts';
import type { Name } from '../x509/name.ts';
import { encodePem } from '../x509/pem.ts';
import { parseSubjectPublicKeyInfo } from '../x509/subject-public-key-info.ts';
import { RootFault } from './root-fault.ts';
import type { SigningKey } from './signing-key.ts';
import { isSignedBy } from './verify-signature.ts';

/** The request for a key, signed by it; PEM. */
export async function writeIssuingRequest(key: SigningKey, subject: Name): Promise<string> {
  const { subjectPublicKeyInfo, algorithm } = key;
  const der = await buildCertificationRequest(
    { subject, subjectPublicKeyInfo, signatureAlgorithm: algorithm },
    async (info) => key.sign(info),
  );
  return encodePem('CERTIFICATE REQUEST', der);
}

export interface IssuingRequest {
  /** Name, DER. */
  readonly subject: Uint8Array;
  readonly subjectPublicKeyInfo: Uint8Array;
  readonly spkiSha256: string;
  readonly kind: CaKeyKind;
}

/**
 * Reads a request in PEM or DER. Of what it holds the name, the key and the proof of possession count; attributes are
 * asked for nothing.
 *
 * @throws RootFault
 */
export function readIssuingRequest(bytes: Uint8Array): IssuingRequest {
  const reading = parseCertificationRequest(decodeRequestBody(bytes));
  if (!reading.ok) {
    throw new RootFault(
      reading.fault === 'possession-not-proven'
        ? 'the request is not signed with its own key'
        : 'this is no certification request (PKCS #10)',
    );
  }
  const { subject, subjectPublicKeyInfo, signatureAlgorithm, info, signature } = reading.request;
  const publicKey = parseSubjectPublicKeyInfo(subjectPublicKeyInfo);
  const kind = publicKey && caKeyKindOf(publicKey);
  if (kind === undefined) {
    throw new RootFault('the request has a key that is none for a CA: P-256, P-384, RSA-3072 or ML-DSA-65');
  }
  if (!isSignedBy({ subjectPublicKeyInfo, algorithm: signatureAlgorithm, content: info, signature })) {
    throw new RootFault('the request is not signed with its own key');
  }
  return { subject, subjectPublicKeyInfo, spkiSha256: hash('sha256', subjectPublicKeyInfo, 'hex'), kind };
}
