// OCSP requests there and back, and what is refused (RFC 6960 4.1, RFC 9654 2.1).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  boolean,
  type Der,
  explicit,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
} from './der.ts';
import { CERT_ID_HASHES } from './object-identifiers.ts';
import {
  buildCertId,
  buildOcspRequest,
  MOST_CERT_IDS,
  OCSP_REQUEST_MOST_OCTETS,
  parseOcspRequest,
} from './ocsp-request.ts';

const certId = (last = 1, hash: 'SHA-1' | 'SHA-256' = 'SHA-1') =>
  buildCertId({
    hash,
    issuerNameHash: new Uint8Array(20).fill(1),
    issuerKeyHash: new Uint8Array(20).fill(2),
    serialNumber: Uint8Array.of(0x41, last),
  });

test('what is built is read back', () => {
  const ids = [certId(1), certId(0x80, 'SHA-256')];
  const nonce = new Uint8Array(32).fill(9);
  const read = parseOcspRequest(buildOcspRequest(ids, nonce));
  assert.deepEqual(
    read?.certIds.map(({ der, hash, serialNumber }) => ({ der: Buffer.from(der), hash, serialNumber })),
    [
      { der: Buffer.from(ids[0]!), hash: 'SHA-1', serialNumber: '4101' },
      { der: Buffer.from(ids[1]!), hash: 'SHA-256', serialNumber: '4180' },
    ],
  );
  assert.deepEqual(read?.nonce, nonce);
  assert.equal(parseOcspRequest(buildOcspRequest([certId()]))?.nonce, undefined);
});

for (const [length, taken] of [
  [0, false],
  [1, true],
  [16, true],
  [32, true],
  [33, true],
  [128, true],
  [129, false],
] as const) {
  test(`a nonce of ${length} octets is ${taken ? 'taken' : 'malformed'}`, () => {
    const read = parseOcspRequest(buildOcspRequest([certId()], new Uint8Array(length)));
    assert.equal(read?.nonce?.length, taken ? length : undefined);
    assert.equal(read !== undefined, taken);
  });
}

const list = sequence(sequence(certId()));
const extension = (oid: string, value: Uint8Array, critical: boolean) =>
  critical
    ? sequence(objectIdentifier(oid), boolean(true), octetString(value))
    : sequence(objectIdentifier(oid), octetString(value));
const request = (...fields: Der[]) => sequence(sequence(...fields));
const [NONCE, OTHER] = ['1.3.6.1.5.5.7.48.1.2', '1.3.6.1.4.1.32473.9'];
const nonce = extension(NONCE, octetString(new Uint8Array(16)), false);

const odd: readonly [what: string, request: Uint8Array, taken: boolean][] = [
  ['the version written out', request(explicit(0, integer(0)), list), true],
  ['another version', request(explicit(0, integer(1)), list), false],
  ['a name of who asks', request(explicit(1, explicit(4, sequence())), list), true],
  [
    'a signature',
    sequence(sequence(list), explicit(0, sequence(sequence(), nullValue(), nullValue()))),
    true,
  ],
  ['two signatures', sequence(sequence(list), explicit(0, nullValue()), explicit(0, nullValue())), false],
  [
    'an extension that nobody knows',
    request(list, explicit(2, sequence(extension(OTHER, nullValue(), false)))),
    true,
  ],
  ['the same, critical', request(list, explicit(2, sequence(extension(OTHER, nullValue(), true)))), false],
  [
    'a critical nonce',
    request(list, explicit(2, sequence(extension(NONCE, octetString(Uint8Array.of(1)), true)))),
    true,
  ],
  ['two nonces', request(list, explicit(2, sequence(nonce, nonce))), false],
  [
    'a nonce without its OCTET STRING',
    request(list, explicit(2, sequence(extension(NONCE, nullValue(), false)))),
    false,
  ],
  ['extensions without any', request(list, explicit(2, sequence())), false],
  [
    'an extension of one certificate',
    request(sequence(sequence(certId(), explicit(0, sequence(extension(OTHER, nullValue(), false)))))),
    true,
  ],
  [
    'the same, critical',
    request(sequence(sequence(certId(), explicit(0, sequence(extension(OTHER, nullValue(), true)))))),
    false,
  ],
  ['no certificate', request(sequence()), false],
  ['nothing', new Uint8Array(), false],
  ['octets behind it', Uint8Array.of(...request(list), 0), false],
  [
    'as many certificates as may be',
    buildOcspRequest(Array.from({ length: MOST_CERT_IDS }, (_, i) => certId(i))),
    true,
  ],
  ['one more', buildOcspRequest(Array.from({ length: MOST_CERT_IDS + 1 }, (_, i) => certId(i))), false],
  ['more octets than may be', new Uint8Array(OCSP_REQUEST_MOST_OCTETS + 1), false],
];

for (const [what, der, taken] of odd) {
  test(`${what}: ${taken ? 'read' : 'malformed'}`, () => {
    assert.equal(parseOcspRequest(der) !== undefined, taken);
  });
}

/** A CertID spelled out. */
const spelled = (algorithm: Der, serialNumber: Der) =>
  parseOcspRequest(
    request(
      sequence(
        sequence(
          sequence(algorithm, octetString(new Uint8Array(20)), octetString(new Uint8Array(20)), serialNumber),
        ),
      ),
    ),
  )?.certIds[0];
const sha1 = objectIdentifier(CERT_ID_HASHES['SHA-1']);

test('the hash comes with NULL, or without; another hash is read and is none of ours', () => {
  assert.equal(spelled(sequence(sha1), integer(1))?.hash, 'SHA-1');
  assert.equal(spelled(sequence(sha1, nullValue()), integer(1))?.hash, 'SHA-1');
  const md5 = spelled(sequence(objectIdentifier('1.2.840.113549.2.5'), nullValue()), integer(1));
  assert.ok(md5 && md5.hash === undefined);
  assert.equal(spelled(sequence(sha1, integer(1)), integer(1)), undefined);
});

test('serial numbers that no certificate has', () => {
  assert.equal(spelled(sequence(sha1), Uint8Array.of(2, 1, 0x80))?.serialNumber, '');
  assert.equal(spelled(sequence(sha1), integer(0))?.serialNumber, '00');
  assert.equal(spelled(sequence(sha1), integer(new Uint8Array(300).fill(0x7f)))?.serialNumber.length, 600);
  assert.equal(spelled(sequence(sha1), Uint8Array.of(2, 2, 0, 1)), undefined, 'not the shortest form');
});
