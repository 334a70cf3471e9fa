// OCSP answers there and back (RFC 6960 4.2): states, reasons, instants without parts of a second, failures.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DerError } from './der-reader.ts';
import { buildCertId } from './ocsp-request.ts';
import {
  assembleOcspAnswer,
  buildOcspFailure,
  buildResponseData,
  type CertificateStatus,
  OCSP_STATUSES,
  type OcspFailure,
  parseOcspResponse,
} from './ocsp-response.ts';

const AT = Date.parse('2026-04-01T00:00:00Z');
const CERTIFICATE = Uint8Array.of(0x30, 0);
const certId = (last: number) =>
  buildCertId({
    hash: 'SHA-256',
    issuerNameHash: new Uint8Array(32).fill(1),
    issuerKeyHash: new Uint8Array(32).fill(2),
    serialNumber: Uint8Array.of(0x41, last),
  });

function answer(states: readonly CertificateStatus[], nonce?: Uint8Array) {
  const data = buildResponseData({
    responderKeyHash: new Uint8Array(20).fill(3),
    producedAt: AT + 999,
    thisUpdate: AT + 999,
    nextUpdate: AT + 60_999,
    answers: states.map((status, i) => ({ certId: certId(i), status })),
    nonce,
  });
  return assembleOcspAnswer(data, 'ecdsa-with-SHA256', Uint8Array.of(1, 2, 3), CERTIFICATE);
}

test('what is built is read back', () => {
  const states: CertificateStatus[] = [
    { state: 'good' },
    { state: 'revoked', revokedAt: AT - 5_000 },
    { state: 'revoked', revokedAt: AT - 5_000, reason: 'keyCompromise' },
    { state: 'unknown' },
  ];
  const nonce = new Uint8Array(16).fill(4);
  const read = parseOcspResponse(answer(states, nonce));
  assert.ok(typeof read !== 'string');
  assert.deepEqual(
    read.answers.map(({ status }) => status),
    states,
  );
  assert.deepEqual(
    read.answers.map(({ certId: { der } }) => Buffer.from(der)),
    states.map((_, i) => Buffer.from(certId(i))),
  );
  for (const one of read.answers) assert.deepEqual([one.thisUpdate, one.nextUpdate], [AT, AT + 60_000]);
  assert.equal(read.producedAt, AT);
  assert.deepEqual(read.nonce, nonce);
  assert.equal(read.signatureAlgorithm, 'ecdsa-with-SHA256');
  assert.deepEqual(read.signature, Uint8Array.of(1, 2, 3));
  assert.deepEqual(read.certificates, [CERTIFICATE]);
  assert.deepEqual(read.responderKeyHash, new Uint8Array(20).fill(3));
});

test('the reason "unspecified" is left out', () => {
  const read = parseOcspResponse(answer([{ state: 'revoked', revokedAt: AT, reason: 'unspecified' }]));
  assert.ok(typeof read !== 'string');
  assert.deepEqual(read.answers[0]?.status, { state: 'revoked', revokedAt: AT });
});

for (const [name, code] of Object.entries(OCSP_STATUSES)) {
  if (name === 'successful') continue;
  test(`${name} is five octets, and read back`, () => {
    const der = buildOcspFailure(name as OcspFailure);
    assert.deepEqual(der, Uint8Array.of(0x30, 3, 0x0a, 1, code));
    assert.equal(parseOcspResponse(der), name);
  });
}

test('a success that says nothing, and a status that there is not, are refused', () => {
  for (const code of [0, 4, 7]) {
    assert.throws(() => parseOcspResponse(Uint8Array.of(0x30, 3, 0x0a, 1, code)), DerError);
  }
});
