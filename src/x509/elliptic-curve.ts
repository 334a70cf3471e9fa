// The two curves that are accepted (FIPS 186-5; SP 800-186 3.2.1): y² = x³ − 3x + b over the integers modulo p.

import { bytesToBigInt } from './bytes.ts';
import type { NamedCurve } from './subject-public-key-info.ts';

interface Curve {
  /** Octets of a coordinate. */
  readonly octets: number;
  readonly p: bigint;
  readonly b: bigint;
}

const CURVES: Readonly<Record<NamedCurve, Curve>> = {
  'P-256': {
    octets: 32,
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  'P-384': {
    octets: 48,
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
};

/** The curve of that name, when it is one of ours. */
export function isNamedCurve(name: string): name is NamedCurve {
  return Object.hasOwn(CURVES, name);
}

/**
 * True for an uncompressed point of the curve (SP 800-56A 5.6.2.3.3; both curves have cofactor 1, so that no more is
 * to be checked). The point at infinity and compressed points have another length or first octet.
 */
export function isPointOnCurve(name: NamedCurve, point: Uint8Array): boolean {
  const { octets, p, b } = CURVES[name];
  if (point.length !== 1 + 2 * octets || point[0] !== 0x04) return false;
  const x = bytesToBigInt(point.subarray(1, 1 + octets));
  const y = bytesToBigInt(point.subarray(1 + octets));
  if (x >= p || y >= p) return false;
  return (y * y - (x * x - 3n) * x - b) % p === 0n;
}
