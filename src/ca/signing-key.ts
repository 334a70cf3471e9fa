// The only file that touches a private key.

import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type CaKeyKind, caKeyKindOf, SIGNS_WITH } from '../x509/ca-key-kind.ts';
import type { SignatureAlgorithm } from '../x509/signature-algorithm.ts';
import { parseSubjectPublicKeyInfo } from '../x509/subject-public-key-info.ts';

/** The digest that is signed; ML-DSA signs the content itself (FIPS 204 5.2, RFC 9881 3). */
const DIGESTS: Record<CaKeyKind, string | null> = {
  'P-256': 'sha256',
  'P-384': 'sha384',
  'RSA-3072': 'sha256',
  'ML-DSA-65': null,
};

export interface SigningKey {
  readonly algorithm: SignatureAlgorithm;
  /** SubjectPublicKeyInfo, DER. */
  readonly subjectPublicKeyInfo: Uint8Array;
  /** Signs DER; the answer is as it stands in X.509: of an ECDSA key an Ecdsa-Sig-Value (RFC 3279 2.2.3). */
  sign(content: Uint8Array): Uint8Array;
}

/** A fresh key and its PKCS #8 encoding, which the caller seals and forgets. */
export function generateSigningKey(kind: CaKeyKind): { key: SigningKey; pkcs8: Buffer } {
  const privateKey = generate(kind);
  return {
    key: signingKeyOf(privateKey, kind),
    pkcs8: privateKey.export({ format: 'der', type: 'pkcs8' }),
  };
}

function generate(kind: CaKeyKind): KeyObject {
  switch (kind) {
    case 'RSA-3072':
      return generateKeyPairSync('rsa', { modulusLength: 3_072, publicExponent: 65_537 }).privateKey;
    case 'ML-DSA-65':
      return generateKeyPairSync('ml-dsa-65').privateKey;
    default:
      return generateKeyPairSync('ec', { namedCurve: kind }).privateKey;
  }
}

/** A key from its PKCS #8 encoding. */
export function openSigningKey(pkcs8: Buffer): SigningKey {
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const publicKey = parseSubjectPublicKeyInfo(spkiOf(privateKey));
  const kind = publicKey && caKeyKindOf(publicKey);
  if (kind === undefined) throw new Error('a key of a kind that signs nothing here');
  return signingKeyOf(privateKey, kind);
}

function signingKeyOf(privateKey: KeyObject, kind: CaKeyKind): SigningKey {
  return {
    algorithm: SIGNS_WITH[kind],
    subjectPublicKeyInfo: spkiOf(privateKey),
    sign: (content) => sign(DIGESTS[kind], content, privateKey),
  };
}

const spkiOf = (privateKey: KeyObject): Buffer =>
  createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
