// Revocation lists there and back: order, reasons, the empty list, a long one (RFC 5280 5.1).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assembleCertificate } from './certificate.ts';
import {
  buildTbsCertList,
  parseCertificateRevocationList,
  type RevocationListFields,
} from './certificate-revocation-list.ts';
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
