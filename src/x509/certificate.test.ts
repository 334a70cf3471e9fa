// Certificates and their extensions there and back, and what is not read as one (RFC 5280 4.1).

import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { test } from 'node:test';
import {
  assembleCertificate,
  buildTbsCertificate,
  type CertificateFields,
  parseCertificate,
  tryParseCertificate,
} from './certificate.ts';
import { boolean, encode, objectIdentifier, octetString, sequence } from './der.ts';
import { readDer } from './der-reader.ts';
import * as extensions from './extensions.ts';
import { encodeName } from './name.ts';
import { signatureAlgorithmIdentifier } from './signature-algorithm.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const spki = publicKey.export({ type: 'spki', format: 'der' });
const keyIdentifier = Uint8Array.from({ length: 20 }, (_, i) => i);
const address = Uint8Array.of(127, 0, 0, 1);

const fields: CertificateFields = {
  serialNumber: Uint8Array.from({ length: 16 }, (_, i) => 0x40 + i),
  signatureAlgorithm: 'ecdsa-with-SHA256',
  issuer: encodeName([{ type: 'CN', value: 'issuer' }]),
  notBefore: Date.parse('2026-04-01T00:00:00Z'),
  notAfter: Date.parse('2050-03-31T14:59:59Z'),
  subject: [
    { type: 'C', value: 'JP' },
    { type: 'CN', value: '金庫' },
  ],
  subjectPublicKeyInfo: spki,
  extensions: [
    extensions.subjectKeyIdentifier(keyIdentifier),
    extensions.authorityKeyIdentifier(keyIdentifier),
    extensions.keyUsage(['digitalSignature', 'cRLSign', 'decipherOnly']),
    extensions.extendedKeyUsage(['serverAuth', 'clientAuth']),
    extensions.basicConstraints({ cA: true, pathLength: 1 }),
    extensions.cRLDistributionPoints(['http://a.example/1.crl', 'http://b.example/1.crl']),
    extensions.authorityInfoAccess({ ocsp: 'http://a.example/ocsp', caIssuers: 'http://a.example/1.crt' }),
    extensions.certificatePolicies(['1.2.3.4', '2.999.1']),
    extensions.subjectAlternativeName({ dns: ['a.example'], ip: [address] }),
    extensions.ocspNoCheck(),
  ],
};

function signed(changes: Partial<CertificateFields> = {}): Uint8Array {
  const tbs = buildTbsCertificate({ ...fields, ...changes });
  return assembleCertificate(tbs, fields.signatureAlgorithm, sign('sha256', tbs, privateKey));
}

test('what is built is read back', () => {
  const der = signed();
  const certificate = parseCertificate(der);
  assert.equal(certificate.version, 3);
  assert.deepEqual(certificate.serialNumber, fields.serialNumber);
  assert.equal(certificate.signatureAlgorithm, 'ecdsa-with-SHA256');
  assert.deepEqual(certificate.issuer, fields.issuer);
  assert.deepEqual([certificate.notBefore, certificate.notAfter], [fields.notBefore, fields.notAfter]);
  assert.deepEqual(certificate.subjectName, fields.subject);
  assert.deepEqual(Buffer.from(certificate.subjectPublicKeyInfo), spki);
  assert.equal(certificate.publicKey.kind, 'ec');
  assert.equal(certificate.hasUniqueIdentifier, false);
  assert.deepEqual(certificate.unknownCritical, []);
  assert.deepEqual(certificate.extensions, {
    subjectKeyIdentifier: keyIdentifier,
    authorityKeyIdentifier: keyIdentifier,
    keyUsage: ['digitalSignature', 'cRLSign', 'decipherOnly'],
    extendedKeyUsage: ['serverAuth', 'clientAuth'],
    basicConstraints: { cA: true, pathLength: 1 },
    cRLDistributionPoints: ['http://a.example/1.crl', 'http://b.example/1.crl'],
    authorityInfoAccess: { ocsp: ['http://a.example/ocsp'], caIssuers: ['http://a.example/1.crt'] },
    certificatePolicies: ['1.2.3.4', '2.999.1'],
    subjectAlternativeName: { dns: ['a.example'], ip: [address] },
  });
  assert.deepEqual(certificate.der, der);
});

test('a subject may be given as it is encoded', () => {
  const subject = encodeName([{ type: 'O', value: 'x' }]);
  assert.deepEqual(parseCertificate(signed({ subject })).subject, subject);
});

test('an unknown critical extension is named', () => {
  const oid = '1.2.3.4.5';
  const der = sequence(objectIdentifier(oid), boolean(true), octetString());
  const unknown = { oid, critical: true, der };
  assert.deepEqual(parseCertificate(signed({ extensions: [unknown] })).unknownCritical, [oid]);
});

const fault = (oid: string, ...rest: Uint8Array[]) => ({
  oid,
  critical: false,
  der: sequence(objectIdentifier(oid), ...rest),
});

const refused: readonly [name: string, der: () => Uint8Array][] = [
  ['octets that are none', () => Uint8Array.of(1, 2, 3)],
  ['an extension twice', () => signed({ extensions: [fields.extensions[0]!, fields.extensions[0]!] })],
  ['no extension in the extensions', () => signed({ extensions: [] })],
  [
    'an extension that says FALSE',
    () => signed({ extensions: [fault('1.2.3', boolean(false), octetString())] }),
  ],
  ['an extension without value', () => signed({ extensions: [fault('1.2.3')] })],
  [
    'a key identifier that is none',
    () => signed({ extensions: [fault('2.5.29.14', octetString(Uint8Array.of(5, 0)))] }),
  ],
  [
    'another algorithm outside',
    () => {
      const tbs = buildTbsCertificate(fields);
      return assembleCertificate(tbs, 'ecdsa-with-SHA384', new Uint8Array(8));
    },
  ],
  [
    'extensions before unique identifiers',
    () => {
      const tbs = readDer(buildTbsCertificate(fields));
      const parts = [...tbs.children().map((child) => child.der), encode(0x82, [Uint8Array.of(0, 1)])];
      const algorithm = signatureAlgorithmIdentifier(fields.signatureAlgorithm);
      return sequence(sequence(...parts), algorithm, Uint8Array.of(3, 1, 0));
    },
  ],
];

for (const [name, der] of refused) {
  test(`does not read ${name}`, () => {
    assert.throws(() => parseCertificate(der()), { name: 'DerError' });
    assert.equal(tryParseCertificate(der()), undefined);
  });
}

test('extensions that would say nothing are not built', () => {
  const builders: readonly (() => unknown)[] = [
    () => extensions.keyUsage([]),
    () => extensions.extendedKeyUsage([]),
    () => extensions.cRLDistributionPoints([]),
    () => extensions.authorityInfoAccess({}),
    () => extensions.certificatePolicies([]),
    () => extensions.subjectAlternativeName({}),
    () => extensions.cRLDistributionPoints(['http://金庫.example/']),
    () => extensions.cRLDistributionPoints(['http://a.example/a b']),
    () => extensions.cRLNumber(1n << 159n),
  ];
  for (const build of builders) assert.throws(build, RangeError);
});
