// PKCS #12 files of our room, opened by OpenSSL, NSS and Java, with passwords that disturb readers.

import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { decodePem } from '../../src/x509/pem.ts';
import { buildPkcs12, PKCS12_ITERATIONS } from '../../src/x509/pkcs12.ts';
import { toHex } from '../../src/x509/serial-number.ts';
import { makeAuthority } from './authority.ts';
import { makeFolder, run } from './programs.ts';

const { root, issuing, holders } = makeAuthority();
const { path, dispose } = makeFolder();
after(dispose);

const friendlyName = 'アルプス中央信用金庫 1234567890';
const pkcs8 = (index: number) => holders[index]!.privateKey.export({ type: 'pkcs8', format: 'der' });

async function makeFile(name: string, index: number, password: string, iterations?: number): Promise<string> {
  const file = path(`${name}.p12`);
  const content = {
    privateKeyPkcs8: pkcs8(index),
    certificate: holders[index]!.certificate,
    chain: [issuing.certificate, root.certificate],
    password,
    friendlyName,
    ...(iterations === undefined ? {} : { iterations }),
  };
  writeFileSync(file, await buildPkcs12(content));
  return file;
}

const passwords: readonly [name: string, password: string][] = [
  ['ascii', 'correct horse 7'],
  ['latin', 'Zürich-é-ñ'],
  ['japanese', 'ひらがな漢字１２３'],
  ['long', 'あ'.repeat(70)],
];

for (const [index, [name, password]] of passwords.entries()) {
  const holder = holders[index % holders.length]!;
  const holderIndex = holders.indexOf(holder);
  const made = makeFile(name, holderIndex, password, 2000);
  const secret = path(`${name}.password`);
  writeFileSync(secret, password);

  test(`OpenSSL opens a file with a password in ${name}`, async () => {
    const said = await run('openssl', 'pkcs12', '-in', await made, '-passin', `file:${secret}`, '-nodes');
    const blocks = decodePem(said);
    const key = blocks.find(({ label }) => label === 'PRIVATE KEY')!;
    const opened = createPrivateKey({ key: Buffer.from(key.der), format: 'der', type: 'pkcs8' });
    assert.ok(opened.equals(holder.privateKey));
    assert.deepEqual(
      blocks.filter(({ label }) => label === 'CERTIFICATE').map(({ der }) => toHex(der)),
      [holder, issuing, root].map(({ certificate }) => toHex(certificate)),
    );
  });

  test(`NSS imports a file with a password in ${name}`, async () => {
    const store = makeFolder();
    const database = `sql:${store.path('')}`;
    await run('certutil', '-N', '-d', database, '--empty-password');
    await run('pk12util', '-i', await made, '-d', database, '-w', secret);
    assert.match(await run('certutil', '-L', '-d', database), new RegExp(`${friendlyName} +u,u,u`));
    assert.match(await run('certutil', '-K', '-d', database), new RegExp(friendlyName));
    store.dispose();
  });

  // SunJCE takes ASCII passwords only for PBES2, whoever wrote the file.
  const ascii = /^[\x20-\x7e]+$/.test(password);
  test(`Java ${ascii ? 'opens' : 'does not take'} a password in ${name}`, async () => {
    if (!ascii) return assert.rejects(java(await made, secret), /Password is not ASCII/);
    const said = await java(await made, secret);
    assert.deepEqual(said.trimEnd().split('\n'), [friendlyName, '3', toHex(pkcs8(holderIndex))]);
  });
}

function java(file: string, secret: string): Promise<string> {
  const options = ['-Dfile.encoding=UTF-8', '-Dstdout.encoding=UTF-8', '-Dsun.stdout.encoding=UTF-8'];
  return run('java', ...options, new URL('OpenKeyStore.java', import.meta.url).pathname, file, secret);
}

test('a file as holders get it opens everywhere, within the limits of .NET', async () => {
  assert.ok(PKCS12_ITERATIONS <= 300_000);
  const password = 'Correct-Horse-7';
  const secret = path('default.password');
  writeFileSync(secret, password);
  const file = await makeFile('default', 0, password);
  const store = makeFolder();
  await run('certutil', '-N', '-d', `sql:${store.path('')}`, '--empty-password');
  await run('pk12util', '-i', file, '-d', `sql:${store.path('')}`, '-w', secret);
  store.dispose();
  await java(file, secret);
  const listed = await run('keytool', '-list', '-v', '-keystore', file, '-storepass:file', secret);
  assert.match(listed, /PrivateKeyEntry/);
  const said = await run('openssl', 'pkcs12', '-in', file, '-passin', `file:${secret}`, '-noout', '-info');
  assert.match(said, /MAC: sha256, Iteration 300000/);
  assert.equal(said.match(/PBES2, PBKDF2, AES-256-CBC, Iteration 300000, PRF hmacWithSHA256/g)?.length, 2);
});

test('a wrong password opens nothing', async () => {
  const file = await makeFile('wrong', 0, 'right', 2000);
  await assert.rejects(
    run('openssl', 'pkcs12', '-in', file, '-passin', 'pass:wrong', '-noout'),
    /mac verify/i,
  );
});
