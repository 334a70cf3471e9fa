// Which public keys may have a certificate: P-256, P-384, and RSA from 2048 to 4096 bits with exponent 65537, sound
// as far as the public part can show (CA/Browser Forum BR 6.1.1.3, 6.1.5, 6.1.6).

import { isNamedCurve, isPointOnCurve } from './elliptic-curve.ts';
import type { KeyFault } from './key-faults.ts';
import { hasClosePrimes, hasRocaFingerprint, hasSmallFactor, smallRemainders } from './rsa-weakness.ts';
import {
  type EcPublicKey,
  type PublicKey,
  parseSubjectPublicKeyInfo,
  type RsaPublicKey,
} from './subject-public-key-info.ts';

export const RSA_LEAST_BITS = 2048;
export const RSA_MOST_BITS = 4096;
const RSA_EXPONENT = 65537n;

/** The longest SubjectPublicKeyInfo that is looked into; RSA with 16384 bits has 2,086 octets. */
const MOST_OCTETS = 4096;

/** The fault of the key in a SubjectPublicKeyInfo, or undefined. Never takes more than a few milliseconds. */
export function checkPublicKey(subjectPublicKeyInfo: Uint8Array): KeyFault | undefined {
  if (subjectPublicKeyInfo.length > MOST_OCTETS) return 'key-size-refused';
  const key = parseSubjectPublicKeyInfo(subjectPublicKeyInfo);
  return key ? findKeyFault(key) : 'key-algorithm-refused';
}

/** The same for a key already read. */
export function findKeyFault(key: PublicKey): KeyFault | undefined {
  if (key.kind === 'ec') return findEcFault(key);
  return key.kind === 'rsa' ? findRsaFault(key) : 'key-algorithm-refused';
}

function findEcFault({ curve, point }: EcPublicKey): KeyFault | undefined {
  if (!isNamedCurve(curve)) return 'key-curve-refused';
  return isPointOnCurve(curve, point) ? undefined : 'key-point-invalid';
}

function findRsaFault({ bits, exponent, modulus }: RsaPublicKey): KeyFault | undefined {
  // Cheap questions first: what is too long never reaches arithmetic. Lengths that are not whole octets, such as
  // 2047, come from faulty generators only.
  if (bits < RSA_LEAST_BITS || bits > RSA_MOST_BITS || bits % 8 !== 0) return 'key-size-refused';
  if (exponent !== RSA_EXPONENT) return 'key-exponent-refused';
  const remainders = smallRemainders(modulus);
  if (hasSmallFactor(modulus, remainders)) return 'key-small-factor';
  if (hasRocaFingerprint(remainders)) return 'key-roca';
  return hasClosePrimes(modulus) ? 'key-close-primes' : undefined;
}
