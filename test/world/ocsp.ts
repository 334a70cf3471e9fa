// Who asks for the state of a certificate, as a relying party that has the issuing CA's certificate.

import { hash } from 'node:crypto';
import { parseCertificate } from '../../src/x509/certificate.ts';
import { buildCertId, type CertIdHash } from '../../src/x509/ocsp-request.ts';
import { fromHex } from '../../src/x509/serial-number.ts';

/** The CertID of a certificate of this CA, by its serial number in hex. */
export function certIdOf(
  issuing: { readonly certificate: Uint8Array },
  serialNumber: string,
  name: CertIdHash = 'SHA-1',
): Uint8Array {
  const { subject, publicKey } = parseCertificate(issuing.certificate);
  const algorithm = name === 'SHA-1' ? 'sha1' : 'sha256';
  return buildCertId({
    hash: name,
    issuerNameHash: hash(algorithm, subject, 'buffer'),
    issuerKeyHash: hash(algorithm, publicKey.subjectPublicKey, 'buffer'),
    serialNumber: fromHex(serialNumber) ?? new Uint8Array(),
  });
}
