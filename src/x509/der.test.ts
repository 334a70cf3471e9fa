// The writer's encodings, octet for octet (X.690).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as der from './der.ts';
import { toHex } from './serial-number.ts';

const encodings: readonly [name: string, encoding: Uint8Array, hex: string][] = [
  ['zero', der.integer(0), '020100'],
  ['a positive number with its top bit set', der.integer(128), '02020080'],
  ['a number of two octets', der.integer(256), '02020100'],
  ['a bigint', der.integer(0x1234567890abcdefn), '02081234567890abcdef'],
  ['a magnitude with leading zeros', der.integer(Uint8Array.of(0, 0, 1)), '020101'],
  ['a magnitude of zeros', der.integer(Uint8Array.of(0, 0)), '020100'],
  ['an empty magnitude', der.integer(new Uint8Array()), '020100'],
  ['an enumerated', der.enumerated(4), '0a0104'],
  ['true', der.boolean(true), '0101ff'],
  ['false', der.boolean(false), '010100'],
  ['null', der.nullValue(), '0500'],
  ['an object identifier', der.objectIdentifier('1.2.840.113549'), '06062a864886f70d'],
  ['an object identifier with an arc above 40', der.objectIdentifier('2.999.3'), '0603883703'],
  ['named bits', der.namedBitString([5, 6]), '03020106'],
  ['a named bit beyond the first octet', der.namedBitString([8]), '0303070080'],
  ['no named bits', der.namedBitString([]), '030100'],
  ['a UTF-8 text', der.utf8String('金庫'), '0c06e98791e5baab'],
  ['a BMP text', der.bmpString('金a'), '1e0491d10061'],
  ['an explicit tag', der.explicit(3, der.nullValue()), 'a3020500'],
  ['an implicit tag on a primitive', der.implicit(2, der.octetString(Uint8Array.of(1))), '820101'],
  ['an implicit tag on a sequence', der.implicit(1, der.sequence(der.nullValue())), 'a1020500'],
  [
    'a set in its order',
    der.set(der.integer(2), der.boolean(true), der.integer(1)),
    '31090101ff020101020102',
  ],
];

for (const [name, encoding, hex] of encodings) {
  test(`writes ${name}`, () => assert.equal(toHex(encoding), hex));
}

const headers: readonly [length: number, hex: string][] = [
  [0, '0400'],
  [127, '047f'],
  [128, '048180'],
  [255, '0481ff'],
  [256, '04820100'],
  [65_535, '0482ffff'],
  [65_536, '0483010000'],
  [16_777_216, '048401000000'],
];

for (const [length, hex] of headers) {
  test(`writes the header of ${length} octets`, () => {
    const encoding = der.octetString(new Uint8Array(length));
    assert.equal(toHex(encoding.subarray(0, encoding.length - length)), hex);
  });
}

test('refuses what has no encoding', () => {
  assert.throws(() => der.integer(-1), RangeError);
  for (const id of ['', '1', '1.x', '1.-2', '1.2.9007199254740993']) {
    assert.throws(() => der.objectIdentifier(id), RangeError, id);
  }
});
