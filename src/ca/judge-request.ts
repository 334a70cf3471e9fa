// What a certification request must be by itself, whoever sends it: well formed, its key sound and possessed.

import { createPublicKey, hash, verify } from 'node:crypto';
import {
  type CertificationRequest,
  parseCertificationRequest,
  type RequestFault,
} from '../x509/certification-request.ts';
import { checkPublicKey } from '../x509/check-public-key.ts';
import type { KeyFault } from '../x509/key-faults.ts';
import { encodePem } from '../x509/pem.ts';

/** The only thing of a request that decides anything: its public key, proven to be possessed. */
export interface VerifiedRequest {
  /** SubjectPublicKeyInfo, DER. */
  readonly subjectPublicKeyInfo: Uint8Array;
  readonly spkiSha256: string;
}

export type Judgement = VerifiedRequest | { readonly fault: RequestFault | KeyFault };

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
export function judgeRequest(der: Uint8Array): Judgement {
  const parsed = parseCertificationRequest(der);
  if (!parsed.ok) return { fault: parsed.fault };
  const { request } = parsed;
  const fault = checkPublicKey(request.subjectPublicKeyInfo);
  if (fault !== undefined) return { fault };
  if (!isPossessionProven(request)) return { fault: 'possession-not-proven' };
  const subjectPublicKeyInfo = new Uint8Array(request.subjectPublicKeyInfo);
  return { subjectPublicKeyInfo, spkiSha256: hash('sha256', subjectPublicKeyInfo, 'hex') };
}

function isPossessionProven(request: CertificationRequest): boolean {
  const digest = HASHES[request.signatureAlgorithm];
  if (digest === undefined) return false;
  try {
    // Node and OpenSSL read a public key in PEM twice as fast as in DER.
    const key = createPublicKey(encodePem('PUBLIC KEY', request.subjectPublicKeyInfo));
    return verify(digest, request.info, key, request.signature);
  } catch {
    return false;
  }
}
