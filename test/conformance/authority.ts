// A small authority of our own making for the conformance tests: root (P-384), issuing CA (P-256), holders.

import { generateKeyPairSync, hash, type KeyObject, randomBytes, sign } from 'node:crypto';
import {
  assembleCertificate,
  buildTbsCertificate,
  type CertificateFields,
} from '../../src/x509/certificate.ts';
import { buildTbsCertList } from '../../src/x509/certificate-revocation-list.ts';
import * as build from '../../src/x509/extensions.ts';
import { encodeName, type Name } from '../../src/x509/name.ts';
import { encodeRevoked } from '../../src/x509/revoked-entries.ts';
import { randomSerialNumber } from '../../src/x509/serial-number.ts';
import type { SignatureAlgorithm } from '../../src/x509/signature-algorithm.ts';

const DAY = 86_400_000;
const PKI = 'http://pki.example.jp';

export interface Party {
  readonly name: string;
  readonly privateKey: KeyObject;
  readonly subjectPublicKeyInfo: Uint8Array;
  readonly subject: Uint8Array;
  readonly certificate: Uint8Array;
  readonly fields: CertificateFields;
}

export interface Authority {
  readonly root: Party;
  readonly issuing: Party;
  readonly holders: readonly Party[];
  /** Empty of the root, and of the issuing CA with one stranger on it. */
  readonly revocationLists: readonly Uint8Array[];
}

type Signer = { readonly privateKey: KeyObject; readonly algorithm: SignatureAlgorithm };

function signWith({ privateKey, algorithm }: Signer, tbs: Uint8Array): Uint8Array {
  const digest = algorithm === 'ecdsa-with-SHA384' ? 'sha384' : 'sha256';
  return assembleCertificate(tbs, algorithm, sign(digest, tbs, privateKey));
}

/** RFC 7093 2. */
const keyIdentifierOf = (spki: Uint8Array) => hash('sha256', spki, 'buffer').subarray(0, 20);

function makeKey(kind: 'P-256' | 'P-384' | 'RSA-2048') {
  const { privateKey, publicKey } =
    kind === 'RSA-2048'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: kind });
  return { privateKey, subjectPublicKeyInfo: publicKey.export({ type: 'spki', format: 'der' }) };
}

type Key = ReturnType<typeof makeKey>;

interface Order {
  readonly name: string;
  readonly key: Key;
  readonly subject: Name;
  readonly issuer: Uint8Array;
  readonly signer: Signer;
  readonly days: number;
  readonly extensions: readonly build.Extension[];
}

function certify(order: Order): Party {
  const { key, name } = order;
  const notBefore = Math.floor(Date.now() / 1000) * 1000 - DAY;
  const fields: CertificateFields = {
    serialNumber: randomSerialNumber(randomBytes(20)),
    signatureAlgorithm: order.signer.algorithm,
    issuer: order.issuer,
    notBefore,
    notAfter: notBefore + order.days * DAY,
    subject: order.subject,
    subjectPublicKeyInfo: key.subjectPublicKeyInfo,
    extensions: [...order.extensions, build.subjectKeyIdentifier(keyIdentifierOf(key.subjectPublicKeyInfo))],
  };
  const certificate = signWith(order.signer, buildTbsCertificate(fields));
  return { ...key, name, fields, certificate, subject: encodeName(order.subject) };
}

const nameOf = (commonName: string): Name => [
  { type: 'C', value: 'JP' },
  { type: 'O', value: 'Warifu' },
  { type: 'CN', value: commonName },
];

/** Subjects with what disturbs readers of names: kanji, characters beyond the BMP, the specials of RFC 4514, spaces. */
const HOLDERS: readonly [kind: 'P-256' | 'P-384' | 'RSA-2048', organisation: string, commonName: string][] = [
  ['P-256', 'アルプス中央信用金庫', '1234567890'],
  ['P-384', '𠮷野信用金庫 <b>"A" & \'B\'</b>', ' a,b+c=d\\e;f#g '],
  ['RSA-2048', '#先頭', 'x'.repeat(64)],
];

/** Makes everything anew; the last day of the CAs lies beyond 2049, so that both types of time are met. */
export function makeAuthority(): Authority {
  const rootKey = makeKey('P-384');
  const rootSigner: Signer = { privateKey: rootKey.privateKey, algorithm: 'ecdsa-with-SHA384' };
  const rootId = build.authorityKeyIdentifier(keyIdentifierOf(rootKey.subjectPublicKeyInfo));
  const root = certify({
    name: 'root',
    key: rootKey,
    subject: nameOf('Warifu Root CA'),
    issuer: encodeName(nameOf('Warifu Root CA')),
    signer: rootSigner,
    days: 30 * 365,
    extensions: [build.basicConstraints({ cA: true }), build.keyUsage(['keyCertSign', 'cRLSign'])],
  });

  const issuingKey = makeKey('P-256');
  const issuingSigner: Signer = { privateKey: issuingKey.privateKey, algorithm: 'ecdsa-with-SHA256' };
  const issuing = certify({
    name: 'issuing',
    key: issuingKey,
    subject: nameOf('Warifu Issuing CA'),
    issuer: root.subject,
    signer: rootSigner,
    days: 29 * 365,
    extensions: [
      rootId,
      build.basicConstraints({ cA: true, pathLength: 0 }),
      build.keyUsage(['keyCertSign', 'cRLSign']),
      build.cRLDistributionPoints([`${PKI}/crl/root.crl`]),
      build.authorityInfoAccess({ caIssuers: `${PKI}/ca/root.crt` }),
    ],
  });

  const holders = HOLDERS.map(([kind, organisation, commonName]) =>
    certify({
      name: kind,
      key: makeKey(kind),
      subject: [
        { type: 'C', value: 'JP' },
        { type: 'O', value: organisation },
        { type: 'CN', value: commonName },
        { type: 'serialNumber', value: kind },
      ],
      issuer: issuing.subject,
      signer: issuingSigner,
      days: 365,
      extensions: [
        build.authorityKeyIdentifier(keyIdentifierOf(issuingKey.subjectPublicKeyInfo)),
        build.basicConstraints({ cA: false }),
        build.keyUsage(['digitalSignature']),
        build.extendedKeyUsage(['clientAuth']),
        build.certificatePolicies(['2.999.1.1']),
        build.cRLDistributionPoints([`${PKI}/crl/issuing.crl`]),
        build.authorityInfoAccess({ ocsp: `${PKI}/ocsp`, caIssuers: `${PKI}/ca/issuing.crt` }),
      ],
    }),
  );

  const list = (party: Party, signer: Signer, revoked: readonly Uint8Array[]) =>
    signWith(
      signer,
      buildTbsCertList({
        signatureAlgorithm: signer.algorithm,
        issuer: party.subject,
        thisUpdate: Date.now() - DAY,
        nextUpdate: Date.now() + 6 * DAY,
        entries: encodeRevoked(
          revoked.map((serialNumber) => ({ serialNumber, revokedAt: Date.now(), reason: 'superseded' })),
        ),
        authorityKeyIdentifier: keyIdentifierOf(party.subjectPublicKeyInfo),
        number: 1n,
      }),
    );
  const revocationLists = [
    list(root, rootSigner, []),
    list(issuing, issuingSigner, [randomSerialNumber(randomBytes(16))]),
  ];
  return { root, issuing, holders, revocationLists };
}
