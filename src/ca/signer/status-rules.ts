// What a signer signs about certificates: revocation lists, OCSP answers, heads of the audit record.

import { equalBytes } from '../../x509/bytes.ts';
import { type RevocationListFacts, readRevocationListFacts } from '../../x509/certificate-revocation-list.ts';
import { DerError } from '../../x509/der-reader.ts';
import { parseResponseData } from '../../x509/ocsp-response.ts';
import { DELTA_LIST, listPlace, revocationListNames } from '../published-addresses.ts';
import type { HeldAuthority } from './held-authorities.ts';
import { SignerFault } from './signer-fault.ts';
import type { SigningRules } from './signing-rules.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A week is the longest that a list or an answer may be believed (programs/configuration.ts). */
const STATUS_MOST_MS = 7 * DAY_MS;
const CLOCKS_DIFFER_MS = DAY_MS;

function refuseToSign(why: string): never {
  throw new SignerFault('refused', why);
}

/** @returns the number of the list. @throws SignerFault unless it is a list of this CA, under this name. */
export function assertRevocationList(
  tbs: Uint8Array,
  name: string,
  authority: HeldAuthority,
  { pkiOrigin, now }: SigningRules,
): number {
  if (authority.role !== 'issuing' || !revocationListNames(authority).includes(name)) {
    refuseToSign('no list of this CA');
  }
  const list = readList(tbs);
  const { cRLNumber, deltaCRLIndicator, authorityKeyIdentifier } = list.extensions;
  if (!equalBytes(list.issuer, authority.subject)) refuseToSign('another issuer');
  if (list.signatureAlgorithm !== authority.algorithm) refuseToSign('another algorithm');
  if (authorityKeyIdentifier === undefined || !equalBytes(authorityKeyIdentifier, authority.keyIdentifier)) {
    refuseToSign('another key');
  }
  const { distributionPoint, deltaAddress } = listPlace(pkiOrigin, authority.id, name);
  if (
    !isOnly(list.extensions.issuingDistributionPoint, distributionPoint) ||
    !isOnly(list.extensions.freshestCRL, deltaAddress) ||
    (deltaCRLIndicator === undefined) === (name === DELTA_LIST)
  ) {
    refuseToSign('not the list of that name');
  }
  assertPeriod(list.thisUpdate, list.nextUpdate, now?.());
  const number = listNumber(cRLNumber);
  if (deltaCRLIndicator !== undefined && listNumber(deltaCRLIndicator) > number) {
    refuseToSign('a delta of a later list');
  }
  return number;
}

function isOnly(addresses: readonly string[] | undefined, one: string | undefined): boolean {
  return addresses?.length === (one === undefined ? undefined : 1) && addresses?.[0] === one;
}

function listNumber(octets: Uint8Array | undefined): number {
  if (octets === undefined || octets.length > 6) return refuseToSign('no number of a list');
  return Buffer.from(octets).readUIntBE(0, octets.length);
}

function readList(tbs: Uint8Array): RevocationListFacts {
  try {
    return readRevocationListFacts(tbs);
  } catch (error) {
    if (error instanceof DerError) return refuseToSign(`not a revocation list: ${error.message}`);
    throw error;
  }
}

/** @throws SignerFault unless this is what an answer of this responder says. */
export function assertOcspAnswer(
  data: Uint8Array,
  responderKeyHash: Uint8Array,
  now: number | undefined,
): void {
  try {
    const { responderKeyHash: found, answers } = parseResponseData(data);
    if (!equalBytes(found, responderKeyHash)) refuseToSign('an answer of another responder');
    for (const { thisUpdate, nextUpdate } of answers) assertPeriod(thisUpdate, nextUpdate ?? Infinity, now);
  } catch (error) {
    if (error instanceof DerError) refuseToSign(`not an OCSP answer: ${error.message}`);
    throw error;
  }
}

function assertPeriod(thisUpdate: number, nextUpdate: number, now: number | undefined): void {
  if (nextUpdate <= thisUpdate || nextUpdate - thisUpdate > STATUS_MOST_MS)
    refuseToSign('believed for too long');
  if (now !== undefined && Math.abs(now - thisUpdate) > CLOCKS_DIFFER_MS) refuseToSign('not of today');
}

const HEAD_OCTETS = 2 + 8 + 8 + 32;

/** @returns the time of the head. @throws SignerFault unless this is a TreeHeadSignature (RFC 6962 3.5). */
export function assertTreeHead(head: Buffer): number {
  // Version v1 is 0, signature type tree_hash is 1.
  if (head.length !== HEAD_OCTETS || head.readUInt16BE(0) !== 1) refuseToSign('not the head of a tree');
  const timestamp = head.readBigUInt64BE(2);
  if (timestamp > BigInt(Number.MAX_SAFE_INTEGER)) refuseToSign('not a time');
  return Number(timestamp);
}
