// Each lint has faulty certificates, named after their fault, that it alone finds.

import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { buildTbsCertificate, type CertificateFields } from '../certificate.ts';
import {
  boolean,
  encode,
  integer,
  objectIdentifier,
  octetString,
  printableString,
  sequence,
  set,
} from '../der.ts';
import { readDer } from '../der-reader.ts';
import * as build from '../extensions.ts';
import { encodeName } from '../name.ts';
import { EXTENSION_IDS } from '../object-identifiers.ts';
import { generalizedTime, time, utcTime } from '../time.ts';
import type { LintExpectation } from './lint.ts';
import { LINTS, lintCertificate } from './lint-certificate.ts';

const spki = (namedCurve: string) =>
  generateKeyPairSync('ec', { namedCurve }).publicKey.export({ type: 'spki', format: 'der' });
const keyIdentifier = new Uint8Array(20).fill(3);
const url = 'http://pki.example.jp/1.crl';
const OCSP = 'http://pki.example.jp/ocsp';
const at = Date.parse('2026-04-01T00:00:00Z');
const until = Date.parse('2027-03-31T14:59:59Z');

const EXTENSIONS = {
  authorityKeyIdentifier: build.authorityKeyIdentifier(keyIdentifier),
  subjectKeyIdentifier: build.subjectKeyIdentifier(keyIdentifier),
  keyUsage: build.keyUsage(['digitalSignature']),
  extKeyUsage: build.extendedKeyUsage(['clientAuth']),
  basicConstraints: build.basicConstraints({ cA: false }),
  certificatePolicies: build.certificatePolicies(['2.999.1']),
  cRLDistributionPoints: build.cRLDistributionPoints([url]),
  authorityInfoAccess: build.authorityInfoAccess({ ocsp: OCSP, caIssuers: 'http://pki.example.jp/1.crt' }),
};
type ExtensionName = keyof typeof EXTENSIONS;

const FIELDS: CertificateFields = {
  serialNumber: new Uint8Array(16).fill(0x45),
  signatureAlgorithm: 'ecdsa-with-SHA256',
  issuer: encodeName([{ type: 'CN', value: 'issuer' }]),
  notBefore: at,
  notAfter: until,
  subject: [
    { type: 'C', value: 'JP' },
    { type: 'O', value: 'アルプス中央信用金庫' },
    { type: 'CN', value: '1234567890' },
  ],
  subjectPublicKeyInfo: spki('P-256'),
  extensions: Object.values(EXTENSIONS),
};

const EXPECTED: LintExpectation = {
  issuer: FIELDS.issuer,
  authorityKeyIdentifier: keyIdentifier,
  signatureAlgorithm: 'ecdsa-with-SHA256',
  issuerNotAfter: until,
  revocationList: url,
  subjectPublicKeyInfo: FIELDS.subjectPublicKeyInfo,
};

const certificate = (changes: Partial<CertificateFields> = {}) =>
  buildTbsCertificate({ ...FIELDS, ...changes });

/** The good certificate with one extension changed, or taken out. */
function withExtension(name: ExtensionName, changed?: build.Extension): Uint8Array {
  const extensions = { ...EXTENSIONS, [name]: changed };
  return certificate({ extensions: Object.values(extensions).filter((one) => one !== undefined) });
}

/** The good certificate with one field of its sequence put in another encoding, or another field put behind. */
function withField(index: number, der: Uint8Array): Uint8Array {
  const fields = readDer(certificate())
    .children()
    .map((child) => child.der);
  return sequence(...(index < 0 ? fields.toSpliced(index, 0, der) : fields.with(index, der)));
}

function extension(oid: string, critical: boolean, value: Uint8Array): build.Extension {
  const parts = critical ? [boolean(true)] : [];
  return { oid, critical, der: sequence(objectIdentifier(oid), ...parts, octetString(value)) };
}

const subjectOf = (id: string, value: Uint8Array) => sequence(set(sequence(objectIdentifier(id), value)));

test('a good certificate has no finding, with what the issuer expects and without', () => {
  assert.deepEqual(lintCertificate(certificate(), EXPECTED), []);
  assert.deepEqual(lintCertificate(certificate()), []);
  assert.deepEqual(lintCertificate(withExtension('basicConstraints'), EXPECTED), []);
});

test('a validity that reaches 2050 has no finding', () => {
  assert.deepEqual(lintCertificate(certificate({ notAfter: Date.UTC(2050, 0, 1) })), []);
});

/** One or more faulty certificates for each lint, named after their fault. */
const faulty: readonly [lint: string, fault: string, tbs: Uint8Array, expected?: LintExpectation][] = [
  ['well-formed', 'not_der', Uint8Array.of(1, 2, 3)],
  [
    'well-formed',
    'extension_twice',
    certificate({ extensions: [...FIELDS.extensions, EXTENSIONS.keyUsage] }),
  ],
  ['version', 'version_2', withField(0, encode(0xa0, [integer(1)]))],
  ['serial-number', 'serial_zero', certificate({ serialNumber: Uint8Array.of(0) })],
  ['serial-number', 'serial_8_octets', certificate({ serialNumber: new Uint8Array(8).fill(0x45) })],
  ['serial-number', 'serial_21_octets', certificate({ serialNumber: new Uint8Array(21).fill(0x45) })],
  ['serial-number', 'serial_sign_octet', certificate({ serialNumber: new Uint8Array(20).fill(0x85) })],
  ['serial-number', 'serial_negative', withField(1, encode(2, [new Uint8Array(16).fill(0x85)]))],
  ['signature-algorithm', 'algorithm_sha1', withField(2, sequence(objectIdentifier('1.2.840.10045.4.1')))],
  [
    'signature-algorithm',
    'algorithm_not_the_issuers',
    certificate({ signatureAlgorithm: 'ecdsa-with-SHA384' }),
  ],
  ['issuer', 'issuer_empty', certificate({ issuer: sequence() }), {}],
  ['issuer', 'issuer_another', certificate({ issuer: encodeName([{ type: 'CN', value: 'other' }]) })],
  ['validity', 'generalized_time_before_2050', withField(4, sequence(time(at), generalizedTime(until)))],
  ['validity', 'validity_reversed', withField(4, sequence(utcTime(until), utcTime(at)))],
  ['validity', 'validity_beyond_issuer', certificate({ notAfter: until + 1000 })],
  ['subject', 'subject_empty', certificate({ subject: sequence() })],
  ['subject', 'subject_printable_cn', certificate({ subject: subjectOf('2.5.4.3', printableString('a')) })],
  [
    'subject',
    'subject_unknown_attribute',
    certificate({ subject: subjectOf('2.5.4.8', printableString('a')) }),
  ],
  [
    'subject',
    'subject_cn_65',
    certificate({ subject: subjectOf('2.5.4.3', encode(0x0c, [new Uint8Array(65).fill(0x61)])) }),
  ],
  ['subject-public-key', 'key_p521', certificate({ subjectPublicKeyInfo: spki('P-521') }), {}],
  ['subject-public-key', 'key_another', certificate({ subjectPublicKeyInfo: spki('P-256') })],
  ['unique-identifiers', 'unique_identifier', withField(-1, encode(0x82, [Uint8Array.of(0, 1)]))],
  [
    'extension-set',
    'extension_unknown',
    certificate({ extensions: [...FIELDS.extensions, extension('1.2.3', false, sequence())] }),
  ],
  [
    'extension-set',
    'key_usage_not_critical',
    withExtension('keyUsage', extension(EXTENSION_IDS.keyUsage, false, Uint8Array.of(3, 2, 7, 0x80))),
  ],
  [
    'extension-set',
    'subject_key_identifier_critical',
    withExtension(
      'subjectKeyIdentifier',
      extension(EXTENSION_IDS.subjectKeyIdentifier, true, octetString(keyIdentifier)),
    ),
  ],
  ['authority-key-identifier', 'authority_key_identifier_absent', withExtension('authorityKeyIdentifier')],
  [
    'authority-key-identifier',
    'authority_key_identifier_another',
    withExtension('authorityKeyIdentifier', build.authorityKeyIdentifier(new Uint8Array(20))),
  ],
  ['subject-key-identifier', 'subject_key_identifier_absent', withExtension('subjectKeyIdentifier')],
  [
    'subject-key-identifier',
    'subject_key_identifier_short',
    withExtension('subjectKeyIdentifier', build.subjectKeyIdentifier(new Uint8Array(8))),
  ],
  ['key-usage', 'key_usage_absent', withExtension('keyUsage')],
  ['key-usage', 'key_usage_cert_sign', withExtension('keyUsage', build.keyUsage(['keyCertSign']))],
  ['extended-key-usage', 'purpose_absent', withExtension('extKeyUsage')],
  [
    'extended-key-usage',
    'purpose_server_auth_too',
    withExtension('extKeyUsage', build.extendedKeyUsage(['clientAuth', 'serverAuth'])),
  ],
  ['basic-constraints', 'ca_true', withExtension('basicConstraints', build.basicConstraints({ cA: true }))],
  [
    'basic-constraints',
    'path_length_without_ca',
    withExtension('basicConstraints', build.basicConstraints({ cA: false, pathLength: 0 })),
  ],
  ['certificate-policies', 'policies_absent', withExtension('certificatePolicies')],
  [
    'certificate-policies',
    'policy_any',
    withExtension('certificatePolicies', build.certificatePolicies(['2.5.29.32.0'])),
  ],
  [
    'certificate-policies',
    'policy_twice',
    withExtension('certificatePolicies', build.certificatePolicies(['2.999.1', '2.999.1'])),
  ],
  ['crl-distribution-points', 'crl_points_absent', withExtension('cRLDistributionPoints')],
  [
    'crl-distribution-points',
    'crl_point_https',
    withExtension('cRLDistributionPoints', build.cRLDistributionPoints(['https://pki.example.jp/1.crl'])),
  ],
  [
    'crl-distribution-points',
    'crl_point_of_another_shard',
    withExtension('cRLDistributionPoints', build.cRLDistributionPoints(['http://pki.example.jp/2.crl'])),
  ],
  [
    'crl-distribution-points',
    'crl_point_of_two_lists',
    withExtension('cRLDistributionPoints', build.cRLDistributionPoints([url, 'http://pki.example.jp/2.crl'])),
  ],
  [
    'crl-distribution-points',
    'crl_point_for_some_reasons',
    withExtension('cRLDistributionPoints', crlPointForSomeReasons()),
  ],
  ['authority-info-access', 'access_absent', withExtension('authorityInfoAccess')],
  [
    'authority-info-access',
    'access_without_ocsp',
    withExtension('authorityInfoAccess', build.authorityInfoAccess({ caIssuers: url })),
  ],
  [
    'authority-info-access',
    'access_without_issuer',
    withExtension('authorityInfoAccess', build.authorityInfoAccess({ ocsp: OCSP })),
  ],
  [
    'authority-info-access',
    'access_ldap',
    withExtension('authorityInfoAccess', build.authorityInfoAccess({ ocsp: OCSP, caIssuers: 'ldap://x/' })),
  ],
];

function crlPointForSomeReasons(): build.Extension {
  const address = encode(0x86, [new TextEncoder().encode(url)]);
  const name = encode(0xa0, [encode(0xa0, [address])]);
  const reasons = encode(0x81, [Uint8Array.of(6, 0x40)]);
  return extension(EXTENSION_IDS.cRLDistributionPoints, false, sequence(sequence(name, reasons)));
}

for (const [lint, fault, tbs, expected] of faulty) {
  test(`${fault} is found by ${lint}, and by no other`, () => {
    const found = lintCertificate(tbs, expected ?? EXPECTED).map((finding) => finding.lint);
    assert.deepEqual(found, [lint]);
  });
}

test('every lint has a faulty certificate', () => {
  const tested = new Set(faulty.map(([lint]) => lint));
  assert.deepEqual(
    LINTS.filter(({ name }) => !tested.has(name)),
    [],
  );
});
