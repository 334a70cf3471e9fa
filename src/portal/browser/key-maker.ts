// Makes the key with Web Crypto and the request for it (RFC 2986). The key never leaves this module but into the
// file that the customer saves.

import { buildCertificationRequest } from '../../x509/certification-request.ts';
import {
  digestOf,
  ecdsaSignatureToDer,
  type HashedSignatureAlgorithm,
  isEcdsa,
} from '../../x509/signature-algorithm.ts';

export type KeyType = 'P-256' | 'P-384' | 'RSA-2048' | 'RSA-3072';

export interface MadeKey {
  /** PKCS #8. */
  readonly privateKey: Uint8Array;
  /** PKCS #10, DER. */
  readonly request: Uint8Array;
}

/** A request must name somebody; the certificate's names come from the contract and from nothing that is sent. */
const SUBJECT = [{ type: 'CN', value: 'pending' }] as const;

export async function makeKey(type: KeyType): Promise<MadeKey> {
  const { subtle } = crypto;
  const { generation, signatureAlgorithm } = algorithmsOf(type);
  const pair = await subtle.generateKey(generation, true, ['sign', 'verify']);
  const subjectPublicKeyInfo = new Uint8Array(await subtle.exportKey('spki', pair.publicKey));
  const signing = { name: generation.name, hash: digestOf(signatureAlgorithm) };
  const request = await buildCertificationRequest(
    { subject: SUBJECT, subjectPublicKeyInfo, signatureAlgorithm },
    async (info) => {
      const signature = new Uint8Array(await subtle.sign(signing, pair.privateKey, info));
      return isEcdsa(signatureAlgorithm) ? ecdsaSignatureToDer(signature) : signature;
    },
  );
  return { privateKey: new Uint8Array(await subtle.exportKey('pkcs8', pair.privateKey)), request };
}

function algorithmsOf(type: KeyType): {
  generation: EcKeyGenParams | RsaHashedKeyGenParams;
  signatureAlgorithm: HashedSignatureAlgorithm;
} {
  if (type === 'P-256' || type === 'P-384') {
    return {
      generation: { name: 'ECDSA', namedCurve: type },
      signatureAlgorithm: type === 'P-256' ? 'ecdsa-with-SHA256' : 'ecdsa-with-SHA384',
    };
  }
  return {
    generation: {
      name: 'RSASSA-PKCS1-v1_5',
      modulusLength: type === 'RSA-2048' ? 2048 : 3072,
      publicExponent: Uint8Array.of(1, 0, 1),
      hash: 'SHA-256',
    },
    signatureAlgorithm: 'sha256WithRSAEncryption',
  };
}
