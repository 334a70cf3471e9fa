// The lints of a holder's certificate, asked before it is signed: the octets are read again from nothing, so that a
// fault of the writer cannot hide.

import { type ParsedTbsCertificate, parseTbsCertificate } from '../certificate.ts';
import { DerError } from '../der-reader.ts';
import { authorityInfoAccess } from './authority-info-access.ts';
import { authorityKeyIdentifier } from './authority-key-identifier.ts';
import { basicConstraints } from './basic-constraints.ts';
import { certificatePolicies } from './certificate-policies.ts';
import { crlDistributionPoints } from './crl-distribution-points.ts';
import { extendedKeyUsage } from './extended-key-usage.ts';
import { extensionSet } from './extension-set.ts';
import { issuer } from './issuer.ts';
import { keyUsage } from './key-usage.ts';
import type { Lint, LintExpectation, LintFinding } from './lint.ts';
import { serialNumber } from './serial-number.ts';
import { signatureAlgorithm } from './signature-algorithm.ts';
import { subject } from './subject.ts';
import { subjectKeyIdentifier } from './subject-key-identifier.ts';
import { subjectPublicKey } from './subject-public-key.ts';
import { uniqueIdentifiers } from './unique-identifiers.ts';
import { validity } from './validity.ts';
import { version } from './version.ts';

/** In the order of the fields. */
export const LINTS: readonly Lint[] = [
  version,
  serialNumber,
  signatureAlgorithm,
  issuer,
  validity,
  subject,
  subjectPublicKey,
  uniqueIdentifiers,
  extensionSet,
  authorityKeyIdentifier,
  subjectKeyIdentifier,
  keyUsage,
  extendedKeyUsage,
  basicConstraints,
  certificatePolicies,
  crlDistributionPoints,
  authorityInfoAccess,
];

/** Every fault of the TBSCertificate; none means that it may be signed. */
export function lintCertificate(tbs: Uint8Array, expected: LintExpectation = {}): LintFinding[] {
  let certificate: ParsedTbsCertificate;
  try {
    certificate = parseTbsCertificate(tbs);
  } catch (error) {
    // A duplicate extension is also found here.
    if (error instanceof DerError) return [{ lint: 'well-formed', message: error.message }];
    throw error;
  }
  return lintParsed(certificate, expected);
}

/** The same of one that has been read already. */
export function lintParsed(certificate: ParsedTbsCertificate, expected: LintExpectation): LintFinding[] {
  const findings: LintFinding[] = [];
  for (const { name, check } of LINTS) {
    const message = check(certificate, expected);
    if (message !== undefined) findings.push({ lint: name, message });
  }
  return findings;
}
