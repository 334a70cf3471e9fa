// Requests made by hand to take a reader apart: too deep, too long, lying about their length (security page, test 25).

import { bitString, encode, integer, nullValue, objectIdentifier, sequence } from '../../src/x509/der.ts';
import { encodeName } from '../../src/x509/name.ts';
import { KEY_ALGORITHMS } from '../../src/x509/object-identifiers.ts';
import { signatureAlgorithmIdentifier } from '../../src/x509/signature-algorithm.ts';

/** Sequences in sequences, with right lengths. */
function nested(levels: number): Uint8Array {
  const headers: Uint8Array[] = [];
  for (let level = 0, length = 0; level < levels; level++) {
    const octets = length < 0x80 ? 2 : length < 0x100 ? 3 : length < 0x10000 ? 4 : 5;
    const header = new Uint8Array(octets).with(0, 0x30).with(1, octets === 2 ? length : 0x7e + octets);
    for (let i = octets - 1, rest = length; octets > 2 && i >= 2; i--, rest >>= 8) header[i] = rest & 0xff;
    headers.push(header);
    length += header.length;
  }
  return Buffer.concat(headers.reverse());
}

function rsaRequest(modulus: Uint8Array, exponent: Uint8Array): Uint8Array {
  const algorithm = sequence(objectIdentifier(KEY_ALGORITHMS.rsaEncryption), nullValue());
  const key = sequence(algorithm, bitString(sequence(integer(modulus), integer(exponent))));
  const info = sequence(integer(0), encodeName([{ type: 'CN', value: 'x' }]), key, encode(0xa0, []));
  return sequence(info, signatureAlgorithmIdentifier('sha256WithRSAEncryption'), bitString(modulus));
}

/** An odd number of so many octets, without small factors as far as it matters. */
const odd = (octets: number) => new Uint8Array(octets).fill(0xc5);
const E = Uint8Array.of(1, 0, 1);

/** Each with the refusal that it meets. */
export const NASTY_REQUESTS: readonly [name: string, body: Uint8Array, refusal: string][] = [
  ['nothing', new Uint8Array(), 'request-malformed'],
  ['100,000 sequences in one another', nested(100_000), 'request-too-large'],
  ['4,000 sequences in one another', nested(4_000), 'request-malformed'],
  [
    '100,000 indefinite lengths',
    new Uint8Array(200_000).map((_, i) => (i % 2 ? 0x80 : 0x30)),
    'request-too-large',
  ],
  [
    '8,000 indefinite lengths',
    new Uint8Array(16_000).map((_, i) => (i % 2 ? 0x80 : 0x30)),
    'request-malformed',
  ],
  [
    '8,000 empty sequences',
    encode(0x30, [new Uint8Array(16_000).map((_, i) => (i % 2 ? 0 : 0x30))]),
    'request-malformed',
  ],
  ['a length of 2 GB', Uint8Array.of(0x30, 0x84, 0x7f, 0xff, 0xff, 0xff, 0x30), 'request-malformed'],
  ['a length of 2^1008 - 1', new Uint8Array(128).fill(0xff).with(0, 0x30).with(1, 0xfe), 'request-malformed'],
  [
    'an object identifier of 64 KB',
    sequence(encode(6, [new Uint8Array(65_536).fill(0x81).with(65_535, 1)])),
    'request-too-large',
  ],
  [
    'an object identifier of 15 KB',
    sequence(encode(6, [new Uint8Array(15_000).fill(0x81).with(14_999, 1)])),
    'request-malformed',
  ],
  ['RSA of 16384 bits', rsaRequest(odd(2048), E), 'key-size-refused'],
  ['RSA of 50,000 bits', rsaRequest(odd(6250), E), 'key-size-refused'],
  ['RSA of 4,000,000 bits', rsaRequest(odd(500_000), E), 'request-too-large'],
  ['RSA of 4096 bits with an exponent as long', rsaRequest(odd(512), odd(512)), 'key-exponent-refused'],
  ['10 MB of zeros', new Uint8Array(10_000_000), 'request-too-large'],
  ['10 MB of "A"', new Uint8Array(10_000_000).fill(0x41), 'request-too-large'],
  ['30 KB of beginnings of PEM', Buffer.from('-----BEGIN A-----'.repeat(1_800)), 'request-too-large'],
];
