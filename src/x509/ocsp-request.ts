// OCSP requests (RFC 6960 4.1, the nonce as in RFC 9654): read strictly and within bounds, and built for those who ask.
// A request's own signature is not looked at: anybody may ask.

import {
  type Der,
  explicit,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
  TAG,
} from './der.ts';
import { DerError, type DerLimits, type DerNode, readDer } from './der-reader.ts';
import {
  expect,
  readElements,
  readObjectIdentifier,
  readOctetString,
  readSequence,
  readSmall,
} from './der-values.ts';
import { type ParsedExtension, readExtensions } from './extension-reader.ts';
import { CERT_ID_HASHES, OCSP_EXTENSION_IDS } from './object-identifiers.ts';
import { toHex } from './serial-number.ts';

export type CertIdHash = keyof typeof CERT_ID_HASHES;

/** CertID: which certificate is asked about (RFC 6960 4.1.1). */
export interface CertId {
  /** As it was sent: an answer repeats it octet for octet. */
  readonly der: Uint8Array;
  /** Undefined when it is none of ours: then nobody can say which issuer is meant. */
  readonly hash: CertIdHash | undefined;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  /** Lower-case hex of the magnitude; empty for a negative number, which no certificate has. */
  readonly serialNumber: string;
}

export interface OcspRequest {
  /** One or more, in the order asked. */
  readonly certIds: readonly CertId[];
  /** 1 to 128 octets. */
  readonly nonce: Uint8Array | undefined;
}

/** The largest request that is read: {@link MOST_CERT_IDS} with SHA-256 and some extensions. */
export const OCSP_REQUEST_MOST_OCTETS = 8 * 1024;
/** One signature answers for all of them, so this is generous. */
export const MOST_CERT_IDS = 64;
/** RFC 9654 2.1. */
export const NONCE_MOST_OCTETS = 128;

const REQUEST_LIMITS: DerLimits = { bytes: OCSP_REQUEST_MOST_OCTETS, depth: 16, values: 1_024 };

/** Reads a request; undefined when it is malformed. */
export function parseOcspRequest(bytes: Uint8Array): OcspRequest | undefined {
  try {
    return readRequest(readDer(bytes, REQUEST_LIMITS));
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

function readRequest(node: DerNode): OcspRequest {
  const [tbs, signature] = readSequence(node, 1, 2);
  if (signature) readSequence(readElements(signature, 0xa0, 1, 1)[0], 3, 4);
  const fields = [...readSequence(tbs, 1, 4)];
  // version v1 is the default and need not be written, but old clients write it.
  if (fields[0]?.identifier === 0xa0) {
    if (readSmall(readElements(fields.shift(), 0xa0, 1, 1)[0]) !== 0) fail(node);
  }
  // requestorName: whoever it is.
  if (fields[0]?.identifier === 0xa1) readElements(fields.shift(), 0xa1, 1, 1);
  const [list, extensions, ...more] = fields;
  if (more.length > 0) fail(node);
  const certIds = readSequence(list, 1, MOST_CERT_IDS).map(readSingleRequest);
  const named = extensions ? readExtensions(readElements(extensions, 0xa2, 1, 1)[0]!) : [];
  return { certIds, nonce: readNonce(named) };
}

function readSingleRequest(node: DerNode): CertId {
  const [certId, extensions] = readSequence(node, 1, 2);
  if (extensions) refuseCritical(readExtensions(readElements(extensions, 0xa0, 1, 1)[0]!));
  return readCertId(certId!);
}

/** Reads a CertID. Throws DerError. */
export function readCertId(node: DerNode): CertId {
  const [algorithm, nameHash, keyHash, serialNumber] = readSequence(node, 4, 4);
  const [id, parameters] = readSequence(algorithm, 1, 2);
  // Absent or NULL: both are met with every hash.
  if (parameters) expect(parameters, TAG.null);
  const oid = readObjectIdentifier(id);
  const magnitude = expect(serialNumber, TAG.integer).contents;
  const negative = magnitude[0]! >= 0x80;
  return {
    der: node.der,
    hash: HASHES.find((name) => CERT_ID_HASHES[name] === oid),
    issuerNameHash: readOctetString(nameHash),
    issuerKeyHash: readOctetString(keyHash),
    serialNumber: negative
      ? ''
      : toHex(magnitude[0] === 0 && magnitude.length > 1 ? magnitude.subarray(1) : magnitude),
  };
}

const HASHES = Object.keys(CERT_ID_HASHES) as readonly CertIdHash[];

/** RFC 9654 2.1: 1 to 128 octets; any other length makes the request malformed. */
function readNonce(extensions: readonly ParsedExtension[]): Uint8Array | undefined {
  const nonce = extensions.find(({ oid }) => oid === OCSP_EXTENSION_IDS.nonce);
  refuseCritical(extensions.filter((one) => one !== nonce));
  if (nonce === undefined) return undefined;
  const value = readOctetString(readDer(nonce.value));
  if (value.length === 0 || value.length > NONCE_MOST_OCTETS) throw new DerError('value-not-der', 0);
  return value;
}

/** RFC 6960 4.4: what is not understood is ignored, unless it is critical. */
function refuseCritical(extensions: readonly ParsedExtension[]): void {
  if (extensions.some(({ critical }) => critical)) throw new DerError('structure-unexpected', 0);
}

function fail(node: DerNode): never {
  throw new DerError('structure-unexpected', node.start);
}

export interface CertIdFields {
  readonly hash: CertIdHash;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  readonly serialNumber: Uint8Array;
}

export function buildCertId({ hash, issuerNameHash, issuerKeyHash, serialNumber }: CertIdFields): Der {
  return sequence(
    sequence(objectIdentifier(CERT_ID_HASHES[hash]), nullValue()),
    octetString(issuerNameHash),
    octetString(issuerKeyHash),
    integer(serialNumber),
  );
}

/** A request for the status of some certificates. */
export function buildOcspRequest(certIds: readonly Uint8Array[], nonce?: Uint8Array): Der {
  const list = sequence(...certIds.map((certId) => sequence(certId)));
  const extensions = nonce === undefined ? [] : [explicit(2, sequence(ocspNonce(nonce)))];
  return sequence(sequence(list, ...extensions));
}

/** The nonce as an extension, of requests and answers alike; not critical. */
export function ocspNonce(nonce: Uint8Array): Der {
  return sequence(objectIdentifier(OCSP_EXTENSION_IDS.nonce), octetString(octetString(nonce)));
}
