// The certificate of an issuing CA, by a root: in the ceremony of a deployment and by the offline root's tool alike.

import { parseCertificate } from '../x509/certificate.ts';
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  cRLDistributionPoints,
  keyUsage,
  subjectKeyIdentifier,
} from '../x509/extensions.ts';
import type { Name } from '../x509/name.ts';
import { keyIdentifierOf } from './key-identifier.ts';
import { caAddress, revocationListAddress } from './published-addresses.ts';
import { signCertificate } from './sign-certificate.ts';
import type { SigningKey } from './signing-key.ts';

export interface IssuingOrder {
  readonly root: { readonly id: string; readonly certificate: Uint8Array };
  /** Under which the root's certificate and its list are published. */
  readonly pkiOrigin: string;
  /** A name, or its DER as the request has it. */
  readonly subject: Name | Uint8Array;
  readonly subjectPublicKeyInfo: Uint8Array;
  readonly notBefore: number;
  /** The root's own end is never passed. */
  readonly notAfter: number;
}

/** Certifies holders and signs lists, and no CA below it: path length 0. The DER. */
export function certifyIssuing(rootKey: SigningKey, order: IssuingOrder): Uint8Array {
  const { root, pkiOrigin, subject, subjectPublicKeyInfo } = order;
  const parsed = parseCertificate(root.certificate);
  return signCertificate(rootKey, {
    issuer: parsed.subject,
    subject,
    subjectKey: subjectPublicKeyInfo,
    notBefore: order.notBefore,
    notAfter: Math.min(order.notAfter, parsed.notAfter),
    extensions: [
      authorityKeyIdentifier(keyIdentifierOf(parsed.subjectPublicKeyInfo)),
      subjectKeyIdentifier(keyIdentifierOf(subjectPublicKeyInfo)),
      basicConstraints({ cA: true, pathLength: 0 }),
      keyUsage(['keyCertSign', 'cRLSign']),
      cRLDistributionPoints([revocationListAddress(pkiOrigin, root.id)]),
      authorityInfoAccess({ caIssuers: caAddress(pkiOrigin, root.id) }),
    ],
  });
}

/** What the issuing CAs of a deployment are called, by their number. */
export const issuingName = (number: number): Name => caName(`Warifu Issuing CA ${number}`);
/** What its roots are called. */
export const rootName = (number: number): Name => caName(`Warifu Root CA ${number}`);

function caName(commonName: string): Name {
  return [
    { type: 'C', value: 'JP' },
    { type: 'O', value: 'Warifu' },
    { type: 'CN', value: commonName },
  ];
}
