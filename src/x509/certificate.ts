// Certificates, version 3 (RFC 5280 4.1): built in two steps around the signature, and read.

import { equalBytes } from './bytes.ts';
import { bitString, type Der, explicit, integer, sequence, TAG } from './der.ts';
import { DerError, type DerNode, readDer } from './der-reader.ts';
import { expect, readBitString, readElements, readSequence, readSmall } from './der-values.ts';
import {
  type DecodedExtensions,
  decodeExtensions,
  isKnownExtension,
  type ParsedExtension,
  readExtensions,
} from './extension-reader.ts';
import type { Extension } from './extensions.ts';
import { encodeName, type Name, type ParsedName, readName } from './name.ts';
import {
  findSignatureAlgorithm,
  type SignatureAlgorithm,
  signatureAlgorithmIdentifier,
} from './signature-algorithm.ts';
import { type PublicKey, readSubjectPublicKeyInfo } from './subject-public-key-info.ts';
import { readTime, time } from './time.ts';

export interface CertificateFields {
  /** Unsigned big-endian; see serial-number.ts. */
  readonly serialNumber: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm;
  /** The issuer's subject, octet for octet as in its own certificate (4.1.2.4). */
  readonly issuer: Uint8Array;
  /** Milliseconds since 1970; parts of a second are left off. */
  readonly notBefore: number;
  /** The last second of validity, itself included (4.1.2.5). */
  readonly notAfter: number;
  readonly subject: Name | Uint8Array;
  readonly subjectPublicKeyInfo: Uint8Array;
  readonly extensions: readonly Extension[];
}

/** version [0] EXPLICIT INTEGER 2, which means 3. */
const VERSION_3 = /* @__PURE__ */ Uint8Array.of(0xa0, 3, TAG.integer, 1, 2);

/** The TBSCertificate: what is linted, recorded and then signed. Throws NameError for a subject that cannot be. */
export function buildTbsCertificate(fields: CertificateFields): Der {
  const { subject } = fields;
  return sequence(
    VERSION_3,
    integer(fields.serialNumber),
    signatureAlgorithmIdentifier(fields.signatureAlgorithm),
    fields.issuer,
    sequence(time(fields.notBefore), time(fields.notAfter)),
    subject instanceof Uint8Array ? subject : encodeName(subject),
    fields.subjectPublicKeyInfo,
    explicit(3, sequence(...fields.extensions.map((extension) => extension.der))),
  );
}

/** What was to be signed, with its signature: the same shape for certificates and revocation lists. */
export function assembleCertificate(
  tbs: Uint8Array,
  signatureAlgorithm: SignatureAlgorithm,
  signature: Uint8Array,
): Der {
  return sequence(tbs, signatureAlgorithmIdentifier(signatureAlgorithm), bitString(signature));
}

/** What is signed of a certificate, decoded. Octets are views on the encoding. */
export interface ParsedTbsCertificate {
  readonly version: number;
  /** Magnitude without sign octet; `serialNumberNegative` when the encoding had a sign. */
  readonly serialNumber: Uint8Array;
  readonly serialNumberNegative: boolean;
  /** Undefined when it is none of ours. */
  readonly signatureAlgorithm: SignatureAlgorithm | undefined;
  readonly issuer: Uint8Array;
  readonly issuerName: ParsedName;
  readonly notBefore: number;
  readonly notAfter: number;
  /** The validity as it is encoded. */
  readonly validity: Uint8Array;
  readonly subject: Uint8Array;
  readonly subjectName: ParsedName;
  readonly subjectPublicKeyInfo: Uint8Array;
  readonly publicKey: PublicKey;
  readonly hasUniqueIdentifier: boolean;
  readonly extensionList: readonly ParsedExtension[];
  readonly extensions: DecodedExtensions;
  /** Critical extensions that this room does not know: such a certificate is to be refused (4.2). */
  readonly unknownCritical: readonly string[];
}

export interface ParsedCertificate extends ParsedTbsCertificate {
  readonly der: Uint8Array;
  /** The octets that the signature covers. */
  readonly tbs: Uint8Array;
  readonly signature: Uint8Array;
}

/** Reads a certificate that we hold for one. Throws DerError; for what strangers send see `tryParseCertificate`. */
export function parseCertificate(der: Uint8Array): ParsedCertificate {
  const [tbs, algorithm, signature] = readSequence(readDer(der), 3, 3);
  const parsed = readTbsCertificate(tbs!);
  // 4.1.1.2: the same algorithm stands inside and outside of what is signed.
  if (!equalBytes(signatureField(tbs!).der, algorithm!.der)) {
    throw new DerError('structure-unexpected', algorithm!.start);
  }
  return { ...parsed, der, tbs: tbs!.der, signature: readBitString(signature) };
}

/** What the signature of a certificate covers, of one that we hold for a certificate. Throws DerError. */
export function tbsOf(der: Uint8Array): Uint8Array {
  return readSequence(readDer(der), 3, 3)[0]!.der;
}

/** Reads a certificate from anywhere; undefined when it is not one. */
export function tryParseCertificate(der: Uint8Array): ParsedCertificate | undefined {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

/** Reads what is to be signed. Throws DerError. */
export function parseTbsCertificate(der: Uint8Array): ParsedTbsCertificate {
  return readTbsCertificate(readDer(der));
}

function signatureField(tbs: DerNode): DerNode {
  const children = tbs.children();
  return children[children[0]?.identifier === 0xa0 ? 2 : 1]!;
}

function readTbsCertificate(tbs: DerNode): ParsedTbsCertificate {
  const fields = readSequence(tbs, 6, 10);
  const versioned = fields[0]!.identifier === 0xa0;
  const [serialNumber, algorithm, issuer, validity, subject, key, ...rest] = fields.slice(versioned ? 1 : 0);
  const serialContents = expect(serialNumber, TAG.integer).contents;
  const [notBefore, notAfter] = readSequence(validity, 2, 2);
  let hasUniqueIdentifier = false;
  let extensionList: ParsedExtension[] = [];
  // issuerUniqueID [1], subjectUniqueID [2], extensions [3]: each at most once, in this order (4.1).
  let before = 0;
  for (const node of rest) {
    if (node.class !== 'context' || node.tag <= before || node.tag > 3) {
      throw new DerError('structure-unexpected', node.start);
    }
    before = node.tag;
    if (node.tag === 3) extensionList = readExtensions(readElements(node, 0xa3, 1, 1)[0]!);
    else hasUniqueIdentifier = true;
  }
  readSequence(algorithm, 1, 2);
  return {
    version: versioned ? readSmall(readElements(fields[0], 0xa0, 1, 1)[0]) + 1 : 1,
    serialNumber:
      serialContents[0] === 0 && serialContents.length > 1 ? serialContents.subarray(1) : serialContents,
    serialNumberNegative: serialContents[0]! >= 0x80,
    signatureAlgorithm: findSignatureAlgorithm(algorithm!.der),
    issuer: issuer!.der,
    issuerName: readName(issuer!),
    notBefore: readTime(notBefore!),
    notAfter: readTime(notAfter!),
    validity: validity!.der,
    subject: subject!.der,
    subjectName: readName(subject!),
    subjectPublicKeyInfo: expect(key, TAG.sequence, tbs).der,
    publicKey: readSubjectPublicKeyInfo(key!),
    hasUniqueIdentifier,
    extensionList,
    extensions: decodeExtensions(extensionList),
    unknownCritical: extensionList.filter((e) => e.critical && !isKnownExtension(e.oid)).map((e) => e.oid),
  };
}
