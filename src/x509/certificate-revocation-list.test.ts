// Revocation lists there and back: order, reasons, the empty list, a long one (RFC 5280 5.1).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assembleCertificate } from './certificate.ts';
import {
  assembleLongRevocationList,
  buildLongTbsCertList,
  buildTbsCertList,
  parseCertificateRevocationList,
  type RevocationListFields,
  readRevocationListFacts,
} from './certificate-revocation-list.ts';
import { DerError } from './der-reader.ts';
import { encodeName } from './name.ts';
import { encodeRevoked, type RevokedCertificate } from './revoked-entries.ts';

const serialNumber = (last: number) => Uint8Array.from({ length: 16 }, (_, i) => (i === 15 ? last : 0x41));
const revoked: readonly RevokedCertificate[] = [
  { serialNumber: serialNumber(1), revokedAt: Date.parse('2026-03-01T00:00:00Z'), reason: 'superseded' },
  { serialNumber: serialNumber(0x80), revokedAt: Date.parse('2026-03-02T00:00:00Z') },
];
const fields: RevocationListFields = {
  signatureAlgorithm: 'ecdsa-with-SHA256',
  issuer: encodeName([{ type: 'CN', value: 'issuer' }]),
  thisUpdate: Date.parse('2026-04-01T00:00:00Z'),
  nextUpdate: Date.parse('2026-04-08T00:00:00Z'),
  entries: encodeRevoked(revoked),
  authorityKeyIdentifier: new Uint8Array(20).fill(7),
  number: 256n,
};

const list = (changes: Partial<RevocationListFields> = {}) =>
  assembleCertificate(buildTbsCertList({ ...fields, ...changes }), 'ecdsa-with-SHA256', new Uint8Array(8));
const listOf = (revoked: readonly RevokedCertificate[]) => list({ entries: encodeRevoked(revoked) });

test('what is built is read back', () => {
  const parsed = parseCertificateRevocationList(list());
  assert.deepEqual(parsed.issuer, fields.issuer);
  assert.deepEqual([parsed.thisUpdate, parsed.nextUpdate], [fields.thisUpdate, fields.nextUpdate]);
  assert.deepEqual(parsed.revoked, revoked);
  assert.deepEqual(parsed.extensions, {
    authorityKeyIdentifier: fields.authorityKeyIdentifier,
    cRLNumber: Uint8Array.of(1, 0),
  });
});

test('an empty list has no list in it', () => {
  assert.deepEqual(parseCertificateRevocationList(list({ entries: [] })).revoked, []);
});

test('the reason "unspecified" is left out', () => {
  const [first] = revoked;
  const parsed = parseCertificateRevocationList(listOf([{ ...first!, reason: 'unspecified' }]));
  assert.equal(parsed.revoked[0]!.reason, undefined);
});

test('each entry has its own time, whatever came before it', () => {
  const many = [
    '2026-03-01T00:00:00Z',
    '2026-03-01T23:59:59Z',
    '2026-03-01T00:00:01Z',
    '2026-03-02T10:20:30Z',
    '2049-12-31T23:59:59Z',
    '2050-01-01T00:00:00Z',
    '2050-01-01T01:02:03Z',
    '2026-03-01T23:59:59Z',
    '1969-12-31T23:59:58Z',
    '1969-12-31T00:00:07Z',
  ].map((at) => ({ serialNumber: serialNumber(1), revokedAt: Date.parse(at) }));
  assert.deepEqual(parseCertificateRevocationList(listOf(many)).revoked, many);
});

test('in pieces it is the same list', () => {
  const entries = [...encodeRevoked(revoked), ...encodeRevoked(revoked.slice(1))];
  const tbs = buildLongTbsCertList({ ...fields, entries });
  assert.deepEqual(Buffer.concat(tbs), Buffer.from(buildTbsCertList({ ...fields, entries })));
  const pieces = assembleLongRevocationList(tbs, 'ecdsa-with-SHA256', new Uint8Array(8));
  assert.deepEqual(Buffer.concat(pieces), Buffer.from(list({ entries })));
  assert.equal(parseCertificateRevocationList(Buffer.concat(pieces)).revoked.length, 3);
});

test('facts: of entries that are none nothing is read', () => {
  const { thisUpdate, nextUpdate } = readRevocationListFacts(buildTbsCertList(fields));
  assert.deepEqual([thisUpdate, nextUpdate], [fields.thisUpdate, fields.nextUpdate]);
  const long = Buffer.concat([Uint8Array.of(0x30, 0x81, 0x80), Buffer.alloc(0x80)]);
  readRevocationListFacts(buildTbsCertList({ ...fields, entries: [long, ...encodeRevoked(revoked)] }));
  for (const entry of [[0x31, 0], [0x30, 1], [0x30], [0x30, 0x80], [0x30, 0x81, 0x90], [0x30, 0, 5]]) {
    const tbs = buildTbsCertList({ ...fields, entries: [...encodeRevoked(revoked), Uint8Array.from(entry)] });
    assert.throws(() => readRevocationListFacts(tbs), DerError, entry.join());
  }
});

test('a list of 100,000 entries is built and read', () => {
  const many = Array.from({ length: 100_000 }, () => revoked[0]!);
  assert.equal(parseCertificateRevocationList(listOf(many)).revoked.length, 100_000);
});

for (const [what, octets, read] of [
  ['with its first bit set', [0x80, 1], [0x80, 1]],
  ['with leading zeros', [0, 0, 0x7f], [0x7f]],
  ['of 20 octets', Array(20).fill(0xff), Array(20).fill(0xff)],
  ['zero', [0], [0]],
] as const) {
  test(`a serial number ${what}`, () => {
    const one = { serialNumber: Uint8Array.from(octets), revokedAt: Date.parse('2050-01-01T00:00:00Z') };
    const parsed = parseCertificateRevocationList(listOf([one]));
    assert.deepEqual(parsed.revoked, [{ ...one, serialNumber: Uint8Array.from(read) }]);
  });
}

test('a serial number longer than any is not written', () => {
  const one = { serialNumber: new Uint8Array(21).fill(1), revokedAt: 0 };
  assert.throws(() => listOf([one]), RangeError);
});

test('a shard says, critically, which certificates it is for; a full list does not', () => {
  const distributionPoint = 'http://pki.example.jp/crl/issuing-1/7.crl';
  const shard = parseCertificateRevocationList(list({ distributionPoint }));
  assert.deepEqual(shard.extensions.issuingDistributionPoint, [distributionPoint]);
  assert.ok(Buffer.from(list({ distributionPoint })).includes(Buffer.from('0603551d1c0101ff', 'hex')));
  assert.equal(parseCertificateRevocationList(list()).extensions.issuingDistributionPoint, undefined);
});

test('a delta says, critically, from which list it goes on; a full list, not critically, where its delta is', () => {
  const delta = list({ baseNumber: 250 });
  assert.deepEqual(parseCertificateRevocationList(delta).extensions.deltaCRLIndicator, Uint8Array.of(250));
  assert.ok(Buffer.from(delta).includes(Buffer.from('0603551d1b0101ff0404020200fa', 'hex')));
  const deltaAddress = 'http://pki.example.jp/crl/issuing-1/delta.crl';
  const full = list({ deltaAddress });
  assert.deepEqual(parseCertificateRevocationList(full).extensions.freshestCRL, [deltaAddress]);
  assert.ok(Buffer.from(full).includes(Buffer.from('0603551d2e04', 'hex')));
});
