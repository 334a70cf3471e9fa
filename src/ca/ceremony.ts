// The key ceremony: a root (P-384) and an issuing CA (P-256) below it, once, at the first start. The signer holds it;
// the server then records what was made (record-ceremony.ts).

import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  keyUsage,
  subjectKeyIdentifier,
} from '../x509/extensions.ts';
import { encodeName, type Name } from '../x509/name.ts';
import type { KeyPlace } from './key-files.ts';
import { keyIdentifierOf } from './key-identifier.ts';
import { caAddress } from './published-addresses.ts';
import { signCertificate } from './sign-certificate.ts';
import type { MadeAuthority } from './signer/key-name.ts';

const YEAR_MS = 365.25 * 24 * 60 * 60 * 1000;
/** A root of more than ten years needs more than 112 bits of strength (CRYPTREC LS-0003): P-384. */
const ROOT_YEARS = 20;
const ISSUING_YEARS = 10;
/** A power of two: the serial numbers' last octets then fall evenly on all of them. */
const CRL_SHARDS = 16;

export interface CeremonyOptions {
  readonly keys: KeyPlace;
  readonly validFrom: number;
  readonly pkiOrigin: string;
}

/**
 * Makes both keys where they are to live, and both certificates. A ceremony that was interrupted before it was
 * recorded leaves keys that nothing refers to, and is simply held again.
 */
export async function holdCeremony({
  keys,
  validFrom,
  pkiOrigin,
}: CeremonyOptions): Promise<MadeAuthority[]> {
  const root = await keys.generate('root-1', 'P-384');
  const issuing = await keys.generate('issuing-1', 'P-256');
  const rootName = caName('Warifu Root CA 1');
  const issuingName = caName('Warifu Issuing CA 1');

  const rootCertificate = signCertificate(root, {
    issuer: encodeName(rootName),
    subject: rootName,
    subjectKey: root.subjectPublicKeyInfo,
    notBefore: validFrom,
    notAfter: validFrom + ROOT_YEARS * YEAR_MS,
    extensions: [
      subjectKeyIdentifier(keyIdentifierOf(root.subjectPublicKeyInfo)),
      basicConstraints({ cA: true }),
      keyUsage(['keyCertSign', 'cRLSign']),
    ],
  });
  const issuingCertificate = signCertificate(root, {
    issuer: encodeName(rootName),
    subject: issuingName,
    subjectKey: issuing.subjectPublicKeyInfo,
    notBefore: validFrom,
    notAfter: validFrom + ISSUING_YEARS * YEAR_MS,
    extensions: [
      authorityKeyIdentifier(keyIdentifierOf(root.subjectPublicKeyInfo)),
      subjectKeyIdentifier(keyIdentifierOf(issuing.subjectPublicKeyInfo)),
      basicConstraints({ cA: true, pathLength: 0 }),
      keyUsage(['keyCertSign', 'cRLSign']),
      authorityInfoAccess({ caIssuers: caAddress(pkiOrigin, 'root-1') }),
    ],
  });

  return [
    { id: 'root-1', role: 'root', certificate: rootCertificate, crlShards: 0 },
    { id: 'issuing-1', role: 'issuing', certificate: issuingCertificate, crlShards: CRL_SHARDS },
  ];
}

function caName(commonName: string): Name {
  return [
    { type: 'C', value: 'JP' },
    { type: 'O', value: 'Warifu' },
    { type: 'CN', value: commonName },
  ];
}
