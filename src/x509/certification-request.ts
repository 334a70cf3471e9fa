// Certification requests, PKCS #10 (RFC 2986): built in the browser, read by the CA. Of a request only its public
// key and the proof that the sender holds the private key count; subject and attributes decide nothing.

import { bitString, type Der, encode, integer, sequence, TAG } from './der.ts';
import { DerError, type DerNode, readDer } from './der-reader.ts';
import { readBitString, readElements, readObjectIdentifier, readSequence, readSmall } from './der-values.ts';
import { encodeName, type Name, readName } from './name.ts';
import { REQUEST_ATTRIBUTES } from './object-identifiers.ts';
import { decodeBase64, decodePem } from './pem.ts';
import {
  findSignatureAlgorithm,
  keyKindOf,
  type SignatureAlgorithm,
  signatureAlgorithmIdentifier,
} from './signature-algorithm.ts';
import { readSubjectPublicKeyInfo } from './subject-public-key-info.ts';

/** The largest request that is read; one with an RSA key of 4096 bits has about 1,700 octets. */
export const REQUEST_MOST_OCTETS = 16 * 1024;

const REQUEST_LIMITS = { bytes: REQUEST_MOST_OCTETS, depth: 16, values: 512 } as const;

export interface CertificationRequest {
  readonly der: Uint8Array;
  /** CertificationRequestInfo: the octets that the signature covers. */
  readonly info: Uint8Array;
  /** Name, DER: it decides nothing of a holder's certificate. */
  readonly subject: Uint8Array;
  readonly subjectPublicKeyInfo: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm;
  /** For ECDSA the DER form. */
  readonly signature: Uint8Array;
}

export type RequestFault = 'request-malformed' | 'request-too-large' | 'possession-not-proven';

export type RequestReading =
  | { readonly ok: true; readonly request: CertificationRequest }
  | { readonly ok: false; readonly fault: RequestFault };

/** Reads a request in DER. The signature is not verified here: this room has no cryptography of its own. */
export function parseCertificationRequest(bytes: Uint8Array): RequestReading {
  if (bytes.length > REQUEST_MOST_OCTETS) return { ok: false, fault: 'request-too-large' };
  try {
    return readRequest(readDer(bytes, REQUEST_LIMITS));
  } catch (error) {
    if (error instanceof DerError) return { ok: false, fault: 'request-malformed' };
    throw error;
  }
}

function readRequest(node: DerNode): RequestReading {
  const [info, algorithm, signature] = readSequence(node, 3, 3);
  const [version, subject, key, attributes] = readSequence(info, 4, 4);
  if (readSmall(version) !== 0) throw new DerError('structure-unexpected', version!.start);
  readName(subject!);
  checkAttributes(attributes!);
  readSequence(algorithm, 1, 2);
  const publicKey = readSubjectPublicKeyInfo(key!);
  const signatureAlgorithm = findSignatureAlgorithm(algorithm!.der);
  // A signature that we do not trust, or that such a key cannot make, proves nothing.
  if (
    !signatureAlgorithm ||
    (publicKey.kind !== 'other' && keyKindOf(signatureAlgorithm) !== publicKey.kind)
  ) {
    return { ok: false, fault: 'possession-not-proven' };
  }
  const request = {
    der: node.der,
    info: info!.der,
    subject: subject!.der,
    subjectPublicKeyInfo: key!.der,
    signatureAlgorithm,
    signature: readBitString(signature),
  };
  return { ok: true, request };
}

/** Attributes are not used, but must be such: what may stand once stands once, with one value (RFC 2985 5.4). */
function checkAttributes(attributes: DerNode): void {
  const single = new Set<string>();
  for (const attribute of readElements(attributes, 0xa0)) {
    const [type, values] = readSequence(attribute, 2, 2);
    const oid = readObjectIdentifier(type);
    const isSingle =
      oid === REQUEST_ATTRIBUTES.challengePassword || oid === REQUEST_ATTRIBUTES.extensionRequest;
    readElements(values, TAG.set, 1, isSingle ? 1 : Number.POSITIVE_INFINITY);
    if (isSingle && single.has(oid)) throw new DerError('structure-unexpected', attribute.start);
    single.add(oid);
  }
}

/**
 * The octets of a request as people and programs send it: DER, PEM, or base64 alone. What cannot be told apart
 * is given back as it came, and the reader of requests refuses it.
 */
export function decodeRequestBody(bytes: Uint8Array): Uint8Array {
  // A request in DER starts with 0x30, "0" in ASCII, which no PEM text starts with; base64 of DER starts with "M".
  if (bytes[0] === TAG.sequence || bytes.length > 2 * REQUEST_MOST_OCTETS) return bytes;
  const text = String.fromCharCode(...bytes);
  const block = decodePem(text).find(({ label }) => /^(NEW )?CERTIFICATE REQUEST$/.test(label));
  return block?.der ?? decodeBase64(text) ?? bytes;
}

/** Builds a request. `sign` answers the signature over the octets it is given; for ECDSA in the DER form. */
export async function buildCertificationRequest(
  fields: { subject: Name; subjectPublicKeyInfo: Uint8Array; signatureAlgorithm: SignatureAlgorithm },
  sign: (info: Der) => Promise<Uint8Array>,
): Promise<Der> {
  const info = sequence(
    integer(0),
    encodeName(fields.subject),
    fields.subjectPublicKeyInfo,
    encode(0xa0, []),
  );
  const algorithm = signatureAlgorithmIdentifier(fields.signatureAlgorithm);
  return sequence(info, algorithm, bitString(await sign(info)));
}
