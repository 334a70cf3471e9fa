// Requests as they are built, sent and read, and those that are refused (RFC 2986).

import assert from 'node:assert/strict';
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { test } from 'node:test';
import {
  buildCertificationRequest,
  decodeRequestBody,
  parseCertificationRequest,
  REQUEST_MOST_OCTETS,
} from './certification-request.ts';
import {
  bitString,
  encode,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
  set,
  utf8String,
} from './der.ts';
import { encodeName } from './name.ts';
import { encodeBase64, encodePem } from './pem.ts';
import { type SignatureAlgorithm, signatureAlgorithmIdentifier } from './signature-algorithm.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const spki = publicKey.export({ type: 'spki', format: 'der' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
  type: 'spki',
  format: 'der',
});
const subject = [{ type: 'CN', value: 'anyone' }] as const;
const signatureAlgorithm = 'ecdsa-with-SHA256';
const good = await buildCertificationRequest(
  { subject, subjectPublicKeyInfo: spki, signatureAlgorithm },
  async (info) => sign('sha256', info, privateKey),
);

test('what is built is read back and proves possession', () => {
  const reading = parseCertificationRequest(good);
  assert.ok(reading.ok);
  assert.deepEqual(Buffer.from(reading.request.subjectPublicKeyInfo), spki);
  assert.equal(reading.request.signatureAlgorithm, signatureAlgorithm);
  assert.ok(verify('sha256', reading.request.info, publicKey, reading.request.signature));
});

const bodies: readonly [name: string, body: string | Uint8Array][] = [
  ['DER', good],
  ['PEM', encodePem('CERTIFICATE REQUEST', good)],
  ['PEM of an old label among text', `hello\r\n${encodePem('NEW CERTIFICATE REQUEST', good)}`],
  ['base64', encodeBase64(good)],
  ['base64 in lines', encodeBase64(good).replace(/.{60}/g, '$&\r\n')],
];

for (const [name, body] of bodies) {
  test(`takes a body of ${name}`, () => {
    const octets = typeof body === 'string' ? new TextEncoder().encode(body) : body;
    assert.deepEqual(decodeRequestBody(octets), good);
  });
}

test('gives back a body that it cannot tell apart', () => {
  for (const body of ['', 'hello', '<html>', encodePem('CERTIFICATE', good)]) {
    const octets = new TextEncoder().encode(body);
    assert.equal(decodeRequestBody(octets), octets);
  }
});

interface Parts {
  version?: Uint8Array;
  subject?: Uint8Array;
  key?: Uint8Array;
  attributes?: readonly Uint8Array[];
  algorithm?: Uint8Array;
  signature?: Uint8Array;
}

function request(parts: Parts): Uint8Array {
  const info = sequence(
    parts.version ?? integer(0),
    parts.subject ?? encodeName(subject),
    parts.key ?? spki,
    ...(parts.attributes ?? [encode(0xa0, [])]),
  );
  const algorithm = parts.algorithm ?? signatureAlgorithmIdentifier(signatureAlgorithm);
  return sequence(info, algorithm, parts.signature ?? bitString(sign('sha256', info, privateKey)));
}

const CHALLENGE = '1.2.840.113549.1.9.7';
const attribute = (id: string, ...values: Uint8Array[]) => sequence(objectIdentifier(id), set(...values));
const attributes = (...all: Uint8Array[]) => [encode(0xa0, all)];

const accepted: readonly [name: string, parts: Parts][] = [
  ['an empty subject', { subject: sequence() }],
  ['one challengePassword', { attributes: attributes(attribute(CHALLENGE, utf8String('a'))) }],
  [
    'a Microsoft attribute twice',
    {
      attributes: attributes(
        attribute('1.3.6.1.4.1.311.13.2.1', utf8String('a')),
        attribute('1.3.6.1.4.1.311.13.2.1', utf8String('b')),
      ),
    },
  ],
];

for (const [name, parts] of accepted) {
  test(`reads ${name}`, () => assert.equal(parseCertificationRequest(request(parts)).ok, true));
}

const identifier = (name: SignatureAlgorithm) => signatureAlgorithmIdentifier(name);
const refused: readonly [name: string, bytes: Uint8Array, fault: string][] = [
  ['nothing', new Uint8Array(), 'request-malformed'],
  ['an empty sequence', sequence(), 'request-malformed'],
  ['version 2', request({ version: integer(1) }), 'request-malformed'],
  ['a subject that is no name', request({ subject: sequence(nullValue()) }), 'request-malformed'],
  ['a key that is none', request({ key: sequence(nullValue(), nullValue()) }), 'request-malformed'],
  ['no attributes field', request({ attributes: [] }), 'request-malformed'],
  ['attributes under another tag', request({ attributes: [encode(0xa1, [])] }), 'request-malformed'],
  [
    'an attribute without values',
    request({ attributes: attributes(attribute(CHALLENGE)) }),
    'request-malformed',
  ],
  [
    'two challengePasswords',
    request({
      attributes: attributes(attribute(CHALLENGE, utf8String('a')), attribute(CHALLENGE, utf8String('b'))),
    }),
    'request-malformed',
  ],
  [
    'a challengePassword of two values',
    request({ attributes: attributes(attribute(CHALLENGE, utf8String('a'), utf8String('b'))) }),
    'request-malformed',
  ],
  ['a signature that is no bit string', request({ signature: octetString(spki) }), 'request-malformed'],
  ['octets after the end', Uint8Array.from([...good, 0]), 'request-malformed'],
  ['a certificate-sized surplus', sequence(good, good), 'request-malformed'],
  ['too many octets', new Uint8Array(REQUEST_MOST_OCTETS + 1), 'request-too-large'],
  ['10 MB', new Uint8Array(10_000_000).fill(0x30), 'request-too-large'],
  [
    'a signature with SHA-1',
    request({ algorithm: sequence(objectIdentifier('1.2.840.10045.4.1')) }),
    'possession-not-proven',
  ],
  [
    'ECDSA with parameters',
    request({ algorithm: sequence(objectIdentifier('1.2.840.10045.4.3.2'), nullValue()) }),
    'possession-not-proven',
  ],
  [
    'an RSA signature by an elliptic key',
    request({ algorithm: identifier('sha256WithRSAEncryption') }),
    'possession-not-proven',
  ],
  ['an ECDSA signature by an RSA key', request({ key: rsa }), 'possession-not-proven'],
  [
    'an ML-DSA signature by an elliptic key',
    request({ algorithm: identifier('id-ml-dsa-65') }),
    'possession-not-proven',
  ],
];

for (const [name, bytes, fault] of refused) {
  test(`refuses ${name}: ${fault}`, () => {
    assert.deepEqual(parseCertificationRequest(bytes), { ok: false, fault });
  });
}
