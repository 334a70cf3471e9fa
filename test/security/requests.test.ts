// Requests that want more than they may (security page, test 7): other names, a CA's powers, other purposes, made by
// OpenSSL; and keys that are not the customer's to certify. The public key is all that a request decides.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { SealedKeys } from '../../src/ca/key-files.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { parseCertificate } from '../../src/x509/certificate.ts';
import { buildCertificationRequest } from '../../src/x509/certification-request.ts';
import { issuingOf } from '../world/authorities.ts';
import { acquire, mustAcquire, openContract, type RequestKey } from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { makeWorld, PASSPHRASE, type World } from '../world/deployment.ts';
import { reasonOf } from '../world/year.ts';

const WISHES: Readonly<Record<string, readonly string[]>> = {
  'a CA': ['basicConstraints=critical,CA:TRUE,pathlen:3', 'keyUsage=critical,keyCertSign,cRLSign'],
  'a server': ['extendedKeyUsage=serverAuth', 'subjectAltName=DNS:www.bank.example'],
  'any purpose': [
    'extendedKeyUsage=anyExtendedKeyUsage',
    'keyUsage=critical,digitalSignature,keyEncipherment',
  ],
  'an OCSP signer': ['extendedKeyUsage=OCSPSigning'],
  'names of others': ['subjectAltName=email:thief@evil.example,otherName:1.3.6.1.4.1.311.20.2.3;UTF8:admin'],
  constraints: ['nameConstraints=critical,permitted;email:evil.example', 'certificatePolicies=2.5.29.32.0'],
};

eachDatabase((name, open) => {
  describe(`requests on ${name}`, () => {
    let world: World;
    let folder: string;
    before(async () => {
      world = await makeWorld(await open());
      folder = await mkdtemp(join(tmpdir(), 'warifu-requests-'));
    });
    after(async () => {
      await rm(folder, { recursive: true });
      await world.dispose();
    });

    const byOpenSsl = async (subject: string, extensions: readonly string[]): Promise<RequestKey> => {
      const [key, out] = [join(folder, 'key.pem'), join(folder, 'request.der')];
      const wishes = extensions.flatMap((extension) => ['-addext', extension]);
      const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
      const words = ['req', '-new', ...curve, '-keyout', key, '-subj', subject, ...wishes];
      execFileSync('openssl', [...words, '-outform', 'DER', '-out', out], { stdio: 'pipe' });
      return { privateKey: createPrivateKey(await readFile(key)), request: await readFile(out) };
    };
    const planned = async () =>
      (await world.store.db.selectFrom('certificate').select('serial_number').execute()).length;
    /** What a certificate says besides whose key it is and when. */
    const saysOf = (certificate: Uint8Array) => {
      const { subject, extensions } = parseCertificate(certificate);
      const { subjectKeyIdentifier: _, ...others } = extensions;
      const plain = (_key: string, value: unknown) => (value instanceof Uint8Array ? [...value] : value);
      // Which part of the revocation list it will stand in follows from its serial number.
      return JSON.stringify([subject, others], plain).replace(/\/\d+\.crl/, '/PART.crl');
    };

    test('whatever is wished for, the certificate says what the contract says', async () => {
      const customer = await openContract(world, '9000');
      const wanted = saysOf((await mustAcquire(world, customer)).certificate);
      for (const [what, extensions] of Object.entries(WISHES)) {
        for (const subject of [
          '/CN=pending',
          '/C=JP/O=Another Bank/CN=999999999999000',
          '/CN=x/CN=y/emailAddress=a@b.example',
        ]) {
          const key = await byOpenSsl(subject, extensions);
          const got = await acquire(world, customer, key);
          assert.ok(!isRefusal(got), `${what}: ${JSON.stringify(got)}`);
          assert.equal(saysOf(got.certificate), wanted, what);
        }
      }
    });

    test('the key of the CA itself, with proof: refused, and nothing is signed', async () => {
      const customer = await openContract(world, '9000');
      const before = await planned();
      const key = await new SealedKeys(world.keyFolder, PASSPHRASE).open(issuingOf(world.ca));
      const spki = new X509Certificate(issuingOf(world.ca).certificate).publicKey;
      const request = await buildCertificationRequest(
        {
          subject: [{ type: 'CN', value: 'pending' }],
          subjectPublicKeyInfo: spki.export({ format: 'der', type: 'spki' }),
          signatureAlgorithm: key.algorithm,
        },
        async (info) => key.sign(info),
      );
      const privateKey = (await byOpenSsl('/CN=x', [])).privateKey;
      assert.equal(reasonOf(await acquire(world, customer, { privateKey, request })), 'key-of-ca');
      assert.equal(await planned(), before);
    });

    test('another customer’s key, and another’s request as it stands', async () => {
      const other = await mustAcquire(world, await openContract(world, '9000'));
      const customer = await openContract(world, '9000');
      assert.equal(reasonOf(await acquire(world, customer, other.key)), 'key-of-another-holder');
      const elsewhere = await openContract(world, '9001');
      assert.equal(reasonOf(await acquire(world, elsewhere, other.key)), 'key-of-another-holder');
    });
  });
});
