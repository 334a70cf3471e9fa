// TLS certificates for the demonstration's own listeners, so that one root is all that a visitor must trust.

import { generateKeyPairSync } from 'node:crypto';
import {
  authorityKeyIdentifier,
  basicConstraints,
  extendedKeyUsage,
  keyUsage,
  subjectAlternativeName,
  subjectKeyIdentifier,
} from '../x509/extensions.ts';
import { encodePem } from '../x509/pem.ts';
import type { CertificationAuthority } from './certification-authority.ts';
import { openKeyFile } from './key-files.ts';
import { keyIdentifierOf } from './key-identifier.ts';
import { signCertificate } from './sign-certificate.ts';
import { openSigningKey } from './signing-key.ts';

export interface ServerNames {
  readonly ca: CertificationAuthority;
  readonly keyFolder: string;
  readonly passphrase: string;
  /** DNS names, wildcards included. */
  readonly names: readonly string[];
  /** IP addresses, 4 or 16 octets. */
  readonly addresses: readonly Uint8Array[];
  readonly notBefore: number;
  readonly notAfter: number;
}

/** Opens the root's key for one signature. PEM of the certificate, the root and the fresh key. */
export async function issueServerCertificate(
  options: ServerNames,
): Promise<{ certificate: string; key: string }> {
  const { ca, names, addresses } = options;
  const root = openSigningKey(await openKeyFile(options.keyFolder, ca.root, options.passphrase));
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  const certificate = signCertificate(root, {
    issuer: ca.root.subject,
    subject: [{ type: 'CN', value: names[0] ?? 'localhost' }],
    subjectKey: spki,
    notBefore: options.notBefore,
    notAfter: options.notAfter,
    extensions: [
      authorityKeyIdentifier(keyIdentifierOf(root.subjectPublicKeyInfo)),
      subjectKeyIdentifier(keyIdentifierOf(spki)),
      basicConstraints({ cA: false }),
      keyUsage(['digitalSignature']),
      extendedKeyUsage(['serverAuth']),
      subjectAlternativeName({ dns: names, ip: addresses }),
    ],
  });
  return {
    certificate: encodePem('CERTIFICATE', certificate) + encodePem('CERTIFICATE', ca.root.certificate),
    key: String(privateKey.export({ format: 'pem', type: 'pkcs8' })),
  };
}
