// Certificate revocation lists, version 2 (RFC 5280 5.1 and 5.2): full ones, and shards that say which certificates
// they are for. The signature is put around with `assembleCertificate`, since both have the same shape.

import { equalBytes } from './bytes.ts';
import { type Der, encode, explicit, integer, sequence, TAG } from './der.ts';
import { DerError, type DerLimits, readDer } from './der-reader.ts';
import { expect, readBitString, readElements, readSequence, readSmall, readUnsigned } from './der-values.ts';
import { type DecodedExtensions, decodeExtensions, readExtensions } from './extension-reader.ts';
import {
  authorityKeyIdentifier,
  cRLNumber,
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
}

/** TBSCertList: what is to be signed. */
export function buildTbsCertList(fields: RevocationListFields): Der {
  const { entries, distributionPoint } = fields;
  const extensions = [authorityKeyIdentifier(fields.authorityKeyIdentifier), cRLNumber(fields.number)];
  if (distributionPoint !== undefined) extensions.push(issuingDistributionPoint(distributionPoint));
  return sequence(
    integer(1),
    signatureAlgorithmIdentifier(fields.signatureAlgorithm),
    fields.issuer,
    time(fields.thisUpdate),
    time(fields.nextUpdate),
    // An empty list is not written at all (5.1.2.6).
    ...(entries.length > 0 ? [encode(TAG.sequence, entries)] : []),
    explicit(0, sequence(...extensions.map((extension) => extension.der))),
  );
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
