import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openKey, sealKey } from './key-envelope.ts';
import { KeyFileError } from './key-file-error.ts';

const key = Buffer.from('a private key in PKCS #8');
const sealed = await sealKey('issuing-1', key, 'right');
const text = JSON.stringify(sealed);

test('what is sealed opens with the same passphrase', async () => {
  assert.deepEqual(await openKey('issuing-1', text, 'right'), key);
});

test('the key is not in the file', () => {
  assert.ok(!Buffer.from(sealed.key, 'base64').includes('private'));
});

for (const [name, id, content, passphrase, fault] of [
  ['another passphrase', 'issuing-1', text, 'wrong', 'wrong-passphrase'],
  ["another CA's file", 'root-1', text, 'right', 'damaged'],
  ['not JSON', 'issuing-1', text.slice(1), 'right', 'damaged'],
  ['an unknown field', 'issuing-1', JSON.stringify({ ...sealed, more: 1 }), 'right', 'damaged'],
  [
    'a cost that would take all memory',
    'issuing-1',
    JSON.stringify({ ...sealed, kdf: { ...sealed.kdf, memoryKiB: 2 ** 31 } }),
    'right',
    'damaged',
  ],
  [
    'a changed octet',
    'issuing-1',
    JSON.stringify({ ...sealed, key: Buffer.from(key).toString('base64') }),
    'right',
    'wrong-passphrase',
  ],
] as const) {
  test(`${name}: ${fault}`, async () => {
    await assert.rejects(
      openKey(id, content, passphrase),
      (error) =>
        error instanceof KeyFileError && error.fault === fault && !error.message.includes(passphrase),
    );
  });
}
