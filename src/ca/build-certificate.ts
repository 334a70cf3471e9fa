// A holder's certificate before it is signed: every field from the bank's records, linted as encoded.

import { randomBytes } from 'node:crypto';
import { buildTbsCertificate } from '../x509/certificate.ts';
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  certificatePolicies,
  cRLDistributionPoints,
  type Extension,
  extendedKeyUsage,
  keyUsage,
  subjectKeyIdentifier,
} from '../x509/extensions.ts';
import { lintCertificate } from '../x509/lints/lint-certificate.ts';
import type { Name } from '../x509/name.ts';
import { serialNumberToHex, TIMED_SERIAL_RANDOM_OCTETS, timedSerialNumber } from '../x509/serial-number.ts';
import type { IssuingAuthority } from './authorities.ts';
import type { CertificationAuthority } from './certification-authority.ts';
import { keyIdentifierOf } from './key-identifier.ts';
import { caAddress, ocspAddress, revocationListAddress, revocationListOf } from './published-addresses.ts';

export interface CertificateContent {
  /** The generation that issues. */
  readonly issuing: IssuingAuthority;
  readonly subject: Name;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly subjectPublicKeyInfo: Uint8Array;
}

export interface BuiltCertificate {
  /** Lower-case hex. */
  readonly serialNumber: string;
  /** TBSCertificate, DER (RFC 5280 4.1.1.1). */
  readonly tbs: Uint8Array;
}

/**
 * Builds and lints. A finding is a defect of ours, never of the request.
 *
 * @throws Error naming the findings; nothing has been promised or signed by then.
 */
export function buildHolderCertificate(
  ca: CertificationAuthority,
  content: CertificateContent,
): BuiltCertificate {
  const { issuing } = content;
  const built = encodeHolderCertificate(ca, content);
  const findings = lintCertificate(built.tbs, {
    issuer: issuing.subject,
    authorityKeyIdentifier: keyIdentifierOf(issuing.key.subjectPublicKeyInfo),
    signatureAlgorithm: issuing.key.algorithm,
    issuerNotAfter: issuing.notAfter,
    revocationList: revocationListFor(ca, issuing, built.serialNumber),
    subjectPublicKeyInfo: content.subjectPublicKeyInfo,
  });
  if (findings.length > 0) {
    throw new Error(
      `certificate not issued: ${findings.map((one) => `${one.lint}: ${one.message}`).join('; ')}`,
    );
  }
  return built;
}

/** Builds alone; what goes out is built by {@link buildHolderCertificate}. */
export function encodeHolderCertificate(
  ca: CertificationAuthority,
  content: CertificateContent,
): BuiltCertificate {
  const { issuing } = content;
  const octets = timedSerialNumber(content.notBefore, randomBytes(TIMED_SERIAL_RANDOM_OCTETS));
  const serialNumber = serialNumberToHex(octets);
  const tbs = buildTbsCertificate({
    serialNumber: octets,
    signatureAlgorithm: issuing.key.algorithm,
    issuer: issuing.subject,
    notBefore: content.notBefore,
    notAfter: content.notAfter,
    subject: content.subject,
    subjectPublicKeyInfo: content.subjectPublicKeyInfo,
    extensions: [
      ...commonExtensions(ca, issuing, revocationListFor(ca, issuing, serialNumber)),
      subjectKeyIdentifier(keyIdentifierOf(content.subjectPublicKeyInfo)),
    ],
  });
  return { serialNumber, tbs };
}

function revocationListFor(
  { pkiOrigin }: CertificationAuthority,
  issuing: IssuingAuthority,
  serialNumber: string,
): string {
  return revocationListAddress(pkiOrigin, issuing.id, revocationListOf(issuing, serialNumber));
}

const extensionsOf = new WeakMap<CertificationAuthority, Map<string, readonly Extension[]>>();

/** The extensions that every certificate of a CA with the same revocation list shares, encoded once. */
function commonExtensions(
  ca: CertificationAuthority,
  issuing: IssuingAuthority,
  revocationList: string,
): readonly Extension[] {
  const ofLists = extensionsOf.get(ca) ?? new Map<string, readonly Extension[]>();
  extensionsOf.set(ca, ofLists);
  let extensions = ofLists.get(revocationList);
  if (extensions === undefined) {
    const { pkiOrigin, policyId } = ca;
    extensions = [
      authorityKeyIdentifier(keyIdentifierOf(issuing.key.subjectPublicKeyInfo)),
      basicConstraints({ cA: false }),
      keyUsage(['digitalSignature']),
      extendedKeyUsage(['clientAuth']),
      certificatePolicies([policyId]),
      cRLDistributionPoints([revocationList]),
      authorityInfoAccess({ ocsp: ocspAddress(pkiOrigin), caIssuers: caAddress(pkiOrigin, issuing.id) }),
    ];
    ofLists.set(revocationList, extensions);
  }
  return extensions;
}
