// Whether a signature is that of a key: of certificates, lists and requests of certification authorities. Holders'
// requests are judged on a path of their own, by many at a time (check-request.ts).

import { createPublicKey, verify } from 'node:crypto';
import { digestOf, type SignatureAlgorithm } from '../x509/signature-algorithm.ts';

export interface SignedContent {
  readonly subjectPublicKeyInfo: Uint8Array;
  readonly algorithm: SignatureAlgorithm | undefined;
  readonly content: Uint8Array;
  readonly signature: Uint8Array;
}

/** False also for an algorithm that is none of ours, and for a key that cannot make such a signature. */
export function isSignedBy({ subjectPublicKeyInfo, algorithm, content, signature }: SignedContent): boolean {
  if (algorithm === undefined) return false;
  const digest = algorithm === 'id-ml-dsa-65' ? null : digestOf(algorithm);
  try {
    const key = createPublicKey({ key: Buffer.from(subjectPublicKeyInfo), format: 'der', type: 'spki' });
    return verify(digest, content, key, signature);
  } catch {
    return false;
  }
}
