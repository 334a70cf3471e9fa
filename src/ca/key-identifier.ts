// What a key is called in certificates.

import { hash } from 'node:crypto';

/** RFC 7093 section 2, method 4: the leftmost 160 bits of the SHA-256 of the SubjectPublicKeyInfo. */
export function keyIdentifierOf(subjectPublicKeyInfo: Uint8Array): Uint8Array {
  return hash('sha256', subjectPublicKeyInfo, 'buffer').subarray(0, 20);
}
