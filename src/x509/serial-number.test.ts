// Serial numbers are positive and keep their randomness (RFC 5280 4.1.2.2).

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { integer } from './der.ts';
import { fromHex, randomSerialNumber, serialNumberToHex, timedSerialNumber, toHex } from './serial-number.ts';

for (const [name, octets] of [
  ['zeros', new Uint8Array(16)],
  ['ones', new Uint8Array(20).fill(0xff)],
  ['random octets', randomBytes(18)],
] as const) {
  test(`a serial number of ${name} is positive and as long as what it is made from`, () => {
    const serialNumber = randomSerialNumber(octets);
    assert.equal(integer(serialNumber).length, octets.length + 2);
    assert.ok(serialNumber[0]! >= 0x40 && serialNumber[0]! < 0x80);
    assert.deepEqual(serialNumber.subarray(1), Uint8Array.from(octets).subarray(1));
  });
}

test('refuses too few and too many octets', () => {
  for (const length of [0, 15, 21])
    assert.throws(() => randomSerialNumber(new Uint8Array(length)), RangeError);
});

test('a timed serial number is positive, begins with the second and keeps every random octet', () => {
  const random = randomBytes(12);
  for (const [at, beginning] of [
    [0, '40000000'],
    [1_700_000_000_999, '6553f100'],
    // Thirty bits of seconds come round every 34 years: only where a number stands in an index goes by them.
    [2 ** 30 * 1000, '40000000'],
    [2 ** 31 * 1000 - 1, '7fffffff'],
  ] as const) {
    const serialNumber = timedSerialNumber(at, random);
    assert.equal(toHex(serialNumber), beginning + random.toString('hex'));
    assert.equal(integer(serialNumber).length, 18);
  }
  assert.throws(() => timedSerialNumber(0, randomBytes(16)), RangeError);
});

test('hex there and back', () => {
  assert.equal(toHex(Uint8Array.of(0, 10, 255)), '000aff');
  assert.equal(serialNumberToHex(Uint8Array.of(0, 0x9a)), '9a');
  assert.deepEqual(fromHex('000aFF'), Uint8Array.of(0, 10, 255));
  for (const text of ['0', 'zz', '0x', ' 00']) assert.equal(fromHex(text), undefined);
});
