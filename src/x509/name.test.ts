// Names: string types, bounds and characters, and their text (RFC 5280 4.1.2.4, RFC 4514).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explicit, integer, objectIdentifier, octetString, sequence, set, utf8String } from './der.ts';
import { type AttributeType, encodeName, formatName, NameError, type NameFault, parseName } from './name.ts';
import { toHex } from './serial-number.ts';

test('writes C and serialNumber as PrintableString, the others as UTF8String', () => {
  const der = encodeName([
    { type: 'C', value: 'JP' },
    { type: 'O', value: '金庫' },
    { type: 'serialNumber', value: '7' },
  ]);
  assert.equal(
    toHex(der),
    '302a310b3009060355040613024a50310f300d060355040a0c06e98791e5baab310a30080603550405130137',
  );
});

const kept: readonly string[] = [
  'a',
  'アルプス中央信用金庫',
  '<svg onload=1> "x" & \'y\'',
  '𠮷野家',
  'x'.repeat(64),
  '𠮷'.repeat(64),
  '\ue000 of the private use area',
  ' ends and starts with a space ',
];

for (const value of kept) {
  test(`keeps ${value}`, () => {
    assert.deepEqual(parseName(encodeName([{ type: 'CN', value }])), [{ type: 'CN', value }]);
  });
}

const refused: readonly [type: AttributeType, value: string, code: NameFault][] = [
  ['CN', '', 'name-value-empty'],
  ['CN', ' \u3000 ', 'name-value-empty'],
  ['O', 'x'.repeat(65), 'name-value-too-long'],
  ['O', 'あ'.repeat(300), 'name-value-too-long'],
  ['C', 'JPN', 'name-value-too-long'],
  ['C', 'jp', 'name-country-invalid'],
  ['serialNumber', '金', 'name-value-not-printable'],
  ['serialNumber', 'a_b', 'name-value-not-printable'],
  ...['a\0b', 'a\nb', 'a\u007fb', 'a\u0085b', 'a\u200fb', 'a\u202eb', 'a\u2066b', 'a\ud800b', 'a\uffffb'].map(
    (value): [AttributeType, string, NameFault] => ['CN', value, 'name-value-control-character'],
  ),
];

for (const [type, value, code] of refused) {
  test(`refuses ${type}=${JSON.stringify(value.slice(0, 20))}: ${code}`, () => {
    assert.throws(
      () => encodeName([{ type, value }]),
      (error) => error instanceof NameError && error.code === code && error.type === type,
    );
  });
}

test('refuses an empty name', () => {
  assert.throws(() => encodeName([]), { code: 'name-empty' });
});

const texts: readonly [value: string, text: string][] = [
  ['Steve', 'CN=Steve'],
  ['a,b+c"d\\e<f>g;h', 'CN=a\\,b\\+c\\"d\\\\e\\<f\\>g\\;h'],
  [' a ', 'CN=\\ a\\ '],
  ['a\\ ', 'CN=a\\\\\\ '],
  [' ', 'CN=\\ '],
  ['#1', 'CN=\\#1'],
  ['a#b=c', 'CN=a#b=c'],
  ['a\0b', 'CN=a\\00b'],
  ['金庫', 'CN=金庫'],
];

for (const [value, text] of texts) {
  test(`formats ${JSON.stringify(value)}`, () => assert.equal(formatName([{ type: 'CN', value }]), text));
}

test('formats the most specific part first', () => {
  const name = [
    { type: 'C', value: 'JP' },
    { type: 'O', value: 'A' },
    { type: 'CN', value: 'B' },
  ] as const;
  assert.equal(formatName(name), 'CN=B,O=A,C=JP');
});

test('reads joined relative names and attributes it has no name for', () => {
  const attribute = (id: string, value: Uint8Array) => sequence(objectIdentifier(id), value);
  const der = sequence(
    set(attribute('2.5.4.8', utf8String('Tokyo'))),
    set(attribute('2.5.4.3', utf8String('A')), attribute('2.5.4.11', utf8String('B'))),
  );
  assert.equal(formatName(parseName(der)), 'CN=A+OU=B,2.5.4.8=#0c05546f6b796f');
});

for (const [name, der] of [
  ['a number', integer(1)],
  ['an empty relative name', sequence(set())],
  ['an attribute without value', sequence(set(sequence(objectIdentifier('2.5.4.3'))))],
  ['an attribute of octets', sequence(set(sequence(objectIdentifier('2.5.4.3'), octetString())))],
  ['a relative name that is not a set', sequence(explicit(0))],
] as const) {
  test(`refuses to read ${name}`, () => assert.throws(() => parseName(der), { name: 'DerError' }));
}
