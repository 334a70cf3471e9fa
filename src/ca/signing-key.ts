// The only file that touches a private key.

import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { SignatureAlgorithm } from '../x509/signature-algorithm.ts';

export type SigningCurve = 'P-256' | 'P-384';

const ALGORITHMS: Record<SigningCurve, { name: SignatureAlgorithm; hash: string }> = {
  'P-256': { name: 'ecdsa-with-SHA256', hash: 'sha256' },
  'P-384': { name: 'ecdsa-with-SHA384', hash: 'sha384' },
};

export interface SigningKey {
  readonly algorithm: SignatureAlgorithm;
  /** SubjectPublicKeyInfo, DER. */
  readonly subjectPublicKeyInfo: Uint8Array;
  /** Signs DER; the answer is the DER of an Ecdsa-Sig-Value (RFC 3279 2.2.3). */
  sign(content: Uint8Array): Uint8Array;
}

/** A fresh key and its PKCS #8 encoding, which the caller seals and forgets. */
export function generateSigningKey(curve: SigningCurve): { key: SigningKey; pkcs8: Buffer } {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: curve });
  return {
    key: signingKeyOf(privateKey, curve),
    pkcs8: privateKey.export({ format: 'der', type: 'pkcs8' }),
  };
}

/** A key from its PKCS #8 encoding. */
export function openSigningKey(pkcs8: Buffer): SigningKey {
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const curve = privateKey.asymmetricKeyDetails?.namedCurve === 'secp384r1' ? 'P-384' : 'P-256';
  return signingKeyOf(privateKey, curve);
}

function signingKeyOf(privateKey: KeyObject, curve: SigningCurve): SigningKey {
  const { name, hash } = ALGORITHMS[curve];
  return {
    algorithm: name,
    subjectPublicKeyInfo: createPublicKey(privateKey).export({ format: 'der', type: 'spki' }),
    sign: (content) => sign(hash, content, privateKey),
  };
}
