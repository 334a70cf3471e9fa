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

const serialNumber = (last: number) => Uint8Array.from({ length: 16 }, (_, i) => (i === 15 ? last : 0x41));
const fields: RevocationListFields = {
  signatureAlgorithm: 'ecdsa-with-SHA256',
  issuer: encodeName([{ type: 'CN', value: 'issuer' }]),
  thisUpdate: Date.parse('2026-04-01T00:00:00Z'),
  nextUpdate: Date.parse('2026-04-08T00:00:00Z'),
  revoked: [
    { serialNumber: serialNumber(1), revokedAt: Date.parse('2026-03-01T00:00:00Z'), reason: 'superseded' },
    { serialNumber: serialNumber(0x80), revokedAt: Date.parse('2026-03-02T00:00:00Z') },
  ],
  authorityKeyIdentifier: new Uint8Array(20).fill(7),
  number: 256n,
};

const list = (changes: Partial<RevocationListFields> = {}) =>
  assembleCertificate(buildTbsCertList({ ...fields, ...changes }), 'ecdsa-with-SHA256', new Uint8Array(8));

test('what is built is read back', () => {
  const parsed = parseCertificateRevocationList(list());
  assert.deepEqual(parsed.issuer, fields.issuer);
  assert.deepEqual([parsed.thisUpdate, parsed.nextUpdate], [fields.thisUpdate, fields.nextUpdate]);
  assert.deepEqual(parsed.revoked, fields.revoked);
  assert.deepEqual(parsed.extensions, {
    authorityKeyIdentifier: fields.authorityKeyIdentifier,
    cRLNumber: Uint8Array.of(1, 0),
  });
});

test('an empty list has no list in it', () => {
  assert.deepEqual(parseCertificateRevocationList(list({ revoked: [] })).revoked, []);
});

test('the reason "unspecified" is left out', () => {
  const [first] = fields.revoked;
  const parsed = parseCertificateRevocationList(list({ revoked: [{ ...first!, reason: 'unspecified' }] }));
  assert.equal(parsed.revoked[0]!.reason, undefined);
});

test('a list of 100,000 entries is built and read', () => {
  const revoked = Array.from({ length: 100_000 }, () => fields.revoked[0]!);
  assert.equal(parseCertificateRevocationList(list({ revoked })).revoked.length, 100_000);
});
