// Signature algorithms (RFC 5758 3.2, RFC 4055 5, RFC 9881 2), and the two shapes of an ECDSA signature (RFC 3279
// 2.2.3, IEEE P1363).

import { equalBytes } from './bytes.ts';
import { type Der, integer, nullValue, objectIdentifier, sequence } from './der.ts';
import { SIGNATURE_ALGORITHM_IDS } from './object-identifiers.ts';

export type SignatureAlgorithm = keyof typeof SIGNATURE_ALGORITHM_IDS;
/** Those that sign a digest. */
export type HashedSignatureAlgorithm = Exclude<SignatureAlgorithm, 'id-ml-dsa-65'>;

const encodings = new Map<SignatureAlgorithm, Der>();

/** The AlgorithmIdentifier: no parameters with ECDSA and ML-DSA, NULL with RSA. The answer is shared: do not write into it. */
export function signatureAlgorithmIdentifier(algorithm: SignatureAlgorithm): Der {
  const known = encodings.get(algorithm);
  if (known) return known;
  const id = objectIdentifier(SIGNATURE_ALGORITHM_IDS[algorithm]);
  const der = algorithm.endsWith('RSAEncryption') ? sequence(id, nullValue()) : sequence(id);
  encodings.set(algorithm, der);
  return der;
}

/** The algorithm that an AlgorithmIdentifier names, or undefined when it is none of ours. */
export function findSignatureAlgorithm(identifier: Uint8Array): SignatureAlgorithm | undefined {
  for (const name in SIGNATURE_ALGORITHM_IDS) {
    const algorithm = name as SignatureAlgorithm;
    if (equalBytes(signatureAlgorithmIdentifier(algorithm), identifier)) return algorithm;
  }
  return undefined;
}

export function isEcdsa(algorithm: SignatureAlgorithm): boolean {
  return algorithm.startsWith('ecdsa');
}

/** The kind of key that makes such a signature. */
export function keyKindOf(algorithm: SignatureAlgorithm): 'ec' | 'rsa' | 'ml-dsa' {
  if (isEcdsa(algorithm)) return 'ec';
  return algorithm === 'id-ml-dsa-65' ? 'ml-dsa' : 'rsa';
}

/** The digest under the signature, as Web Crypto and Node name it. */
export function digestOf(algorithm: HashedSignatureAlgorithm): 'SHA-256' | 'SHA-384' | 'SHA-512' {
  if (algorithm.includes('256')) return 'SHA-256';
  return algorithm.includes('384') ? 'SHA-384' : 'SHA-512';
}

/** Web Crypto signs r and s side by side; X.509 wants SEQUENCE { r INTEGER, s INTEGER }. */
export function ecdsaSignatureToDer(p1363: Uint8Array): Der {
  const half = p1363.length / 2;
  return sequence(integer(p1363.subarray(0, half)), integer(p1363.subarray(half)));
}
