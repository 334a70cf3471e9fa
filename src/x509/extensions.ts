// Extensions of certificates and revocation lists (RFC 5280 4.2 and 5.2): one builder each. Those that are the same
// in every certificate of an issuer can be built once and given again.

import {
  boolean,
  type Der,
  enumerated,
  explicit,
  ia5String,
  implicit,
  integer,
  namedBitString,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
} from './der.ts';
import { ACCESS_METHODS, EXTENSION_IDS, KEY_PURPOSES } from './object-identifiers.ts';

export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  /** The complete Extension, ready to stand in a certificate. */
  readonly der: Der;
}

/** RFC 5280 4.2.1.3, in the order of the bits. */
export const KEY_USAGES = [
  'digitalSignature',
  'contentCommitment',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUsage = (typeof KEY_USAGES)[number];

export type KeyPurpose = keyof typeof KEY_PURPOSES;

/** RFC 5280 5.3.1; the codes that are not used by anyone any more are left out. */
export const REVOCATION_REASONS = {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  privilegeWithdrawn: 9,
} as const;
export type RevocationReason = keyof typeof REVOCATION_REASONS;

/** The reason with this code; one that is not used by anyone any more counts as unspecified. */
export function revocationReasonOf(code: number): RevocationReason {
  for (const name in REVOCATION_REASONS) {
    if (REVOCATION_REASONS[name as RevocationReason] === code) return name as RevocationReason;
  }
  return 'unspecified';
}

function extension(oid: string, critical: boolean, value: Uint8Array): Extension {
  const id = objectIdentifier(oid);
  // `critical` is FALSE by default, and DER leaves defaults out (X.690 11.5).
  const der = critical ? sequence(id, boolean(true), octetString(value)) : sequence(id, octetString(value));
  return { oid, critical, der };
}

/** 4.2.1.9; critical, as it must be in the certificate of a CA. */
export function basicConstraints(constraints: { cA: boolean; pathLength?: number }): Extension {
  const parts: Der[] = [];
  if (constraints.cA) parts.push(boolean(true));
  if (constraints.pathLength !== undefined) parts.push(integer(constraints.pathLength));
  return extension(EXTENSION_IDS.basicConstraints, true, sequence(...parts));
}

/** 4.2.1.3; critical. */
export function keyUsage(usages: readonly KeyUsage[]): Extension {
  if (usages.length === 0) throw new RangeError('keyUsage names at least one use');
  const bits = usages.map((usage) => KEY_USAGES.indexOf(usage));
  return extension(EXTENSION_IDS.keyUsage, true, namedBitString(bits));
}

/** 4.2.1.12; not critical. */
export function extendedKeyUsage(purposes: readonly KeyPurpose[], critical = false): Extension {
  if (purposes.length === 0) throw new RangeError('extKeyUsage names at least one purpose');
  const ids = purposes.map((purpose) => objectIdentifier(KEY_PURPOSES[purpose]));
  return extension(EXTENSION_IDS.extKeyUsage, critical, sequence(...ids));
}

/** 4.2.1.2. The identifier is a digest of the key that the caller makes: SHA-1, or SHA-256 cut to 160 bits (RFC 7093 2). */
export function subjectKeyIdentifier(keyIdentifier: Uint8Array): Extension {
  return extension(EXTENSION_IDS.subjectKeyIdentifier, false, octetString(keyIdentifier));
}

/** 4.2.1.1, with the issuer's subject key identifier. */
export function authorityKeyIdentifier(keyIdentifier: Uint8Array): Extension {
  return extension(
    EXTENSION_IDS.authorityKeyIdentifier,
    false,
    sequence(implicit(0, octetString(keyIdentifier))),
  );
}

/** 4.2.1.13: one point, all reasons, each address an alternative for the same list. */
export function cRLDistributionPoints(urls: readonly string[]): Extension {
  return extension(EXTENSION_IDS.cRLDistributionPoints, false, distributionPoints(urls));
}

/** 5.2.6: where the delta of this list is; not critical. */
export function freshestCRL(urls: readonly string[]): Extension {
  return extension(EXTENSION_IDS.freshestCRL, false, distributionPoints(urls));
}

function distributionPoints(urls: readonly string[]): Der {
  if (urls.length === 0) throw new RangeError('a distribution point has an address');
  return sequence(sequence(explicit(0, implicit(0, sequence(...urls.map(uri))))));
}

/** 4.2.2.1. */
export function authorityInfoAccess(access: { ocsp?: string; caIssuers?: string }): Extension {
  const descriptions: Der[] = [];
  for (const method of ['ocsp', 'caIssuers'] as const) {
    const url = access[method];
    if (url !== undefined) descriptions.push(sequence(objectIdentifier(ACCESS_METHODS[method]), uri(url)));
  }
  if (descriptions.length === 0) throw new RangeError('authorityInfoAccess has an address');
  return extension(EXTENSION_IDS.authorityInfoAccess, false, sequence(...descriptions));
}

/** 4.2.1.4, without qualifiers. */
export function certificatePolicies(policyIds: readonly string[]): Extension {
  if (policyIds.length === 0) throw new RangeError('certificatePolicies names a policy');
  const policies = policyIds.map((id) => sequence(objectIdentifier(id)));
  return extension(EXTENSION_IDS.certificatePolicies, false, sequence(...policies));
}

/** 4.2.1.6: host names, and addresses of 4 or 16 octets. Not critical, since our subjects are never empty. */
export function subjectAlternativeName(names: {
  dns?: readonly string[];
  ip?: readonly Uint8Array[];
}): Extension {
  const general = [
    ...(names.dns ?? []).map((host) => implicit(2, ascii(host))),
    ...(names.ip ?? []).map((address) => implicit(7, octetString(address))),
  ];
  if (general.length === 0) throw new RangeError('subjectAltName has a name');
  return extension(EXTENSION_IDS.subjectAltName, false, sequence(...general));
}

/** RFC 6960 4.2.2.2.1: nobody asks for the status of the one who signs statuses. */
export function ocspNoCheck(): Extension {
  return extension(EXTENSION_IDS.ocspNoCheck, false, nullValue());
}

/** 5.2.3; at most 20 octets. */
export function cRLNumber(number: bigint | number): Extension {
  if (BigInt(number) >= 1n << 159n) throw new RangeError('a CRL number has at most 20 octets');
  return extension(EXTENSION_IDS.cRLNumber, false, integer(number));
}

/** 5.2.4; critical: the list says only what has changed since the one of this number. */
export function deltaCRLIndicator(baseNumber: bigint | number): Extension {
  return extension(EXTENSION_IDS.deltaCRLIndicator, true, integer(baseNumber));
}

/**
 * 5.2.5; critical: this list is one of several, for the certificates that name this address and for no others. All of
 * its other parts have their defaults.
 */
export function issuingDistributionPoint(url: string): Extension {
  const fullName = implicit(0, sequence(uri(url)));
  return extension(EXTENSION_IDS.issuingDistributionPoint, true, sequence(explicit(0, fullName)));
}

/** 5.3.1; for `unspecified` the extension is left out of the entry altogether. */
export function reasonCode(reason: RevocationReason): Extension {
  return extension(EXTENSION_IDS.reasonCode, false, enumerated(REVOCATION_REASONS[reason]));
}

/** uniformResourceIdentifier [6] of a GeneralName. */
function uri(url: string): Der {
  return implicit(6, ascii(url));
}

function ascii(text: string): Der {
  if (!/^[\x21-\x7e]+$/.test(text)) throw new RangeError(`not an address in ASCII: ${text}`);
  return ia5String(text);
}
