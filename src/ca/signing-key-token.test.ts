// Keys in a PKCS #11 token, by Debian's SoftHSM: made there, used there; a token pulled, a PIN that is wrong.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createPublicKey, hash, verify, X509Certificate } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { SOFT_HSM } from '../../test/world/debian.ts';
import { NOON } from '../../test/world/deployment.ts';
import { holdCeremony } from './ceremony.ts';
import { KeyFileError } from './key-file-error.ts';
import { acceptGeneration, certifyGeneration, prepareGeneration } from './signer/generations.ts';
import { writeAuthority } from './signer/held-authorities.ts';
import type { SignerFaultCode } from './signer/signer-fault.ts';
import { SignerFault } from './signer/signer-fault.ts';
import { TokenKeys } from './signing-key-token.ts';

const LABEL = 'warifu';
const PIN = '1234567890';
const CONTENT = Buffer.from('what is signed');
/** An optional package: where it could not be compiled there are no tokens. */
const skip = await import('pkcs11js').then(
  () => false,
  () => 'pkcs11js is not there',
);
let folder: string;
const tokens = () => join(folder, 'tokens');
const program = (...words: string[]) => execFileSync('softhsm2-util', words, { encoding: 'utf8' });

before(async () => {
  if (skip) return;
  folder = await mkdtemp(join(tmpdir(), 'warifu-hsm-'));
  await mkdir(tokens());
  await writeFile(join(folder, 'softhsm2.conf'), `directories.tokendir = ${tokens()}\nlog.level = ERROR\n`);
  process.env.SOFTHSM2_CONF = join(folder, 'softhsm2.conf');
  program('--init-token', '--free', '--label', LABEL, '--pin', PIN, '--so-pin', '0987654321');
});
after(() => skip || rm(folder, { recursive: true }));

const load = (
  other: { readonly pin?: string; readonly label?: string; readonly lookAgainMs?: number } = {},
) => TokenKeys.load({ module: SOFT_HSM, label: LABEL, pin: PIN, folder, ...other });
const isOf = (code: SignerFaultCode) => (error: unknown) =>
  error instanceof SignerFault && error.code === code;

for (const [kind, digest] of [
  ['P-256', 'sha256'],
  ['P-384', 'sha384'],
  ['RSA-3072', 'sha256'],
] as const) {
  test(`a ${kind} key is made in the token, opened again, and signs`, { skip }, async () => {
    const keys = await load();
    const made = await keys.generate('issuing-1', kind);
    const spkiSha256 = hash('sha256', made.subjectPublicKeyInfo, 'hex');
    const opened = await keys.open({ id: 'issuing-1', spkiSha256 });
    assert.deepEqual(Buffer.from(opened.subjectPublicKeyInfo), Buffer.from(made.subjectPublicKeyInfo));
    const spki = Buffer.from(made.subjectPublicKeyInfo);
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    for (const key of [made, opened, made]) assert.ok(verify(digest, CONTENT, publicKey, key.sign(CONTENT)));
    await assert.rejects(keys.open({ id: 'issuing-2', spkiSha256 }), KeyFileError);
    await assert.rejects(keys.open({ id: 'issuing-1', spkiSha256: '0'.repeat(64) }), KeyFileError);
    keys.close();
  });
}

test('a ceremony in the token: root and issuing CA, judged by OpenSSL', { skip }, async () => {
  const keys = await load();
  const made = await holdCeremony({ keys, folder, now: NOON, validFrom: NOON, pkiOrigin: 'http://pki.test' });
  const [root, issuing] = made.map(({ certificate }) => new X509Certificate(certificate));
  assert.ok(root && issuing && root.verify(root.publicKey) && issuing.verify(root.publicKey));

  // The next generation, in the token too.
  for (const authority of made) await writeAuthority(folder, authority);
  const signer = { keyFolder: folder, caKeys: keys, pkiOrigin: 'http://pki.test' };
  const order = { id: 'issuing-2', kind: undefined, usual: 'P-256', only: false } as const;
  const { spkiSha256 = '' } = await prepareGeneration(signer, order);
  const rootSpki = root.publicKey.export({ format: 'der', type: 'spki' });
  const rootKey = { id: 'root-1', spkiSha256: hash('sha256', rootSpki, 'hex') };
  const period = { notBefore: NOON, notAfter: NOON + 1e11 };
  const certificate = await certifyGeneration(signer, rootKey, spkiSha256, period, NOON);
  assert.equal((await acceptGeneration(signer, certificate, NOON, false)).id, 'issuing-2');
  assert.ok(new X509Certificate(certificate).verify(root.publicKey));
  keys.close();
});

test('a kind of key that tokens do not make is refused, and none is made', { skip }, async () => {
  const keys = await load();
  await assert.rejects(keys.generate('issuing-1', 'ML-DSA-65'), isOf('refused'));
  keys.close();
});

test('the token is pulled out: no signature; it is back: as before, with the keys that were opened', {
  skip,
}, async () => {
  const keys = await load({ lookAgainMs: 0 });
  const key = await keys.generate('issuing-1', 'P-256');
  const [name = ''] = await readdir(tokens());
  await rename(join(tokens(), name), join(folder, 'pulled'));
  keys.close();
  for (let turn = 0; turn < 3; turn += 1) assert.throws(() => key.sign(CONTENT), isOf('unavailable'));
  await rename(join(folder, 'pulled'), join(tokens(), name));
  const publicKey = createPublicKey({
    key: Buffer.from(key.subjectPublicKeyInfo),
    format: 'der',
    type: 'spki',
  });
  assert.ok(verify('sha256', CONTENT, publicKey, key.sign(CONTENT)));
  keys.close();
});

test('a wrong PIN is tried once, over restarts too, and the token is not locked by it', {
  skip,
}, async () => {
  for (let start = 0; start < 5; start += 1) {
    const keys = await load({ pin: 'not the PIN' });
    for (let turn = 0; turn < 5; turn += 1) {
      await assert.rejects(keys.generate('issuing-1', 'P-256'), isOf('pin-refused'));
    }
    keys.close();
  }
  assert.doesNotMatch(program('--show-slots'), /locked/i);
  const right = await load();
  await right.generate('issuing-1', 'P-256');
  right.close();
});

test('no such token, no such library: told by name', { skip }, async () => {
  await assert.rejects((await load({ label: 'other' })).generate('issuing-1', 'P-256'), isOf('unavailable'));
  await assert.rejects(
    TokenKeys.load({ module: '/nowhere.so', label: LABEL, pin: PIN, folder }),
    /WARIFU_PKCS11_MODULE: \/nowhere\.so/,
  );
});
