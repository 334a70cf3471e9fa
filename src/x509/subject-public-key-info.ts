// SubjectPublicKeyInfo (RFC 5280 4.1.2.7; RFC 5480 for elliptic curves, RFC 3279 2.3.1 for RSA, RFC 9881 4 for ML-DSA).
// Reading says what is there; whether such a key may have a certificate is decided in check-public-key.ts.

import { TAG } from './der.ts';
import { DerError, type DerNode, readDer } from './der-reader.ts';
import {
  expect,
  readBigInt,
  readBitString,
  readObjectIdentifier,
  readSequence,
  readUnsigned,
} from './der-values.ts';
import { KEY_ALGORITHMS, NAMED_CURVES } from './object-identifiers.ts';

export type PublicKey = (EcPublicKey | RsaPublicKey | MlDsaPublicKey | OtherPublicKey) & {
  /** The contents of the BIT STRING: what OCSP names a key by the hash of (RFC 6960 4.1.1). */
  readonly subjectPublicKey: Uint8Array;
};

export type NamedCurve = keyof typeof NAMED_CURVES;

export interface EcPublicKey {
  readonly kind: 'ec';
  /** Our name of the curve, or the dotted object identifier, or `explicit` for parameters spelled out. */
  readonly curve: NamedCurve | (string & {});
  /** The point as it is encoded (SEC 1 2.3.3). */
  readonly point: Uint8Array;
}

export interface RsaPublicKey {
  readonly kind: 'rsa';
  readonly modulus: bigint;
  readonly exponent: bigint;
  /** Length of the modulus. */
  readonly bits: number;
}

/** Of a certification authority only. */
export interface MlDsaPublicKey {
  readonly kind: 'ml-dsa';
}

export interface OtherPublicKey {
  readonly kind: 'other';
  readonly algorithm: string;
}

const ML_DSA_65_OCTETS = 1_952;

/** Reads a SubjectPublicKeyInfo; undefined when it is not one. */
export function parseSubjectPublicKeyInfo(der: Uint8Array): PublicKey | undefined {
  try {
    return readSubjectPublicKeyInfo(readDer(der));
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

/** As above, from a tree already read. Throws DerError. */
export function readSubjectPublicKeyInfo(node: DerNode): PublicKey {
  const [identifier, bits] = readSequence(node, 2, 2);
  const [id, parameters] = readSequence(identifier, 1, 2);
  const algorithm = readObjectIdentifier(id);
  const key = readBitString(bits);
  if (algorithm === KEY_ALGORITHMS.ecPublicKey) {
    return { kind: 'ec', curve: readCurve(parameters), point: key, subjectPublicKey: key };
  }
  if (algorithm === KEY_ALGORITHMS.rsaEncryption) {
    expect(parameters, TAG.null, identifier);
    const [modulus, exponent] = readSequence(readDer(key), 2, 2);
    return {
      kind: 'rsa',
      modulus: readBigInt(modulus),
      exponent: readBigInt(exponent),
      bits: bitLength(readUnsigned(modulus)),
      subjectPublicKey: key,
    };
  }
  if (algorithm === KEY_ALGORITHMS['id-ml-dsa-65']) {
    // RFC 9881 2: no parameters; FIPS 204 table 2: the length is always the same.
    if (parameters !== undefined || key.length !== ML_DSA_65_OCTETS) {
      throw new DerError('structure-unexpected', identifier!.start);
    }
    return { kind: 'ml-dsa', subjectPublicKey: key };
  }
  return { kind: 'other', algorithm, subjectPublicKey: key };
}

function readCurve(parameters: DerNode | undefined): string {
  if (parameters?.identifier === TAG.sequence) return 'explicit';
  const id = readObjectIdentifier(parameters);
  if (id === NAMED_CURVES['P-256']) return 'P-256';
  return id === NAMED_CURVES['P-384'] ? 'P-384' : id;
}

function bitLength(magnitude: Uint8Array): number {
  return magnitude.length * 8 - (Math.clz32(magnitude[0]!) - 24);
}
