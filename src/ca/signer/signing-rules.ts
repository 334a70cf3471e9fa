// What a signer signs as a certificate. It reads the octets from nothing and goes by its own folder and settings: a
// server that has been taken over gets holders' certificates of the usual kind, and nothing else.

import { randomBytes } from 'node:crypto';
import { equalBytes } from '../../x509/bytes.ts';
import { type ParsedTbsCertificate, parseTbsCertificate } from '../../x509/certificate.ts';
import { DerError } from '../../x509/der-reader.ts';
import { lintParsed } from '../../x509/lints/lint-certificate.ts';
import { EXTENSION_IDS } from '../../x509/object-identifiers.ts';
import { serialNumberToHex } from '../../x509/serial-number.ts';
import { caAddress, ocspAddress, revocationListAddress, revocationListOf } from '../published-addresses.ts';
import type { HeldAuthority } from './held-authorities.ts';
import { SignerFault } from './signer-fault.ts';

/** What a signer knows of its deployment. */
export interface SigningRules {
  readonly pkiOrigin: string;
  readonly policyId: string;
  /** The signer's own clock, epoch milliseconds; absent where the deployment's is moved by hand. */
  readonly now?: (() => number) | undefined;
}

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Two years, which no bank may pass (profile/ceilings.ts), with a leap day, the day itself and what is backdated. */
const HOLDER_MOST_MS = 733 * DAY_MS;
const RESPONDER_MOST_MS = 14 * DAY_MS + 2 * HOUR_MS;
/** Between the plan and a sweep an hour may pass, and two clocks differ. */
const CLOCKS_DIFFER_MS = DAY_MS;

const HOLDER_SERIAL_OCTETS = 16;
const RESPONDER_SERIAL_OCTETS = 20;

function refuseToSign(why: string): never {
  throw new SignerFault('refused', why);
}

/** @throws SignerFault unless this may be signed as a holder's certificate of that number. */
export function assertHolderCertificate(
  tbs: Uint8Array,
  serialNumber: string,
  authority: HeldAuthority,
  { pkiOrigin, policyId, now }: SigningRules,
): void {
  if (authority.role !== 'issuing') refuseToSign('only an issuing CA certifies holders');
  const certificate = read(tbs);
  const [finding] = lintParsed(certificate, {
    issuer: authority.subject,
    authorityKeyIdentifier: authority.keyIdentifier,
    signatureAlgorithm: authority.algorithm,
    issuerNotAfter: authority.notAfter,
    revocationList: revocationListAddress(pkiOrigin, authority.id, revocationListOf(authority, serialNumber)),
  });
  if (finding !== undefined) refuseToSign(`${finding.lint}: ${finding.message}`);
  const { extensions } = certificate;
  if (serialNumberToHex(certificate.serialNumber) !== serialNumber) refuseToSign('another serial number');
  if (certificate.serialNumber.length !== HOLDER_SERIAL_OCTETS) refuseToSign('not a holder’s serial number');
  assertOnly('key usage', extensions.keyUsage, ['digitalSignature']);
  assertOnly('extended key usage', extensions.extendedKeyUsage, ['clientAuth']);
  assertOnly('policy', extensions.certificatePolicies, [policyId]);
  assertOnly('OCSP address', extensions.authorityInfoAccess?.ocsp, [ocspAddress(pkiOrigin)]);
  assertOnly('CA address', extensions.authorityInfoAccess?.caIssuers, [caAddress(pkiOrigin, authority.id)]);
  assertSubjectKey(certificate, authority);
  assertPeriod(certificate, HOLDER_MOST_MS, now?.());
}

/** @throws SignerFault unless this may be signed as the certificate of an OCSP responder. */
export function assertResponderCertificate(
  tbs: Uint8Array,
  authority: HeldAuthority,
  { pkiOrigin, now }: SigningRules,
): ParsedTbsCertificate {
  const certificate = read(tbs);
  const { extensions, extensionList } = certificate;
  const sound =
    certificate.version === 3 &&
    authority.role === 'issuing' &&
    equalBytes(certificate.issuer, authority.subject) &&
    certificate.signatureAlgorithm === authority.algorithm &&
    !certificate.hasUniqueIdentifier &&
    !certificate.serialNumberNegative &&
    certificate.serialNumber.length === RESPONDER_SERIAL_OCTETS &&
    equalBytes(extensions.authorityKeyIdentifier ?? randomBytes(20), authority.keyIdentifier) &&
    extensions.basicConstraints?.cA === false &&
    certificate.notAfter <= authority.notAfter;
  if (!sound) refuseToSign('not the certificate of a responder of this CA');
  const allowed: readonly string[] = [
    EXTENSION_IDS.authorityKeyIdentifier,
    EXTENSION_IDS.subjectKeyIdentifier,
    EXTENSION_IDS.basicConstraints,
    EXTENSION_IDS.keyUsage,
    EXTENSION_IDS.extKeyUsage,
    EXTENSION_IDS.ocspNoCheck,
    EXTENSION_IDS.authorityInfoAccess,
  ];
  const other = extensionList.find(({ oid }) => !allowed.includes(oid));
  if (other !== undefined) refuseToSign(`${other.oid} is not for responders`);
  assertOnly('key usage', extensions.keyUsage, ['digitalSignature']);
  assertOnly('extended key usage', extensions.extendedKeyUsage, ['OCSPSigning']);
  assertOnly('CA address', extensions.authorityInfoAccess?.caIssuers, [caAddress(pkiOrigin, authority.id)]);
  assertPeriod(certificate, RESPONDER_MOST_MS, now?.());
  return certificate;
}

function read(tbs: Uint8Array): ParsedTbsCertificate {
  try {
    return parseTbsCertificate(tbs);
  } catch (error) {
    if (error instanceof DerError) return refuseToSign(`not well-formed: ${error.message}`);
    throw error;
  }
}

function assertOnly(what: string, found: readonly string[] | undefined, wanted: readonly string[]): void {
  if (found?.length === wanted.length && wanted.every((one, at) => found[at] === one)) return;
  refuseToSign(`${what}: ${found?.join(', ') ?? 'none'}`);
}

/** The CA's own key is nobody else's. */
function assertSubjectKey({ subjectPublicKeyInfo }: ParsedTbsCertificate, authority: HeldAuthority): void {
  if (equalBytes(subjectPublicKeyInfo, authority.subjectPublicKeyInfo))
    refuseToSign('the key of the CA itself');
}

function assertPeriod(
  { notBefore, notAfter }: ParsedTbsCertificate,
  most: number,
  now: number | undefined,
): void {
  if (notAfter - notBefore > most) refuseToSign('valid for too long');
  if (now !== undefined && Math.abs(now - notBefore) > CLOCKS_DIFFER_MS) {
    refuseToSign('not valid from today');
  }
}
