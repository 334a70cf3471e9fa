import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { test } from 'node:test';
import { parseCertificationRequest } from '../../x509/certification-request.ts';
import { type KeyType, makeKey } from './key-maker.ts';

for (const type of ['P-256', 'P-384', 'RSA-2048', 'RSA-3072'] satisfies KeyType[]) {
  test(`${type}: a request that parses, and the private key to it`, async () => {
    const made = await makeKey(type);
    const reading = parseCertificationRequest(made.request);
    assert.ok(reading.ok);
    const key = createPrivateKey({ key: Buffer.from(made.privateKey), format: 'der', type: 'pkcs8' });
    const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
    assert.deepEqual(Buffer.from(reading.request.subjectPublicKeyInfo), spki);
  });
}
