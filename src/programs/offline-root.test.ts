// A deployment whose root is elsewhere, from its first start on: what is carried there and back are files. The root's
// list is published, brought anew while the server runs, and no other list is taken for it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readRootOf } from '../ca/root.ts';
import { findFreePorts } from '../http/listeners.ts';
import { encodePem } from '../x509/pem.ts';
import { serialNumberToHex } from '../x509/serial-number.ts';
import { acceptCertificate, makeRootKnown, prepareKey } from './commands/ca-generation.ts';
import { reopen } from './commands/ca-reopen.ts';
import { takeList } from './commands/ca-root-list.ts';
import { createRoot, revokeIssuing, signIssuing, signList } from './commands/root.ts';
import { configurationFromEnvironment } from './configuration-from-environment.ts';
import { explainFault } from './explain-fault.ts';
import { type RunningServer, startServer } from './server.ts';
import { StartFault } from './start-fault.ts';

const folder = mkdtempSync(join(tmpdir(), 'warifu-offline-'));
const path = (...names: string[]) => join(folder, ...names);
const manner = { json: false, dryRun: false };
const atRoot = { ...manner, shares: false, persons: '' };
const outside = { ...process.env };
let pki: string;
let running: RunningServer | undefined;
let said = '';

before(async () => {
  const { port } = await findFreePorts({ port: 0 });
  pki = `http://localhost:${port}`;
  cpSync(join(import.meta.dirname, '../../banks/9000'), path('banks', '9000'), { recursive: true });
  const profile = path('banks', '9000', 'profile.json');
  writeFileSync(profile, readFileSync(profile, 'utf8').replace('"specimen": true', '"specimen": false'));
  const names = 'subjectAltName=DNS:localhost,DNS:*.logon.localhost';
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30'].concat([
      ...['-subj', '/CN=localhost', '-addext', names, '-keyout', path('tls.key'), '-out', path('tls.crt')],
    ]),
    { stdio: 'pipe' },
  );
  Object.assign(process.env, {
    ...{ WARIFU_ROOT: 'offline', WARIFU_BANKS: path('banks'), WARIFU_DATA: path('data') },
    ...{
      WARIFU_HOST: '127.0.0.1',
      WARIFU_TLS_CERT_FILE: path('tls.crt'),
      WARIFU_TLS_KEY_FILE: path('tls.key'),
    },
    ...{ WARIFU_CA_PASSPHRASE: 'a passphrase of everybody', WARIFU_PEPPER: 'p'.repeat(32) },
    ...{ WARIFU_SMTP_URL: 'smtp://127.0.0.1:9', WARIFU_PKI_PORT: String(port) },
    ...{ WARIFU_WWW_PORT: '0', WARIFU_LOGON_PORT: '0', WARIFU_OFFICE_PORT: '0', WARIFU_ISSUING_KEY: 'P-384' },
  });
});
after(async () => {
  await running?.close();
  process.env = outside;
  rmSync(folder, { recursive: true });
});

/** What commands print is for people. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const write = process.stdout.write;
  said = '';
  process.stdout.write = ((text: string) => {
    said += text;
    return true;
  }) as typeof write;
  try {
    return await work();
  } finally {
    process.stdout.write = write;
  }
}

async function refused(why: RegExp, work: () => Promise<unknown>): Promise<void> {
  await assert.rejects(quietly(work), (error) => {
    const fault = explainFault(error);
    assert.ok(fault instanceof StartFault, String(error));
    assert.match(fault.message, why);
    return true;
  });
}

const serve = async () => {
  const configuration = configurationFromEnvironment({ demonstration: false, purpose: 'serve' });
  return startServer(configuration, { logLevel: 'silent' });
};
const newRoot = (at: string, name = 'A root of its own') =>
  createRoot({
    ...{ ...atRoot, folder: path(at), pki, name, id: 'root-1', keyKind: 'P-384' },
    ...{ years: undefined, months: undefined, split: undefined },
  });
const publicOf = (at: string, what: RegExp) =>
  path(at, 'public', readdirSync(path(at, 'public')).find((name) => what.test(name)) ?? '');
const fetched = async (address: string) => {
  const response = await fetch(`${pki}${address}`);
  return response.status === 200 ? Buffer.from(await response.arrayBuffer()) : response.status;
};

test('the first start waits for the root; then the chain and its list are published', async () => {
  await refused(/root is elsewhere/, serve);
  await quietly(() => newRoot('root'));
  const { certificate } = await readRootOf(path('root'));
  const fingerprint = new X509Certificate(certificate.der).fingerprint256;
  await quietly(() => makeRootKnown({ file: publicOf('root', /\.crt$/), id: 'root-1', fingerprint }, manner));
  await quietly(() => prepareKey({ file: path('issuing.csr'), keyKind: undefined }, manner));
  await quietly(() =>
    signIssuing({ ...atRoot, folder: path('root'), request: path('issuing.csr'), years: undefined }),
  );
  await quietly(() => signList({ ...atRoot, folder: path('root') }));
  await refused(/no certification authority yet/, () => takeList(publicOf('root', /\.crl$/), manner));
  const from = new Date(Date.now()).toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });
  await quietly(() => acceptCertificate({ file: publicOf('root', /^issuing/), from }, manner));
  await quietly(() => takeList(publicOf('root', /\.crl$/), manner));
  assert.match(said, /of root-1, .* is published now/);
  running = await serve();
  const { authorities } = running.deployment.ca;
  const issuing = new X509Certificate(authorities.issuingAt(Date.now()).certificate);
  assert.ok(issuing.verify(new X509Certificate(certificate.der).publicKey));
  assert.equal(issuing.publicKey.asymmetricKeyDetails?.namedCurve, 'secp384r1');
  assert.deepEqual(await fetched('/ca/root-1.crt'), Buffer.from(certificate.der));
  assert.deepEqual(await fetched('/crl/root-1.crl'), readFileSync(publicOf('root', /\.crl$/)));
  assert.deepEqual(
    readdirSync(path('data', 'ca')).filter((name) => /^root.*key/.test(name)),
    [],
  );
});

test('a new list is taken in while the server runs; an older one, another root’s, or a wrong one is not', async () => {
  const old = path('old.crl');
  writeFileSync(old, readFileSync(publicOf('root', /\.crl$/)));
  const { certified } = await readRootOf(path('root'));
  const serial = serialNumberToHex(certified[0]?.certificate.serialNumber ?? new Uint8Array());
  await quietly(() => signList({ ...atRoot, folder: path('root') }));
  const newest = publicOf('root', /\.crl$/);
  for (const saying of [/is published now/, /was published already/]) {
    await quietly(() => takeList(newest, manner));
    assert.match(said, saying);
  }
  await quietly(() => newRoot('other', 'Another root'));
  await quietly(() => newRoot('namesake'));
  for (const at of ['other', 'namesake']) await quietly(() => signList({ ...atRoot, folder: path(at) }));
  writeFileSync(path('none.crl'), 'no list');
  for (const [why, file] of [
    [/is older than/, old],
    [/of no root of this deployment/, publicOf('other', /\.crl$/)],
    [/not signed by root-1/, publicOf('namesake', /\.crl$/)],
    [/holds no revocation list/, path('none.crl')],
    [/cannot be read/, path('absent.crl')],
  ] as const) {
    await refused(why, () => takeList(file, manner));
  }
  assert.deepEqual(await fetched('/crl/root-1.crl'), readFileSync(newest));

  await quietly(() => revokeIssuing({ ...atRoot, folder: path('root'), serial, reason: 'superseded' }));
  await quietly(() => takeList(newest, manner));
  assert.match(said, new RegExp(`revoked: ${serial}`));
  // The server that runs has stopped to issue, and so has its signer.
  assert.equal(running?.deployment.ca.authorities.find('issuing-1')?.revoked?.reason, 'superseded');
  const kept = readdirSync(path('data', 'ca')).filter((name) => name.includes('.revoked-'));
  assert.equal(kept.length, 1);
});

test('another generation in its place; then whoever lost a certificate may acquire', async () => {
  await running?.close();
  const open = (bankCode?: string) => reopen({ generation: 'issuing-1', bankCode }, manner);
  await refused(/no other issuing CA has been accepted yet/, open);
  await refused(/issuing-7 is no issuing CA/, () =>
    reopen({ generation: 'issuing-7', bankCode: undefined }, manner),
  );
  await quietly(() => prepareKey({ file: path('second.csr'), keyKind: undefined }, manner));
  await quietly(() =>
    signIssuing({ ...atRoot, folder: path('root'), request: path('second.csr'), years: undefined }),
  );
  const { certified } = await readRootOf(path('root'));
  const second = path('second.pem');
  writeFileSync(second, encodePem('CERTIFICATE', certified[1]?.certificate.der ?? new Uint8Array()));
  const from = new Date(Date.now()).toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });
  await quietly(() => acceptCertificate({ file: second, from }, manner));
  await refused(/there is no bank 4711/, () => open('4711'));
  await quietly(() => open());
  assert.match(said, /told so by mail: 0\./);
  running = await serve();
  const { authorities } = running.deployment.ca;
  assert.equal(authorities.issuingAt(Date.now()).id, 'issuing-2');
});
