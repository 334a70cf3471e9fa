// What a certification request must be before anything else is asked: well formed, its key possessed, sound and free.

import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { type Refusal, refuse } from '../domain/refusal.ts';
import { type CertificationRequest, parseCertificationRequest } from '../x509/certification-request.ts';
import { checkPublicKey } from '../x509/check-public-key.ts';
import { encodePem } from '../x509/pem.ts';
import type { CertificationAuthority } from './certification-authority.ts';

/** The only thing of a request that decides anything: its public key, proven to be possessed. */
export interface VerifiedRequest {
  /** SubjectPublicKeyInfo, DER. */
  readonly subjectPublicKeyInfo: Uint8Array;
  readonly spkiSha256: string;
}

const verifyOnPool = promisify(verify) as (
  digest: string,
  content: Uint8Array,
  key: KeyObject,
  signature: Uint8Array,
) => Promise<boolean>;

const HASHES: Partial<Record<string, string>> = {
  'ecdsa-with-SHA256': 'sha256',
  'ecdsa-with-SHA384': 'sha384',
  'ecdsa-with-SHA512': 'sha512',
  sha256WithRSAEncryption: 'sha256',
  sha384WithRSAEncryption: 'sha384',
  sha512WithRSAEncryption: 'sha512',
};

/**
 * Judges a PKCS #10 request (DER). The key's form is checked before OpenSSL is given it, the proof of possession
 * (RFC 2986 section 3) before any costlier question.
 */
export async function checkRequest(
  ca: CertificationAuthority,
  der: Uint8Array,
): Promise<VerifiedRequest | Refusal> {
  const parsed = parseCertificationRequest(der);
  if (!parsed.ok) return refuse(parsed.fault);
  const { request } = parsed;
  const fault = checkPublicKey(request.subjectPublicKeyInfo);
  if (fault !== undefined) return refuse(fault);
  if (!(await possessionProven(request))) return refuse('possession-not-proven');
  const spkiSha256 = hash('sha256', request.subjectPublicKeyInfo, 'hex');
  if (spkiSha256 === ca.issuing.spkiSha256 || spkiSha256 === ca.root.spkiSha256) return refuse('key-of-ca');
  return { subjectPublicKeyInfo: request.subjectPublicKeyInfo, spkiSha256 };
}

/** On the thread pool: this is the costliest step of an issuing, and there is a second core. */
async function possessionProven(request: CertificationRequest): Promise<boolean> {
  const digest = HASHES[request.signatureAlgorithm];
  if (digest === undefined) return false;
  try {
    // Node and OpenSSL read a public key in PEM twice as fast as in DER.
    const key = createPublicKey(encodePem('PUBLIC KEY', request.subjectPublicKeyInfo));
    return await verifyOnPool(digest, request.info, key, request.signature);
  } catch {
    return false;
  }
}
