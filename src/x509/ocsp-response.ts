// OCSP answers (RFC 6960 4.2, profiled by RFC 5019 2.2): built in two steps around the signature, and read.

import {
  bitString,
  type Der,
  encode,
  encodeInPieces,
  enumerated,
  explicit,
  objectIdentifier,
  octetString,
  sequence,
  TAG,
} from './der.ts';
import { DerError, type DerNode, readDer } from './der-reader.ts';
import {
  expect,
  readBitString,
  readElements,
  readObjectIdentifier,
  readOctetString,
  readSequence,
  readSmall,
} from './der-values.ts';
import { readExtensions } from './extension-reader.ts';
import { REVOCATION_REASONS, type RevocationReason, revocationReasonOf } from './extensions.ts';
import { OCSP_EXTENSION_IDS } from './object-identifiers.ts';
import { type CertId, ocspNonce, readCertId } from './ocsp-request.ts';
import {
  findSignatureAlgorithm,
  type SignatureAlgorithm,
  signatureAlgorithmIdentifier,
} from './signature-algorithm.ts';
import { generalizedTime, readTime } from './time.ts';

/** OCSPResponseStatus (RFC 6960 4.2.1). */
export const OCSP_STATUSES = {
  successful: 0,
  malformedRequest: 1,
  internalError: 2,
  tryLater: 3,
  sigRequired: 5,
  unauthorized: 6,
} as const;
export type OcspStatus = keyof typeof OCSP_STATUSES;
export type OcspFailure = Exclude<OcspStatus, 'successful'>;

export type CertificateStatus =
  | { readonly state: 'good' | 'unknown' }
  | { readonly state: 'revoked'; readonly revokedAt: number; readonly reason?: RevocationReason };

export interface SingleAnswer {
  /** The CertID as it was asked, DER. */
  readonly certId: Uint8Array;
  readonly status: CertificateStatus;
}

export interface OcspAnswerFields {
  /** SHA-1 of the responder's public key, without tag and length (4.2.1, byKey). */
  readonly responderKeyHash: Uint8Array;
  readonly producedAt: number;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  readonly answers: readonly SingleAnswer[];
  readonly nonce?: Uint8Array | undefined;
}

/** ResponseData: what is to be signed. Instants lose their parts of a second (RFC 5019 2.2.4). */
export function buildResponseData(fields: OcspAnswerFields): Der {
  const thisUpdate = generalizedTime(fields.thisUpdate);
  const nextUpdate = explicit(0, generalizedTime(fields.nextUpdate));
  return sequence(
    explicit(2, octetString(fields.responderKeyHash)),
    generalizedTime(fields.producedAt),
    sequence(
      ...fields.answers.map(({ certId, status }) =>
        sequence(certId, encodeStatus(status), thisUpdate, nextUpdate),
      ),
    ),
    ...(fields.nonce === undefined ? [] : [explicit(1, sequence(ocspNonce(fields.nonce)))]),
  );
}

function encodeStatus(status: CertificateStatus): Der {
  if (status.state !== 'revoked') return Uint8Array.of(status.state === 'good' ? 0x80 : 0x82, 0);
  const { revokedAt, reason } = status;
  // RFC 5280 5.3.1 asks of lists to leave `unspecified` out; an answer says the same as the list.
  const code =
    reason === undefined || reason === 'unspecified'
      ? []
      : [explicit(0, enumerated(REVOCATION_REASONS[reason]))];
  return encode(0xa1, [generalizedTime(revokedAt), ...code]);
}

/** A whole answer out of what was signed, the signature and the responder's certificate. */
export function assembleOcspAnswer(
  responseData: Uint8Array,
  signatureAlgorithm: SignatureAlgorithm,
  signature: Uint8Array,
  responderCertificate: Uint8Array,
): Der {
  const certificates = encodeInPieces(EXPLICIT_0, encodeInPieces(TAG.sequence, [responderCertificate]));
  const algorithm = signatureAlgorithmIdentifier(signatureAlgorithm);
  const basic = encodeInPieces(TAG.sequence, [
    responseData,
    algorithm,
    bitString(signature),
    ...certificates,
  ]);
  const bytes = [objectIdentifier(OCSP_EXTENSION_IDS.basic), ...encodeInPieces(TAG.octetString, basic)];
  const successful = enumerated(OCSP_STATUSES.successful);
  return sequence(successful, ...encodeInPieces(EXPLICIT_0, encodeInPieces(TAG.sequence, bytes)));
}

const EXPLICIT_0 = 0xa0;

/** An answer without a status of any certificate; nobody signs it (RFC 6960 2.3). */
export function buildOcspFailure(status: OcspFailure): Der {
  return sequence(enumerated(OCSP_STATUSES[status]));
}

export interface ParsedSingleAnswer {
  readonly certId: CertId;
  readonly status: CertificateStatus;
  readonly thisUpdate: number;
  readonly nextUpdate: number | undefined;
}

export interface ParsedOcspAnswer {
  /** The octets that the signature covers. */
  readonly responseData: Uint8Array;
  readonly responderKeyHash: Uint8Array;
  readonly producedAt: number;
  readonly answers: readonly ParsedSingleAnswer[];
  readonly nonce: Uint8Array | undefined;
  readonly signatureAlgorithm: SignatureAlgorithm | undefined;
  readonly signature: Uint8Array;
  readonly certificates: readonly Uint8Array[];
}

/** Reads an answer of the form that is built here: what it says, or why it says nothing. Throws DerError. */
export function parseOcspResponse(der: Uint8Array): OcspFailure | ParsedOcspAnswer {
  const [status, body] = readSequence(readDer(der), 1, 2);
  const code = readSmall(status, TAG.enumerated);
  const name = STATUS_NAMES.find((one) => OCSP_STATUSES[one] === code);
  if (name === undefined || (name === 'successful') !== (body !== undefined)) {
    throw new DerError('structure-unexpected', 0);
  }
  if (name !== 'successful') return name;
  const [type, bytes] = readSequence(readElements(body, 0xa0, 1, 1)[0], 2, 2);
  if (readObjectIdentifier(type) !== OCSP_EXTENSION_IDS.basic) {
    throw new DerError('structure-unexpected', type!.start);
  }
  return readBasicResponse(readDer(readOctetString(bytes)));
}

const STATUS_NAMES = Object.keys(OCSP_STATUSES) as readonly OcspStatus[];

/** What is signed of an answer. */
export type ParsedResponseData = Pick<
  ParsedOcspAnswer,
  'responderKeyHash' | 'producedAt' | 'answers' | 'nonce'
>;

/** Reads what is to be signed. Throws DerError. */
export function parseResponseData(der: Uint8Array): ParsedResponseData {
  return readResponseData(readDer(der));
}

function readResponseData(node: DerNode | undefined): ParsedResponseData {
  const [responder, producedAt, answers, extensions] = readSequence(node, 3, 4);
  const named = extensions ? readExtensions(readElements(extensions, 0xa1, 1, 1)[0]!) : [];
  const nonce = named.find(({ oid }) => oid === OCSP_EXTENSION_IDS.nonce);
  return {
    responderKeyHash: readOctetString(readElements(responder, 0xa2, 1, 1)[0]),
    producedAt: readGeneralizedTime(producedAt),
    answers: readSequence(answers, 1).map(readSingleAnswer),
    nonce: nonce && readOctetString(readDer(nonce.value)),
  };
}

function readBasicResponse(node: DerNode): ParsedOcspAnswer {
  const [data, algorithm, signature, certificates] = readSequence(node, 3, 4);
  return {
    responseData: data!.der,
    ...readResponseData(data),
    signatureAlgorithm: findSignatureAlgorithm(algorithm!.der),
    signature: readBitString(signature),
    certificates: certificates
      ? readSequence(readElements(certificates, 0xa0, 1, 1)[0]).map((one) => one.der)
      : [],
  };
}

function readSingleAnswer(node: DerNode): ParsedSingleAnswer {
  const [certId, status, thisUpdate, nextUpdate] = readSequence(node, 3, 4);
  return {
    certId: readCertId(certId!),
    status: readStatus(status!),
    thisUpdate: readGeneralizedTime(thisUpdate),
    nextUpdate: nextUpdate && readGeneralizedTime(readElements(nextUpdate, 0xa0, 1, 1)[0]),
  };
}

function readStatus(node: DerNode): CertificateStatus {
  if (node.identifier === 0x80 && node.contents.length === 0) return { state: 'good' };
  if (node.identifier === 0x82 && node.contents.length === 0) return { state: 'unknown' };
  const [revokedAt, reason] = readElements(node, 0xa1, 1, 2);
  const at = readGeneralizedTime(revokedAt);
  if (reason === undefined) return { state: 'revoked', revokedAt: at };
  const code = readSmall(readElements(reason, 0xa0, 1, 1)[0], TAG.enumerated);
  return { state: 'revoked', revokedAt: at, reason: revocationReasonOf(code) };
}

function readGeneralizedTime(node: DerNode | undefined): number {
  return readTime(expect(node, TAG.generalizedTime));
}
