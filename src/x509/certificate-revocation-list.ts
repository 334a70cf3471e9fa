// Certificate revocation lists, version 2 (RFC 5280 5.1 and 5.2): full ones with their deltas, and shards that say which
// certificates they are for. The signature of a short one is put around with `assembleCertificate`, since both have the
// same shape; long ones stay in pieces.

import { equalBytes } from './bytes.ts';
import { bitString, type Der, encodeInPieces, explicit, integer, sequence, TAG } from './der.ts';
import { DerError, type DerLimits, readDer } from './der-reader.ts';
import { expect, readBitString, readElements, readSequence, readSmall, readUnsigned } from './der-values.ts';
import { type DecodedExtensions, decodeExtensions, readExtensions } from './extension-reader.ts';
import {
  authorityKeyIdentifier,
  cRLNumber,
  deltaCRLIndicator,
  freshestCRL,
  issuingDistributionPoint,
  revocationReasonOf,
} from './extensions.ts';
import type { RevokedCertificate } from './revoked-entries.ts';
import {
  findSignatureAlgorithm,
  type SignatureAlgorithm,
  signatureAlgorithmIdentifier,
} from './signature-algorithm.ts';
import { readTime, time } from './time.ts';

export interface RevocationListFields {
  readonly signatureAlgorithm: SignatureAlgorithm;
  /** The issuer's subject, octet for octet. */
  readonly issuer: Uint8Array;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** Encoded, in pieces of any length (revoked-entries.ts). */
  readonly entries: readonly Uint8Array[];
  /** The issuer's subject key identifier (5.2.1). */
  readonly authorityKeyIdentifier: Uint8Array;
  /** Higher than that of every list before (5.2.3). */
  readonly number: bigint | number;
  /** Of a shard: the address that its certificates name (5.2.5). A full list has none. */
  readonly distributionPoint?: string | undefined;
  /** Of a delta: the number of the full list from which on it says everything (5.2.4). */
  readonly baseNumber?: number | undefined;
  /** Of a full list: the address of its delta (5.2.6). */
  readonly deltaAddress?: string | undefined;
}

/** TBSCertList: what is to be signed. */
export function buildTbsCertList(fields: RevocationListFields): Der {
  return concatenate(buildLongTbsCertList(fields));
}

/** The same in pieces, among them the entries as they were given: a list of a million is nowhere copied. */
export function buildLongTbsCertList(fields: RevocationListFields): Uint8Array[] {
  const { entries, distributionPoint, baseNumber, deltaAddress } = fields;
  const extensions = [authorityKeyIdentifier(fields.authorityKeyIdentifier), cRLNumber(fields.number)];
  if (baseNumber !== undefined) extensions.push(deltaCRLIndicator(baseNumber));
  if (distributionPoint !== undefined) extensions.push(issuingDistributionPoint(distributionPoint));
  if (deltaAddress !== undefined) extensions.push(freshestCRL([deltaAddress]));
  return enclose([
    integer(1),
    signatureAlgorithmIdentifier(fields.signatureAlgorithm),
    fields.issuer,
    time(fields.thisUpdate),
    time(fields.nextUpdate),
    // An empty list is not written at all (5.1.2.6).
    ...(entries.length > 0 ? enclose(entries) : []),
    explicit(0, sequence(...extensions.map((extension) => extension.der))),
  ]);
}

/** CertificateList: what was to be signed with its signature around it, in pieces. */
export function assembleLongRevocationList(
  tbs: readonly Uint8Array[],
  signatureAlgorithm: SignatureAlgorithm,
  signature: Uint8Array,
): Uint8Array[] {
  return enclose([...tbs, signatureAlgorithmIdentifier(signatureAlgorithm), bitString(signature)]);
}

/** A sequence of what the pieces spell. */
function enclose(pieces: readonly Uint8Array[]): Uint8Array[] {
  return encodeInPieces(TAG.sequence, pieces);
}

function concatenate(pieces: readonly Uint8Array[]): Der {
  const whole = new Uint8Array(pieces.reduce((octets, piece) => octets + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

export interface ParsedRevocationList {
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm | undefined;
  readonly signature: Uint8Array;
  readonly issuer: Uint8Array;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  readonly revoked: readonly RevokedCertificate[];
  readonly extensions: DecodedExtensions;
}

/** About 200,000 entries. */
const LIST_LIMITS: DerLimits = { bytes: 16 * 1024 * 1024, depth: 16, values: 2_000_000 };

/** Reads a list of version 2. Throws DerError. */
export function parseCertificateRevocationList(der: Uint8Array): ParsedRevocationList {
  const [tbs, algorithm, signature] = readSequence(readDer(der, LIST_LIMITS), 3, 3);
  const fields = readSequence(tbs, 6, 7);
  const [version, inner, issuer, thisUpdate, nextUpdate] = fields;
  if (readSmall(version) !== 1 || !equalBytes(inner!.der, algorithm!.der)) {
    throw new DerError('structure-unexpected', tbs!.start);
  }
  const [extensions] = readElements(fields.at(-1), 0xa0, 1, 1);
  return {
    tbs: tbs!.der,
    signatureAlgorithm: findSignatureAlgorithm(algorithm!.der),
    signature: readBitString(signature),
    issuer: expect(issuer, TAG.sequence).der,
    thisUpdate: readTime(thisUpdate!),
    nextUpdate: readTime(nextUpdate!),
    revoked: fields.length === 7 ? readSequence(fields[5], 1).map(readEntry) : [],
    extensions: decodeExtensions(readExtensions(extensions!)),
  };
}

function readEntry(node: Parameters<typeof readSequence>[0]): RevokedCertificate {
  const [serialNumber, revokedAt, extensions] = readSequence(node, 2, 3);
  const code = extensions && decodeExtensions(readExtensions(extensions)).reasonCode;
  const entry = { serialNumber: readUnsigned(serialNumber), revokedAt: readTime(revokedAt!) };
  return code === undefined ? entry : { ...entry, reason: revocationReasonOf(code) };
}

/** What a list says of itself, without its entries. */
export interface RevocationListFacts {
  readonly signatureAlgorithm: SignatureAlgorithm | undefined;
  readonly issuer: Uint8Array;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  readonly extensions: DecodedExtensions;
}

/**
 * Reads a TBSCertList of any length: of the entries only that each is a value of its own, so that a million of them
 * cost no memory. Throws DerError.
 */
export function readRevocationListFacts(tbs: Uint8Array): RevocationListFacts {
  const outer = spanAt(tbs, 0, TAG.sequence);
  if (outer.end !== tbs.length) throw new DerError('trailing-octets', outer.end);
  const spans: { readonly start: number; readonly contents: number; readonly end: number }[] = [];
  for (let at = outer.contents; at < outer.end; at = spans.at(-1)!.end) {
    if (spans.length === 7) throw new DerError('too-many-values', at);
    spans.push(spanAt(tbs.subarray(0, outer.end), at));
  }
  if (spans.length < 6) throw new DerError('structure-unexpected', 0);
  const entries = spans.length === 7 ? spans[5] : undefined;
  const [version, algorithm, issuer, thisUpdate, nextUpdate, extensions] = spans
    .filter((span) => span !== entries)
    .map(({ start, end }) => readDer(tbs.subarray(start, end)));
  if (readSmall(version) !== 1) throw new DerError('structure-unexpected', 0);
  if (entries !== undefined) {
    if (tbs[entries.start] !== TAG.sequence || entries.contents === entries.end) {
      throw new DerError('structure-unexpected', entries.start);
    }
    assertEntries(tbs.subarray(0, entries.end), entries.contents);
  }
  return {
    signatureAlgorithm: findSignatureAlgorithm(expect(algorithm, TAG.sequence).der),
    issuer: expect(issuer, TAG.sequence).der,
    thisUpdate: readTime(thisUpdate!),
    nextUpdate: readTime(nextUpdate!),
    extensions: decodeExtensions(readExtensions(readElements(extensions, 0xa0, 1, 1)[0]!)),
  };
}

/** That there are sequences up to the end; an entry is hardly ever longer than the short form of a length can say. */
function assertEntries(bytes: Uint8Array, start: number): void {
  for (let at = start; at < bytes.length; ) {
    const length = bytes[at + 1] ?? 0x80;
    const end = at + 2 + length;
    const isShort = bytes[at] === TAG.sequence && length < 0x80 && end <= bytes.length;
    at = isShort ? end : spanAt(bytes, at, TAG.sequence).end;
  }
}

/** Where a value begins and ends; nothing within it is looked at. */
function spanAt(bytes: Uint8Array, start: number, identifier?: number) {
  let length = bytes[start + 1];
  let contents = start + 2;
  if (length === undefined) throw new DerError('truncated', start);
  if (identifier !== undefined && bytes[start] !== identifier) {
    throw new DerError('structure-unexpected', start);
  }
  if (length >= 0x80) {
    const octets = length - 0x80;
    if (octets === 0 || octets > 4) throw new DerError('length-not-minimal', start);
    length = 0;
    for (let i = 0; i < octets; i++) length = length * 256 + (bytes[contents + i] ?? Number.NaN);
    contents += octets;
  }
  const end = contents + length;
  if (!(end <= bytes.length)) throw new DerError('truncated', start);
  return { start, contents, end };
}
