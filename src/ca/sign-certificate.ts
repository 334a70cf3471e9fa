// Certificates of CAs and of the demonstration's servers, built and signed at once. Holders' certificates never come
// this way: theirs are planned and committed first.

import { randomBytes } from 'node:crypto';
import { assembleCertificate, buildTbsCertificate } from '../x509/certificate.ts';
import type { Extension } from '../x509/extensions.ts';
import type { Name } from '../x509/name.ts';
import { randomSerialNumber } from '../x509/serial-number.ts';
import type { SigningKey } from './signing-key.ts';
import { wholeSecond } from './whole-second.ts';

interface SignedFields {
  /** Name, DER, octet for octet. */
  readonly issuer: Uint8Array;
  readonly subject: Name | Uint8Array;
  readonly subjectKey: Uint8Array;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly extensions: Extension[];
}

/** Builds and signs; the DER. */
export function signCertificate(key: SigningKey, fields: SignedFields): Uint8Array {
  const tbs = buildTbsCertificate({
    serialNumber: randomSerialNumber(randomBytes(20)),
    signatureAlgorithm: key.algorithm,
    issuer: fields.issuer,
    subject: fields.subject,
    notBefore: wholeSecond(fields.notBefore),
    notAfter: wholeSecond(fields.notAfter),
    subjectPublicKeyInfo: fields.subjectKey,
    extensions: fields.extensions,
  });
  return assembleCertificate(tbs, key.algorithm, key.sign(tbs));
}
