// Signature algorithms by identifier, and ECDSA signatures from one shape to the other.

import assert from 'node:assert/strict';
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { test } from 'node:test';
import { objectIdentifier, sequence } from './der.ts';
import { SIGNATURE_ALGORITHM_IDS } from './object-identifiers.ts';
import {
  digestOf,
  ecdsaSignatureToDer,
  findSignatureAlgorithm,
  isEcdsa,
  keyKindOf,
  type SignatureAlgorithm,
  signatureAlgorithmIdentifier,
} from './signature-algorithm.ts';

for (const name of Object.keys(SIGNATURE_ALGORITHM_IDS) as SignatureAlgorithm[]) {
  test(`finds ${name} by its identifier`, () => {
    const identifier = signatureAlgorithmIdentifier(name);
    assert.equal(findSignatureAlgorithm(identifier), name);
    const kind = name.includes('RSA') ? 'rsa' : name.startsWith('ecdsa') ? 'ec' : 'ml-dsa';
    assert.equal(keyKindOf(name), kind);
    assert.equal(isEcdsa(name), kind === 'ec');
    // RFC 4055 5: NULL with RSA; RFC 5758 3.2 and RFC 9881 2: nothing with the others.
    assert.equal(Buffer.from(identifier).subarray(-2).equals(Buffer.of(5, 0)), kind === 'rsa');
    if (name !== 'id-ml-dsa-65') assert.ok(name.includes(digestOf(name).slice(4)));
  });
}

test('does not find what is not ours', () => {
  // sha1WithRSAEncryption, and RSA without its NULL.
  for (const id of ['1.2.840.113549.1.1.5', '1.2.840.113549.1.1.11']) {
    assert.equal(findSignatureAlgorithm(sequence(objectIdentifier(id))), undefined);
  }
});

test('a signature of Web Crypto verifies in its other shape', () => {
  for (const namedCurve of ['P-256', 'P-384']) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
    // Several, so that short and high numbers are among them.
    for (let i = 0; i < 50; i++) {
      const message = Uint8Array.of(i);
      const p1363 = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
      assert.ok(verify('sha256', message, publicKey, ecdsaSignatureToDer(p1363)));
    }
  }
});
