// TLS certificates for the demonstration's own listeners, so that one root is all that a visitor must trust.

import { generateKeyPairSync } from 'node:crypto';
import { encodePem } from '../x509/pem.ts';
import type { CertificationAuthority } from './certification-authority.ts';

export interface ServerNames {
  readonly ca: CertificationAuthority;
  /** DNS names, wildcards included. */
  readonly names: readonly string[];
  /** IP addresses, 4 or 16 octets. */
  readonly addresses: readonly Uint8Array[];
  readonly notBefore: number;
  readonly notAfter: number;
}

/** Has the root sign once. PEM of the certificate, the root and the fresh key, which is the listeners' own. */
export async function issueServerCertificate(
  options: ServerNames,
): Promise<{ certificate: string; key: string }> {
  const { ca, names, addresses, notBefore, notAfter } = options;
  // The first: visitors of the demonstration have been told to trust it.
  const [root] = ca.authorities.roots;
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificate = await ca.signer.serverCertificate({
    root,
    subjectPublicKeyInfo: publicKey.export({ format: 'der', type: 'spki' }),
    names,
    addresses,
    notBefore,
    notAfter,
  });
  return {
    certificate: encodePem('CERTIFICATE', certificate) + encodePem('CERTIFICATE', root.certificate),
    key: String(privateKey.export({ format: 'pem', type: 'pkcs8' })),
  };
}
