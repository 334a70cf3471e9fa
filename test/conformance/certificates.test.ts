// Certificates and revocation lists of our room, judged by five validators that know nothing of it.

import 'reflect-metadata';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { rootCertificates } from 'node:tls';
import * as peculiar from '@peculiar/x509';
import { parseCertificate, tryParseCertificate } from '../../src/x509/certificate.ts';
import { formatName } from '../../src/x509/name.ts';
import { decodePem, encodePem } from '../../src/x509/pem.ts';
import { toHex } from '../../src/x509/serial-number.ts';
import { makeAuthority } from './authority.ts';
import { makeFolder, run } from './programs.ts';

const { root, issuing, holders, revocationLists } = makeAuthority();
const { path, dispose } = makeFolder();
after(dispose);

for (const party of [root, issuing, ...holders]) {
  writeFileSync(path(`${party.name}.der`), party.certificate);
  writeFileSync(path(`${party.name}.pem`), encodePem('CERTIFICATE', party.certificate));
}
['root', 'issuing'].forEach((name, i) => {
  writeFileSync(path(`${name}.crl`), revocationLists[i]!);
  writeFileSync(path(`${name}.crl.pem`), encodePem('X509 CRL', revocationLists[i]!));
});

for (const { name } of holders) {
  test(`OpenSSL accepts ${name}, strictly and with revocation lists`, async () => {
    const lists = ['root', 'issuing'].flatMap((one) => ['-CRLfile', path(`${one}.crl.pem`)]);
    const purpose = ['-x509_strict', '-check_ss_sig', '-crl_check_all', '-purpose', 'sslclient'];
    const chain = ['-CAfile', path('root.pem'), '-untrusted', path('issuing.pem'), path(`${name}.pem`)];
    assert.match(await run('openssl', 'verify', ...purpose, ...lists, ...chain), /: OK/);
  });

  test(`GnuTLS accepts ${name}`, async () => {
    const bundle = path(`${name}.chain.pem`);
    const party = holders.find((one) => one.name === name)!;
    writeFileSync(bundle, [party, issuing].map((one) => encodePem('CERTIFICATE', one.certificate)).join(''));
    // The profile "high" wants keys of 128 bits of strength, which RSA with 2048 bits has not.
    const profile = `--verify-profile=${name === 'RSA-2048' ? 'medium' : 'high'}`;
    const files = ['--load-ca-certificate', path('root.pem'), '--infile', bundle];
    const purpose = '--verify-purpose=1.3.6.1.5.5.7.3.2';
    assert.match(await run('certtool', '--verify', profile, purpose, ...files), /certificate is trusted/);
  });
}

const store = `sql:${path('')}`;
before(async () => {
  await run('certutil', '-N', '-d', store, '--empty-password');
  await run('certutil', '-A', '-d', store, '-n', 'root', '-t', 'CT,,', '-i', path('root.der'));
});

test('NSS accepts every holder, in its store and beside it', async () => {
  await run('certutil', '-A', '-d', store, '-n', 'issuing', '-t', ',,', '-i', path('issuing.der'));
  for (const { name } of holders) {
    await run('certutil', '-A', '-d', store, '-n', name, '-t', ',,', '-i', path(`${name}.der`));
    assert.match(
      await run('certutil', '-V', '-d', store, '-n', name, '-u', 'C', '-e'),
      /certificate is valid/,
    );
    const chain = [path(`${name}.der`), path('issuing.der')];
    assert.match(await run('vfychain', '-d', store, '-u', '0', '-pp', ...chain), /Chain is good/);
  }
});

function java(...files: readonly string[]): Promise<string> {
  const options = ['-Dfile.encoding=UTF-8', '-Dstdout.encoding=UTF-8', '-Dsun.stdout.encoding=UTF-8'];
  return run('java', ...options, new URL('CheckPath.java', import.meta.url).pathname, ...files);
}

test('Java PKIX accepts every holder with revocation lists, and reads the same subject', async () => {
  const files = ['root', 'issuing', ...holders.map(({ name }) => name)].map((name) => path(`${name}.der`));
  const said = await java(...files);
  const subjects = said.trimEnd().split('\n');
  assert.equal(subjects.length, holders.length);
  holders.forEach(({ name }, i) => {
    // Java writes serialNumber by its number, before the others.
    assert.match(subjects[i]!, /^2\.5\.4\.5=#13/, name);
    const ours = formatName(parseCertificate(holders[i]!.certificate).subjectName);
    const plain = (text: string) => text.slice(text.indexOf(',CN=')).replaceAll('\\', '');
    assert.equal(plain(subjects[i]!), plain(ours));
  });
});

for (const { name, certificate, fields } of [root, issuing, ...holders]) {
  test(`@peculiar/x509 reads the same fields of ${name}`, () => {
    const theirs = new peculiar.X509Certificate(Buffer.from(certificate));
    const ours = parseCertificate(certificate);
    assert.equal(theirs.serialNumber, toHex(ours.serialNumber));
    assert.equal(theirs.notBefore.getTime(), ours.notBefore);
    assert.equal(theirs.notAfter.getTime(), ours.notAfter);
    assert.deepEqual(new Uint8Array(theirs.publicKey.rawData), Uint8Array.from(ours.subjectPublicKeyInfo));
    assert.deepEqual(new Uint8Array(theirs.subjectName.toArrayBuffer()), Uint8Array.from(ours.subject));
    assert.deepEqual(new Uint8Array(theirs.issuerName.toArrayBuffer()), Uint8Array.from(ours.issuer));
    assert.deepEqual(
      Array.from(theirs.extensions, ({ type, critical }) => ({ oid: type, critical })),
      fields.extensions.map(({ oid, critical }) => ({ oid, critical })),
    );
    const usage = theirs.getExtension(peculiar.KeyUsagesExtension)!.usages;
    const flags = peculiar.KeyUsageFlags;
    const isCa = ours.extensions.basicConstraints!.cA;
    assert.equal(usage, isCa ? flags.keyCertSign | flags.cRLSign : flags.digitalSignature);
    assert.equal(theirs.getExtension(peculiar.BasicConstraintsExtension)!.ca, isCa);
    const identifier = theirs.getExtension(peculiar.SubjectKeyIdentifierExtension)!.keyId;
    assert.equal(identifier, toHex(ours.extensions.subjectKeyIdentifier!));
    const purposes = theirs.getExtension(peculiar.ExtendedKeyUsageExtension)?.usages;
    assert.deepEqual([...(purposes ?? [])], isCa ? [] : ['1.3.6.1.5.5.7.3.2']);
    const policies = theirs.getExtension(peculiar.CertificatePolicyExtension)?.policies;
    assert.deepEqual([...(policies ?? [])], ours.extensions.certificatePolicies ?? []);
  });
}

test('the same validators refuse a certificate with one bit changed', async () => {
  const { certificate } = holders[0]!;
  const at = parseCertificate(certificate).tbs.length - 40;
  const forged = Uint8Array.from(certificate).with(at, certificate[at]! ^ 1);
  const pem = encodePem('CERTIFICATE', forged);
  writeFileSync(path('forged.der'), forged);
  writeFileSync(path('forged.pem'), pem);
  writeFileSync(path('forged.chain.pem'), pem + encodePem('CERTIFICATE', issuing.certificate));
  const rootPem = path('root.pem');
  const judges: readonly (readonly string[])[] = [
    ['openssl', 'verify', '-CAfile', rootPem, '-untrusted', path('issuing.pem'), path('forged.pem')],
    ['certtool', '--verify', '--load-ca-certificate', rootPem, '--infile', path('forged.chain.pem')],
    ['vfychain', '-d', store, '-u', '0', '-pp', path('forged.der'), path('issuing.der')],
  ];
  for (const [program, ...args] of judges) await assert.rejects(run(program!, ...args), program);
  await assert.rejects(java(path('root.der'), path('issuing.der'), path('forged.der')), /CertPathValidator/);
});

test('certificates of others are read: every one of the roots that Node trusts', () => {
  const unread = rootCertificates.filter((pem) => !tryParseCertificate(decodePem(pem)[0]!.der));
  assert.deepEqual(unread, []);
});
