// The certificate of an issuing CA, as a signer judges it before it believes it: for its own key, by a root that it
// knows, and in every field what one of ours is (RFC 5280 4.2, 6.1.4).

import { equalBytes } from '../../x509/bytes.ts';
import { type ParsedCertificate, parseCertificate } from '../../x509/certificate.ts';
import { DerError } from '../../x509/der-reader.ts';
import { EXTENSION_IDS } from '../../x509/object-identifiers.ts';
import type { IssuingRequest } from '../issuing-request.ts';
import { keyIdentifierOf } from '../key-identifier.ts';
import { caAddress, revocationListAddress } from '../published-addresses.ts';
import { isSignedBy } from '../verify-signature.ts';
import type { HeldAuthority } from './held-authorities.ts';
import { SignerFault } from './signer-fault.ts';

export interface Judged {
  readonly certificate: ParsedCertificate;
  /** Who signed it. */
  readonly root: HeldAuthority;
}

function refuse(why: string): never {
  throw new SignerFault('not-accepted', why);
}

/** @throws SignerFault `not-accepted`: one sentence for whoever brought it. */
export function readOffered(der: Uint8Array): ParsedCertificate {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (error instanceof DerError) return refuse('the file holds no certificate');
    throw error;
  }
}

/** @throws SignerFault `not-accepted` */
export function judgeOffered(
  certificate: ParsedCertificate,
  request: Pick<IssuingRequest, 'subject' | 'subjectPublicKeyInfo'>,
  roots: readonly HeldAuthority[],
  { pkiOrigin, now }: { readonly pkiOrigin: string; readonly now: number },
): Judged {
  const root = roots.find((one) => isBy(certificate, one));
  if (root === undefined) {
    refuse(
      'no root that the signer knows has signed it: take it to the right root, or make another one known with `warifu ca trust-root`',
    );
  }
  if (!equalBytes(certificate.subjectPublicKeyInfo, request.subjectPublicKeyInfo))
    refuse('it has another key');
  if (!equalBytes(certificate.subject, request.subject)) refuse('its name is not the one that was asked for');
  assertFields(certificate);
  assertExtensions(certificate, root, pkiOrigin);
  if (certificate.notBefore < root.notBefore || certificate.notAfter > root.notAfter) {
    refuse('it is valid before or after its root');
  }
  if (certificate.notAfter <= now) refuse('it has ended');
  return { certificate, root };
}

function isBy(certificate: ParsedCertificate, root: HeldAuthority): boolean {
  const { tbs: content, signature, signatureAlgorithm: algorithm } = certificate;
  const { subjectPublicKeyInfo } = root;
  return (
    equalBytes(certificate.issuer, root.subject) &&
    isSignedBy({ subjectPublicKeyInfo, algorithm, content, signature })
  );
}

function assertFields({ version, serialNumber, serialNumberNegative, ...rest }: ParsedCertificate): void {
  if (version !== 3 || rest.hasUniqueIdentifier) refuse('it is not of version 3 as ours are');
  if (serialNumberNegative || serialNumber.length > 20 || serialNumber.every((octet) => octet === 0)) {
    refuse('its serial number is none');
  }
}

/** Which extensions, and which of them critical. */
const EXTENSIONS: ReadonlyMap<string, boolean> = new Map([
  [EXTENSION_IDS.authorityKeyIdentifier, false],
  [EXTENSION_IDS.subjectKeyIdentifier, false],
  [EXTENSION_IDS.basicConstraints, true],
  [EXTENSION_IDS.keyUsage, true],
  [EXTENSION_IDS.cRLDistributionPoints, false],
  [EXTENSION_IDS.authorityInfoAccess, false],
]);

function assertExtensions(
  { extensions, extensionList, subjectPublicKeyInfo }: ParsedCertificate,
  root: HeldAuthority,
  pkiOrigin: string,
): void {
  for (const { oid, critical } of extensionList) {
    if (EXTENSIONS.get(oid) === undefined) refuse(`it has the extension ${oid}, which ours have not`);
    if (EXTENSIONS.get(oid) !== critical) refuse(`its extension ${oid} is ${critical ? '' : 'not '}critical`);
  }
  const { authorityKeyIdentifier, subjectKeyIdentifier, basicConstraints, keyUsage } = extensions;
  if (!equal(authorityKeyIdentifier, root.keyIdentifier)) refuse('its authority key identifier is another');
  if (!equal(subjectKeyIdentifier, keyIdentifierOf(subjectPublicKeyInfo))) {
    refuse('its subject key identifier is not that of RFC 7093, method 4');
  }
  if (basicConstraints?.cA !== true || basicConstraints.pathLength !== 0) {
    refuse('it is not the certificate of a CA with no other below it (path length 0)');
  }
  assertOnly('key usage', keyUsage, ['keyCertSign', 'cRLSign']);
  const { cRLDistributionPoints: lists, authorityInfoAccess: access } = extensions;
  assertOnly('address of the root’s list', lists, [revocationListAddress(pkiOrigin, root.id)]);
  assertOnly('address of the root', access?.caIssuers, [caAddress(pkiOrigin, root.id)]);
  assertOnly('address for OCSP', access?.ocsp, []);
}

const equal = (found: Uint8Array | undefined, wanted: Uint8Array): boolean =>
  found !== undefined && equalBytes(found, wanted);

function assertOnly(what: string, found: readonly string[] | undefined, wanted: readonly string[]): void {
  if (found?.length === wanted.length && wanted.every((one, at) => found[at] === one)) return;
  refuse(`its ${what}: ${found?.join(', ') || 'none'}; it must be ${wanted.join(', ') || 'none'}`);
}
