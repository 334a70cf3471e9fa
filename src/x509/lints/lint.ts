// What a lint is: one rule about a holder's certificate, asked of the octets that are about to be signed.

import type { ParsedTbsCertificate } from '../certificate.ts';
import type { SignatureAlgorithm } from '../signature-algorithm.ts';

/** What the issuer knows and the certificate must agree with. */
export interface LintExpectation {
  /** The issuer's subject, octet for octet. */
  readonly issuer?: Uint8Array;
  /** The issuer's subject key identifier. */
  readonly authorityKeyIdentifier?: Uint8Array;
  /** What the issuer's key will sign with. */
  readonly signatureAlgorithm?: SignatureAlgorithm;
  /** The end of the issuer's own certificate, in milliseconds since 1970. */
  readonly issuerNotAfter?: number;
  /** The address of the revocation list that this serial number belongs to. */
  readonly revocationList?: string;
  /** The key that was judged and proven to be possessed, as SubjectPublicKeyInfo. */
  readonly subjectPublicKeyInfo?: Uint8Array;
}

export interface Lint {
  readonly name: string;
  /** What is wrong, or undefined. */
  readonly check: (certificate: ParsedTbsCertificate, expected: LintExpectation) => string | undefined;
}

export interface LintFinding {
  readonly lint: string;
  readonly message: string;
}
