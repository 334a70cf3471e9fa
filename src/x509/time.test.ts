// UTCTime and GeneralizedTime at their edges (RFC 5280 4.1.2.5).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TAG } from './der.ts';
import { DerError, readDer } from './der-reader.ts';
import { readTime, time } from './time.ts';

const text = (der: Uint8Array) => new TextDecoder().decode(der.subarray(2));

const times: readonly [iso: string, tag: number, text: string][] = [
  ['1950-01-01T00:00:00Z', TAG.utcTime, '500101000000Z'],
  ['1999-12-31T23:59:59Z', TAG.utcTime, '991231235959Z'],
  ['2024-02-29T12:34:56Z', TAG.utcTime, '240229123456Z'],
  ['2049-12-31T23:59:59Z', TAG.utcTime, '491231235959Z'],
  ['2050-01-01T00:00:00Z', TAG.generalizedTime, '20500101000000Z'],
  ['9999-12-31T23:59:59Z', TAG.generalizedTime, '99991231235959Z'],
];

for (const [iso, tag, written] of times) {
  test(`writes and reads ${iso}`, () => {
    const der = time(Date.parse(iso));
    assert.deepEqual([der[0], text(der)], [tag, written]);
    assert.equal(readTime(readDer(der)), Date.parse(iso));
  });
}

test('parts of a second are left off', () => {
  assert.equal(text(time(Date.parse('2026-01-01T00:00:00.999Z'))), '260101000000Z');
});

test('refuses moments that have no form', () => {
  for (const at of [Date.UTC(10_000, 0), Date.UTC(1949, 0), Number.NaN])
    assert.throws(() => time(at), RangeError);
});

const refused: readonly [tag: number, text: string][] = [
  [TAG.utcTime, '2601010000Z'],
  [TAG.utcTime, '260101000000'],
  [TAG.utcTime, '260101000000+0900'],
  [TAG.utcTime, '260229000000Z'],
  [TAG.utcTime, '261301000000Z'],
  [TAG.utcTime, '260100000000Z'],
  [TAG.utcTime, '260101240000Z'],
  [TAG.utcTime, '260101006000Z'],
  [TAG.utcTime, '260101000060Z'],
  [TAG.utcTime, '26010100000:Z'],
  [TAG.generalizedTime, '20260101000000.5Z'],
  [TAG.generalizedTime, '00500101000000Z'],
  [TAG.ia5String, '260101000000Z'],
];

for (const [tag, written] of refused) {
  test(`refuses ${written} under tag ${tag}`, () => {
    const der = Uint8Array.from([tag, written.length, ...new TextEncoder().encode(written)]);
    assert.throws(() => readTime(readDer(der)), DerError);
  });
}
