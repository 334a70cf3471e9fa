// What strict DER refuses, one row for each rule, and the values that nodes hold (X.690).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sequence, TAG } from './der.ts';
import { DerError, type DerFault, readDer } from './der-reader.ts';
import {
  readBigInt,
  readBitString,
  readBoolean,
  readNamedBits,
  readObjectIdentifier,
  readSequence,
  readSmall,
  readText,
} from './der-values.ts';
import { fromHex, toHex } from './serial-number.ts';

const read = (hex: string) => readDer(fromHex(hex)!);

test('reads a tree with its places', () => {
  const node = read('3008020101a203040100');
  const [first, second] = node.children();
  assert.deepEqual(
    [node.class, node.tag, node.constructed, node.start, node.end],
    ['universal', 16, true, 0, 10],
  );
  assert.deepEqual([second!.class, second!.tag, second!.constructed], ['context', 2, true]);
  assert.equal(toHex(first!.der), '020101');
  assert.equal(toHex(second!.contents), '040100');
});

const refused: readonly [name: string, hex: string, fault: DerFault][] = [
  ['nothing', '', 'truncated'],
  ['an identifier alone', '30', 'truncated'],
  ['contents that end early', '300302', 'truncated'],
  ['a child that leaves its parent', '3003020201', 'truncated'],
  ['octets after the value', '050000', 'trailing-octets'],
  ['an indefinite length', '30800000', 'indefinite-length'],
  ['a length of 2 GB', '30847fffffff', 'truncated'],
  ['a length of five octets', '30850000000001', 'truncated'],
  ['the reserved length 0xff', '30ff', 'truncated'],
  ['a long form for a short length', '0481020000', 'length-not-minimal'],
  ['a length with a leading zero', `04820080${'00'.repeat(128)}`, 'length-not-minimal'],
  ['a tag number of several octets', '1f810100', 'tag-form-refused'],
  ['an end-of-contents mark', '0000', 'tag-form-refused'],
  ['a string in pieces', '24030401ff', 'value-not-der'],
  ['a primitive sequence', '1000', 'value-not-der'],
  ['a boolean that is neither', '010101', 'value-not-der'],
  ['a boolean of two octets', '0102ffff', 'value-not-der'],
  ['an empty integer', '0200', 'value-not-der'],
  ['an integer with a needless zero', '02020001', 'value-not-der'],
  ['an integer with a needless one', '0202ff80', 'value-not-der'],
  ['a null with contents', '050100', 'value-not-der'],
  ['an empty bit string', '0300', 'value-not-der'],
  ['eight unused bits', '03020800', 'value-not-der'],
  ['unused bits without octets', '030101', 'value-not-der'],
  ['unused bits that are set', '03020101', 'value-not-der'],
  ['an empty object identifier', '0600', 'value-not-der'],
  ['an unfinished object identifier', '06022a86', 'value-not-der'],
  ['an object identifier with a leading zero', '06032a8001', 'value-not-der'],
  ['a set out of order', '3106020102020101', 'value-not-der'],
];

for (const [name, hex, fault] of refused) {
  test(`refuses ${name}`, () => {
    assert.throws(
      () => read(hex),
      (error) => error instanceof DerError && error.fault === fault,
    );
  });
}

test('refuses depth, size and number beyond the limits', () => {
  let deep: Uint8Array = new Uint8Array();
  for (let i = 0; i < 30; i++) deep = sequence(deep);
  const many = sequence(...Array.from({ length: 9000 }, () => Uint8Array.of(5, 0)));
  const limits: readonly [Uint8Array, DerFault][] = [
    [deep, 'too-deep'],
    [many, 'too-many-values'],
    [new Uint8Array(70_000), 'too-large'],
    [Uint8Array.from([6, 0x82, 0xff, 0xfb, ...new Uint8Array(65_531).fill(0x81)]), 'value-not-der'],
  ];
  for (const [bytes, fault] of limits) {
    assert.throws(
      () => readDer(bytes),
      (error) => error instanceof DerError && error.fault === fault,
    );
  }
});

const values: readonly [name: string, read: () => unknown, value: unknown][] = [
  ['a number', () => readSmall(read('02020100')), 256],
  ['a large number', () => readBigInt(read('02090080000000000000ff')), 0x80000000000000ffn],
  ['a boolean', () => readBoolean(read('0101ff')), true],
  ['an object identifier', () => readObjectIdentifier(read('06062a864886f70d')), '1.2.840.113549'],
  ['an object identifier under 2', () => readObjectIdentifier(read('0603883703')), '2.999.3'],
  [
    'an object identifier made from a UUID',
    () => readObjectIdentifier(read(`06146983${'ff'.repeat(17)}7f`)),
    '2.25.340282366920938463463374607431768211455',
  ],
  ['whole octets', () => toHex(readBitString(read('0303000102'))), '0102'],
  ['named bits', () => readNamedBits(read('03020106')), [5, 6]],
  ['a UTF-8 text', () => readText(read('0c06e98791e5baab')), '金庫'],
  ['a BMP text', () => readText(read('1e0491d10061')), '金a'],
  ['a T61 text', () => readText(read('1401e9')), 'é'],
];

for (const [name, readIt, value] of values) {
  test(`reads ${name}`, () => assert.deepEqual(readIt(), value));
}

const wrongValues: readonly [name: string, read: () => unknown][] = [
  ['a negative number', () => readBigInt(read('0201ff'))],
  ['another type', () => readBigInt(read('040101'))],
  ['a bit string that ends within an octet', () => readBitString(read('03020106'))],
  ['named bits with a zero at the end', () => readNamedBits(read('03020006'))],
  ['text that is not UTF-8', () => readText(read('0c02c328'))],
  ['text with an overlong form', () => readText(read('0c02c080'))],
  ['an underscore in a PrintableString', () => readText(read('13015f'))],
  ['a BMP text of three octets', () => readText(read('1e03000000'))],
  ['too few elements', () => readSequence(read('3000'), 1)],
  ['too many elements', () => readSequence(read('300405000500'), 0, 1)],
  ['a sequence that is a set', () => readSequence(read('3100'))],
];

for (const [name, readIt] of wrongValues) {
  test(`refuses ${name}`, () => assert.throws(readIt, DerError));
}

test('every writer tag is read back as it stands', () => {
  assert.equal(read('3000').identifier, TAG.sequence);
});
