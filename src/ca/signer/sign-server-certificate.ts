// The TLS certificate of the demonstration's listeners, under the root: from names, never from octets.

import {
  authorityKeyIdentifier,
  basicConstraints,
  extendedKeyUsage,
  keyUsage,
  subjectAlternativeName,
  subjectKeyIdentifier,
} from '../../x509/extensions.ts';
import { keyIdentifierOf } from '../key-identifier.ts';
import { signCertificate } from '../sign-certificate.ts';
import type { SigningKey } from '../signing-key.ts';
import type { HeldAuthority } from './held-authorities.ts';
import type { ServerCertificateOrder } from './signer.ts';

export function signServerCertificate(
  key: SigningKey,
  root: HeldAuthority,
  order: Omit<ServerCertificateOrder, 'root'>,
): Uint8Array {
  const { names, addresses, subjectPublicKeyInfo } = order;
  return signCertificate(key, {
    issuer: root.subject,
    subject: [{ type: 'CN', value: names[0] ?? 'localhost' }],
    subjectKey: subjectPublicKeyInfo,
    notBefore: order.notBefore,
    notAfter: order.notAfter,
    extensions: [
      authorityKeyIdentifier(root.keyIdentifier),
      subjectKeyIdentifier(keyIdentifierOf(subjectPublicKeyInfo)),
      basicConstraints({ cA: false }),
      keyUsage(['digitalSignature']),
      extendedKeyUsage(['serverAuth']),
      subjectAlternativeName({ dns: names, ip: addresses }),
    ],
  });
}
