// The key ceremony: a root (P-384) and an issuing CA (P-256) below it, once, at the first start.

import { hash } from 'node:crypto';
import type { Store } from '../store/store.ts';
import { appendAudit } from '../store/write/audit.ts';
import { insertAuthorities } from '../store/write/certification-authority.ts';
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  keyUsage,
  subjectKeyIdentifier,
} from '../x509/extensions.ts';
import { encodeName, formatName, type Name } from '../x509/name.ts';
import { writeKeyFile } from './key-files.ts';
import { keyIdentifierOf } from './key-identifier.ts';
import { caAddress } from './published-addresses.ts';
import { signCertificate, wholeSecond } from './sign-certificate.ts';
import { generateSigningKey } from './signing-key.ts';

const YEAR_MS = 365.25 * 24 * 60 * 60 * 1000;
/** A root of more than ten years needs more than 112 bits of strength (CRYPTREC LS-0003): P-384. */
const ROOT_YEARS = 20;
const ISSUING_YEARS = 10;
/** A power of two: the serial numbers' last octets then fall evenly on all of them. */
const CRL_SHARDS = 16;

export interface CeremonyOptions {
  readonly store: Store;
  readonly keyFolder: string;
  readonly passphrase: string;
  readonly now: number;
  readonly validFrom: number;
  readonly pkiOrigin: string;
}

/**
 * Makes both keys, writes them sealed and synced, then commits both certificates with their audit record at once: a
 * ceremony that was interrupted leaves key files that nothing refers to, and is simply held again.
 */
export async function holdCeremony(options: CeremonyOptions): Promise<void> {
  const { store, now, validFrom } = options;
  const root = generateSigningKey('P-384');
  const issuing = generateSigningKey('P-256');
  const rootName = caName('Warifu Root CA 1');
  const issuingName = caName('Warifu Issuing CA 1');

  const rootCertificate = signCertificate(root.key, {
    issuer: encodeName(rootName),
    subject: rootName,
    subjectKey: root.key.subjectPublicKeyInfo,
    notBefore: validFrom,
    notAfter: validFrom + ROOT_YEARS * YEAR_MS,
    extensions: [
      subjectKeyIdentifier(keyIdentifierOf(root.key.subjectPublicKeyInfo)),
      basicConstraints({ cA: true }),
      keyUsage(['keyCertSign', 'cRLSign']),
    ],
  });
  const issuingCertificate = signCertificate(root.key, {
    issuer: encodeName(rootName),
    subject: issuingName,
    subjectKey: issuing.key.subjectPublicKeyInfo,
    notBefore: validFrom,
    notAfter: validFrom + ISSUING_YEARS * YEAR_MS,
    extensions: [
      authorityKeyIdentifier(keyIdentifierOf(root.key.subjectPublicKeyInfo)),
      subjectKeyIdentifier(keyIdentifierOf(issuing.key.subjectPublicKeyInfo)),
      basicConstraints({ cA: true, pathLength: 0 }),
      keyUsage(['keyCertSign', 'cRLSign']),
      authorityInfoAccess({ caIssuers: caAddress(options.pkiOrigin, 'root-1') }),
    ],
  });

  const authorities = [
    {
      id: 'root-1',
      role: 'root',
      made: root,
      name: rootName,
      certificate: rootCertificate,
      years: ROOT_YEARS,
    },
    {
      id: 'issuing-1',
      role: 'issuing',
      made: issuing,
      name: issuingName,
      certificate: issuingCertificate,
      years: ISSUING_YEARS,
    },
  ] as const;
  const rows = authorities.map(({ id, role, made, name, certificate, years }) => ({
    id,
    role,
    subject: formatName(name),
    subject_der: encodeName(name),
    certificate,
    spki_sha256: hash('sha256', made.key.subjectPublicKeyInfo, 'hex'),
    not_before: wholeSecond(validFrom),
    not_after: wholeSecond(validFrom + years * YEAR_MS),
    created_at: now,
    crl_shards: role === 'issuing' ? CRL_SHARDS : 0,
  }));
  for (const [index, { id, made }] of authorities.entries()) {
    const spkiSha256 = rows[index]?.spki_sha256 ?? '';
    await writeKeyFile(options.keyFolder, { id, spkiSha256 }, made.pkcs8, options.passphrase);
    made.pkcs8.fill(0);
  }
  await store.transaction(async (tx) => {
    await insertAuthorities(tx, rows);
    await appendAudit(
      tx,
      rows.map((row) => ({
        at: now,
        reference: `ceremony-${row.id}`,
        act: 'ca.ceremony',
        outcome: 'done' as const,
        details: { id: row.id, subject: row.subject, spkiSha256: row.spki_sha256 },
      })),
    );
  });
}

function caName(commonName: string): Name {
  return [
    { type: 'C', value: 'JP' },
    { type: 'O', value: 'Warifu' },
    { type: 'CN', value: commonName },
  ];
}
