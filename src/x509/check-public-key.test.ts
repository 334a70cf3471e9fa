// Keys that are accepted, and at least one for each reason to refuse (CA/Browser Forum BR 6.1).

import assert from 'node:assert/strict';
import { checkPrimeSync, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { test } from 'node:test';
import { checkPublicKey } from './check-public-key.ts';
import { bitString, encode, integer, nullValue, objectIdentifier, sequence, TAG } from './der.ts';
import type { KeyFault } from './key-faults.ts';
import { KEY_ALGORITHMS, NAMED_CURVES } from './object-identifiers.ts';
import { smallPrimes, squareRoot } from './rsa-weakness.ts';

function ecKey(curve: Uint8Array, point: Uint8Array): Uint8Array {
  return sequence(sequence(objectIdentifier(KEY_ALGORITHMS.ecPublicKey), curve), bitString(point));
}

function rsaKey(modulus: bigint | Uint8Array, exponent = 65537n, parameters = [nullValue()]): Uint8Array {
  return rsaKeyOf(integer(modulus), exponent, parameters);
}

function rsaKeyOf(modulus: Uint8Array, exponent = 65537n, parameters = [nullValue()]): Uint8Array {
  const algorithm = sequence(objectIdentifier(KEY_ALGORITHMS.rsaEncryption), ...parameters);
  return sequence(algorithm, bitString(sequence(modulus, integer(exponent))));
}

/** One call for all kinds of keys, which the types of Node have one each for. */
const generate = generateKeyPairSync as unknown as (
  type: string,
  options: object,
) => { readonly publicKey: KeyObject };

function made(type: string, options: object = {}): Uint8Array {
  return generate(type, options).publicKey.export({ type: 'spki', format: 'der' });
}

const p256 = objectIdentifier(NAMED_CURVES['P-256']);
const point = made('ec', { namedCurve: 'P-256' }).slice(-65);
const changed = (at: number, to: number) => point.with(at, to);
const compressed = Uint8Array.from([2 + (point[64]! & 1), ...point.subarray(1, 33)]);
/** The field's prime: as x it stands for zero, and no coordinate may reach it. */
const P256_PRIME = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;

const modulus2048 = modulusOf(made('rsa', { modulusLength: 2048 }));

function mlDsa(octets: number): Uint8Array {
  const algorithm = sequence(objectIdentifier(KEY_ALGORITHMS['id-ml-dsa-65']));
  return sequence(algorithm, bitString(new Uint8Array(octets)));
}

/** The modulus of a key of 2048 bits: the 256 octets before the exponent. */
function modulusOf(spki: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(spki.subarray(-261, -5)).toString('hex')}`);
}

function nextPrime(from: bigint, step = 2n): bigint {
  let candidate = from | 1n;
  while (!checkPrimeSync(candidate)) candidate += step;
  return candidate;
}

/** A modulus of primes that lie `distance` apart, or a little more. */
function closePrimes(distance: bigint): bigint {
  const p = nextPrime((3n << 1022n) + 0x1234567n);
  return p * nextPrime(p + distance);
}

/** A prime as the faulty library makes it: k·M + (65537^a mod M) with M the product of the first 126 primes. */
function rocaPrime(start: bigint): bigint {
  const m = smallPrimes()
    .slice(0, 125)
    .reduce((product, prime) => product * BigInt(prime), 2n);
  let power = 1n;
  for (let i = 0n; i < start; i++) power = (power * 65537n) % m;
  for (let k = (3n << 1022n) / m; ; k++) if (checkPrimeSync(k * m + power)) return k * m + power;
}

const accepted: readonly [name: string, key: Uint8Array][] = [
  ['P-256', made('ec', { namedCurve: 'P-256' })],
  ['P-384', made('ec', { namedCurve: 'P-384' })],
  ['RSA with 2048 bits', rsaKey(modulus2048)],
  ['RSA with 3072 bits', made('rsa', { modulusLength: 3072 })],
  ['RSA with 4096 bits', made('rsa', { modulusLength: 4096 })],
];

for (const [name, key] of accepted) {
  test(`accepts ${name}`, () => assert.equal(checkPublicKey(key), undefined));
}

const refused: readonly [name: string, key: Uint8Array, fault: KeyFault][] = [
  ['octets that are no key', Uint8Array.of(1, 2, 3), 'key-algorithm-refused'],
  ['octets after the key', Uint8Array.from([...rsaKey(modulus2048), 0]), 'key-algorithm-refused'],
  ['Ed25519', made('ed25519'), 'key-algorithm-refused'],
  ['X25519', made('x25519'), 'key-algorithm-refused'],
  ['ML-DSA-65, which is for CAs', made('ml-dsa-65'), 'key-algorithm-refused'],
  ['ML-DSA-65 of another length', mlDsa(1_951), 'key-algorithm-refused'],
  ['DSA', made('dsa', { modulusLength: 2048, divisorLength: 256 }), 'key-algorithm-refused'],
  ['RSA for PSS only', made('rsa-pss', { modulusLength: 2048 }), 'key-algorithm-refused'],
  ['RSA without its NULL', rsaKey(modulus2048, 65537n, []), 'key-algorithm-refused'],
  [
    'a negative modulus',
    rsaKeyOf(encode(TAG.integer, [new Uint8Array(256).fill(0xc5)])),
    'key-algorithm-refused',
  ],
  ['P-224', made('ec', { namedCurve: 'P-224' }), 'key-curve-refused'],
  ['P-192', ecKey(objectIdentifier('1.2.840.10045.3.1.1'), new Uint8Array(49)), 'key-curve-refused'],
  ['P-521', made('ec', { namedCurve: 'P-521' }), 'key-curve-refused'],
  ['secp256k1', made('ec', { namedCurve: 'secp256k1' }), 'key-curve-refused'],
  [
    'explicit parameters of P-256',
    made('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' }),
    'key-curve-refused',
  ],
  ['parameters from the issuer', ecKey(nullValue(), point), 'key-algorithm-refused'],
  ['a point off the curve', ecKey(p256, changed(64, point[64]! ^ 1)), 'key-point-invalid'],
  ['the point at infinity', ecKey(p256, Uint8Array.of(0)), 'key-point-invalid'],
  ['the point at infinity in full length', ecKey(p256, new Uint8Array(65)), 'key-point-invalid'],
  ['zeros as coordinates', ecKey(p256, new Uint8Array(65).with(0, 4)), 'key-point-invalid'],
  ['a compressed point', ecKey(p256, compressed), 'key-point-invalid'],
  ['a hybrid point', ecKey(p256, changed(0, 6 + (point[64]! & 1))), 'key-point-invalid'],
  ['no point', ecKey(p256, new Uint8Array()), 'key-point-invalid'],
  ['a point too long', ecKey(p256, Uint8Array.from([...point, 0])), 'key-point-invalid'],
  ['a coordinate that reaches the prime', ecKey(p256, coordinateBeyondPrime()), 'key-point-invalid'],
  [
    'a point of P-384 on P-256',
    ecKey(p256, made('ec', { namedCurve: 'P-384' }).slice(-97)),
    'key-point-invalid',
  ],
  ['RSA with 1024 bits', made('rsa', { modulusLength: 1024 }), 'key-size-refused'],
  ['RSA with 2047 bits', rsaKey(modulus2048 >> 1n), 'key-size-refused'],
  ['RSA with 2049 bits', rsaKey((modulus2048 << 1n) | 1n), 'key-size-refused'],
  ['RSA with 4104 bits', rsaKey((modulus2048 << 2056n) | 1n), 'key-size-refused'],
  ['RSA with 16384 bits', rsaKey((modulus2048 << 14336n) | 1n), 'key-size-refused'],
  ['RSA with 80,000,000 bits', rsaKey(new Uint8Array(10_000_000).fill(0xc5)), 'key-size-refused'],
  ['RSA with modulus 0', rsaKey(0n), 'key-size-refused'],
  ...[0n, 1n, 3n, 17n, 65535n, 65539n, 2n ** 32n, 2n ** 32n + 1n].map(
    (exponent): [string, Uint8Array, KeyFault] => [
      `exponent ${exponent}`,
      rsaKey(modulus2048, exponent),
      'key-exponent-refused',
    ],
  ),
  ['an even modulus', rsaKey(modulus2048 - 1n), 'key-small-factor'],
  ['a modulus with the factor 3', rsaKey(multipleOf(3n)), 'key-small-factor'],
  ['a modulus with the factor 751', rsaKey(multipleOf(751n)), 'key-small-factor'],
  ['a ROCA key', rsaKey(rocaPrime(1000n) * rocaPrime(2001n)), 'key-roca'],
  ['a square', rsaKey(closePrimes(0n)), 'key-close-primes'],
  ['twin-like primes', rsaKey(closePrimes(2n)), 'key-close-primes'],
  ['primes that share their upper half', rsaKey(closePrimes(2n ** 500n)), 'key-close-primes'],
];

function multipleOf(factor: bigint): bigint {
  const product = (modulus2048 / factor) * factor;
  return product % 2n === 0n ? product - factor : product;
}

/** (p + 5, y) for the point (5, y), which lies on the curve. */
function coordinateBeyondPrime(): Uint8Array {
  const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
  const y = power(5n ** 3n - 15n + b, (P256_PRIME + 1n) / 4n);
  const hex = (value: bigint) => value.toString(16).padStart(64, '0');
  assert.equal(checkPublicKey(ecKey(p256, Buffer.from(`04${hex(5n)}${hex(y)}`, 'hex'))), undefined);
  return Buffer.from(`04${hex(P256_PRIME + 5n)}${hex(y)}`, 'hex');
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let b = base, e = exponent; e > 0n; e >>= 1n, b = (b * b) % P256_PRIME) {
    if (e & 1n) result = (result * b) % P256_PRIME;
  }
  return result;
}

for (const [name, key, fault] of refused) {
  test(`refuses ${name}: ${fault}`, () => {
    const began = performance.now();
    assert.equal(checkPublicKey(key), fault);
    assert.ok(performance.now() - began < 100);
  });
}

test('the integer square root is exact', () => {
  for (const root of [0n, 1n, 2n, 3n, 10n, 2n ** 64n - 1n, modulus2048]) {
    assert.equal(squareRoot(root * root), root);
    assert.equal(squareRoot(root * root + 2n * root), root);
    if (root > 1n) assert.equal(squareRoot(root * root - 1n), root - 1n);
  }
});
