// A server whose CAs' keys are in a PKCS #11 token, as a whole: it issues; the token is pulled while it runs, and comes
// back; it starts with a wrong PIN, without the token, and with another one.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { issuingOf } from '../../test/world/authorities.ts';
import { acquire, logOn, mustAcquire, openContract } from '../../test/world/customers.ts';
import { SOFT_HSM } from '../../test/world/debian.ts';
import { caller } from '../../test/world/deployment.ts';
import { certIdOf } from '../../test/world/ocsp.ts';
import { publishRevocationLists } from '../ca/publish-revocation-lists.ts';
import { SignerFault } from '../ca/signer/signer-fault.ts';
import { isRefusal } from '../domain/refusal.ts';
import { revokeBySerialNumber } from '../procedures/certificates/revoke-certificate.ts';
import { keepHouse } from '../procedures/housekeeping.ts';
import { buildOcspRequest } from '../x509/ocsp-request.ts';
import { parseOcspResponse } from '../x509/ocsp-response.ts';
import { readConfiguration } from './configuration.ts';
import { type RunningServer, startServer } from './server.ts';
import { StartFault } from './start-fault.ts';

const PIN = '1234567890';
const IN_FLIGHT_MS = 31_000;
/** An optional package: where it could not be compiled there are no tokens. */
const skip = await import('pkcs11js').then(
  () => false,
  () => 'pkcs11js is not there',
);

const folder = mkdtempSync(join(tmpdir(), 'warifu-token-'));
const path = (name: string) => join(folder, name);
const make = (label: string) =>
  execFileSync('softhsm2-util', ['--init-token', '--free', '--label', label, '--pin', PIN, '--so-pin', PIN]);

const configuration = (given: { readonly label?: string; readonly pin?: string } = {}) => {
  const ports = Object.fromEntries(
    ['WWW', 'LOGON', 'OFFICE', 'PKI'].map((face) => [`WARIFU_${face}_PORT`, '0']),
  );
  const token = {
    WARIFU_PKCS11_MODULE: SOFT_HSM,
    WARIFU_PKCS11_TOKEN: given.label ?? 'warifu',
    WARIFU_PKCS11_PIN: given.pin ?? PIN,
  };
  const read = readConfiguration({ ...ports, ...token, WARIFU_DATA: path('data') }, { demonstration: true });
  assert.ok(read.ok);
  return read.configuration;
};

describe('the CAs’ keys in a token', { skip }, () => {
  let server: RunningServer;
  let moved = 0;
  const start = (given = {}) =>
    startServer(configuration(given), { now: () => Date.now() + moved, logLevel: 'silent' });
  before(async () => {
    mkdirSync(path('tokens'));
    writeFileSync(
      path('softhsm2.conf'),
      `directories.tokendir = ${path('tokens')}\nlog.level = ERROR\nslots.removable = true\n`,
    );
    process.env.SOFTHSM2_CONF = path('softhsm2.conf');
    make('warifu');
    server = await start();
  });
  after(async () => {
    await server?.close();
    rmSync(folder, { recursive: true });
  });

  const stateOf = async (serialNumber: string) => {
    const certId = certIdOf(issuingOf(server.deployment.ca), serialNumber);
    // With a nonce it is signed now.
    const body = Buffer.from(buildOcspRequest([certId], new Uint8Array(16).fill(9)));
    const headers = { 'content-type': 'application/ocsp-request' };
    const response = await fetch(`${server.addresses.pkiOrigin}/ocsp`, { method: 'POST', headers, body });
    const said = parseOcspResponse(Buffer.from(await response.arrayBuffer()));
    return typeof said === 'string' ? said : said.answers[0]?.status.state;
  };
  /** SoftHSM's tokens are folders. */
  const pulled = async (work: () => Promise<void>) => {
    renameSync(path('tokens'), path('pulled'));
    mkdirSync(path('tokens'));
    try {
      await work();
    } finally {
      rmSync(path('tokens'), { recursive: true });
      renameSync(path('pulled'), path('tokens'));
    }
  };

  test('certificates, lists and answers; no key of a CA lies in a file', async () => {
    const { deployment } = server;
    const { certificate, view } = await mustAcquire(deployment, await openContract(deployment, '9000'));
    const issuing = new X509Certificate(issuingOf(deployment.ca).certificate);
    assert.ok(new X509Certificate(certificate).verify(issuing.publicKey));
    assert.equal(await stateOf(view.serialNumber), 'good');
    assert.equal((await fetch(`${server.addresses.pkiOrigin}/crl/issuing-1.crl`)).status, 200);
    const sealed = readdirSync(path('data/ca')).filter((file) => file.endsWith('.key.json'));
    assert.deepEqual(
      sealed.filter((file) => !/^(issuing-1-ocsp|audit)-/.test(file)),
      [],
    );
  });

  test('pulled: who acquires is told so in bounded time, all else goes on; back: what was begun is done', async () => {
    const { deployment } = server;
    const { store, ca, now } = deployment;
    const customer = await openContract(deployment, '9000');
    const { certificate, view } = await mustAcquire(deployment, customer);
    const waiting = await openContract(deployment, '9000');
    const other = await mustAcquire(deployment, await openContract(deployment, '9000'));
    const publishes = () =>
      publishRevocationLists(store, ca, now()).then(
        (lists) => lists.length >= 3,
        () => false,
      );
    await pulled(async () => {
      const began = performance.now();
      const got = await acquire(deployment, waiting);
      assert.ok(isRefusal(got) && got.reason === 'signer-unavailable', JSON.stringify(got));
      assert.ok(performance.now() - began < 10_000);
      assert.ok(!isRefusal(await logOn(deployment, customer, certificate)), 'logons go on');
      assert.equal(await stateOf(view.serialNumber), 'good', 'answers go on');
      const revoked = {
        bankCode: '9000',
        serialNumber: other.view.serialNumber,
        reason: 'unspecified',
      } as const;
      assert.ok(!isRefusal(await revokeBySerialNumber(deployment, revoked, caller())));
      assert.equal(await stateOf(other.view.serialNumber), 'revoked');
      await assert.rejects(publishRevocationLists(store, ca, now()), SignerFault);
      assert.equal((await fetch(`${server.addresses.pkiOrigin}/crl/issuing-1.crl`)).status, 200);
    });
    moved += IN_FLIGHT_MS;
    // A token that was away is looked for again each second.
    for (let tries = 0; !(await publishes()); tries += 1) {
      assert.ok(tries < 300, 'it is found again');
      await setTimeout(20);
    }
    assert.deepEqual((await keepHouse(deployment)).givenUp, []);
    await mustAcquire(deployment, await openContract(deployment, '9000'));
    const unsigned = await store.db
      .selectFrom('certificate')
      .select('serial_number')
      .where('signed_at', 'is', null)
      .execute();
    assert.deepEqual(unsigned, []);
  });

  test('a start with a wrong PIN, without the token, or with another: one sentence, and the token is not locked', async () => {
    await server.close();
    make('other');
    for (const [given, says] of [
      [
        { pin: '0000000000' },
        /the token warifu refused the PIN \(WARIFU_PKCS11_PIN_FILE\); it is not tried again/,
      ],
      [{ pin: '0000000000' }, /refused this PIN once and is not asked with it again/],
      [{ label: 'none' }, /the token none is away/],
      [{ label: 'other' }, /the token other has no key of (issuing|root)-1.*WARIFU_PKCS11_TOKEN/],
    ] as const) {
      await assert.rejects(start(given), (error) => {
        assert.ok(error instanceof StartFault, String(error));
        assert.match(error.message, says);
        return true;
      });
    }
    await pulled(() => assert.rejects(start(), /the token warifu is away/));
    assert.doesNotMatch(execFileSync('softhsm2-util', ['--show-slots']).toString(), /locked/i);
    server = await start();
    await mustAcquire(server.deployment, await openContract(server.deployment, '9000'));
  });
});
