// The server as a whole, in this process: its clock, its demonstration, what anyone may fetch from it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { issuingOf, rootOf } from '../../test/world/authorities.ts';
import { type Acquired, acquire, mustAcquire, openContract } from '../../test/world/customers.ts';
import { HttpsVisitor } from '../../test/world/https-visitor.ts';
import { publishRevocationLists } from '../ca/publish-revocation-lists.ts';
import { isRefusal } from '../domain/refusal.ts';
import { banksWithCustomers } from '../profile/bank-profile.ts';
import { revokeCertificate } from '../store/write/certificate.ts';
import { encodePem } from '../x509/pem.ts';
import { readConfiguration } from './configuration.ts';
import type { DemonstrationCustomer } from './demonstration-customers.ts';
import { type RunningServer, startServer } from './server.ts';

const folder = mkdtempSync(join(tmpdir(), 'warifu-server-'));
const path = (name: string) => join(folder, name);
const CLOCK = Date.parse('2031-04-01T09:00:00+09:00');
let server: RunningServer;
let customers: DemonstrationCustomer[];

function configuration() {
  const free = {
    WARIFU_WWW_PORT: '0',
    WARIFU_LOGON_PORT: '0',
    WARIFU_OFFICE_PORT: '0',
    WARIFU_PKI_PORT: '0',
  };
  const environment = {
    ...free,
    WARIFU_METRICS_PORT: '0',
    WARIFU_DATA: path('data'),
    WARIFU_NOW: '2031-04-01T09:00:00+09:00',
  };
  const read = readConfiguration(environment, { demonstration: true });
  assert.ok(read.ok);
  return read.configuration;
}

before(async () => {
  server = await startServer(configuration());
  customers = JSON.parse(readFileSync(path('data/demo/customers.json'), 'utf8'));
});

after(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const pki = (address: string) => fetch(`${server.addresses.pkiOrigin}${address}`);

test('the clock starts at WARIFU_NOW and moves on', () => {
  const now = server.deployment.now();
  assert.ok(now >= CLOCK && now < CLOCK + 60_000);
  const until = performance.now() + 5;
  while (performance.now() < until);
  assert.ok(server.deployment.now() > now);
});

test('every bank has customers in every state, with every secret that its pages ask for', () => {
  for (const profile of banksWithCustomers(server.deployment.banks)) {
    const own = customers.filter(({ bank }) => bank === profile.code);
    assert.equal(own.length, 6, profile.code);
    for (const customer of own) {
      for (const field of profile.enrolment.administrator.pages.flat())
        assert.ok(customer[field as 'contractPin'], `${customer.contractId} ${field}`);
      assert.ok(customer.state.ja !== '' && customer.state.en !== '');
      const { card } = profile;
      const cells = Object.keys(customer.card?.cells ?? {});
      assert.equal(cells.length, card?.kind === 'table' ? card.columns.length * card.rows.length : 0);
    }
  }
});

test('the customers are in the states that their words say', async () => {
  const { deployment } = server;
  const outcomes = [];
  for (const { bank: bankCode, ...one } of customers.filter(({ bank }) => bank === '9000')) {
    const { contractId, companyName, mail, acquisitionFrom, contractPin, contractConfirmationPin } = one;
    const secrets = {
      contractPin,
      contractConfirmationPin,
      card: undefined,
      language: 'ja' as const,
      line: 0,
    };
    const got = await acquire(deployment, {
      bankCode,
      contractId,
      companyName,
      companyKana: '',
      mail,
      acquisitionFrom,
      ...secrets,
    });
    outcomes.push(isRefusal(got) ? got.reason : 'acquired');
  }
  assert.deepEqual(outcomes, [
    'acquired',
    'acquired',
    'acquired',
    'window-over',
    'contract-suspended',
    'activation-needed',
  ]);
});

test('customers have users on the bank’s list, one permitted and one not, before any certificate', () => {
  for (const [code, own] of Map.groupBy(customers, ({ bank }) => bank)) {
    const [first, ...others] = own;
    const profile = server.deployment.banks.get(code) ?? assert.fail();
    assert.deepEqual(
      first?.users?.map(({ permitted }) => permitted),
      [true, false],
    );
    assert.ok(others.every(({ users }) => users === undefined));
    for (const { state } of first?.users ?? []) {
      const byPassword = profile.logon.passwordLogon !== 'never';
      assert.equal(state.ja.includes(`利用者IDと暗証番号で${profile.terms.logon.ja}できます`), byPassword);
    }
  }
});

test('a list that a bank may send reads the same customers again, whatever they have become', async () => {
  const changed = { name: '山田 華子' };
  const { db } = server.deployment.store;
  await db.updateTable('holder').set(changed).where('name', '=', '山田 花子').execute();
  await server.close();
  const begun = performance.now();
  server = await startServer(configuration());
  assert.ok(performance.now() - begun < 3000, 'warm start within 3 s');
  assert.deepEqual(JSON.parse(readFileSync(path('data/demo/customers.json'), 'utf8')), customers);
});

test('CA certificates come as DER, by the addresses in the certificates', async () => {
  for (const { id, certificate } of [rootOf(server.deployment.ca), issuingOf(server.deployment.ca)]) {
    const response = await pki(`/ca/${id}.crt`);
    assert.equal(response.headers.get('content-type'), 'application/pkix-cert');
    assert.deepEqual(new Uint8Array(await response.arrayBuffer()), certificate);
  }
});

async function revoked(): Promise<Acquired> {
  const { deployment } = server;
  const acquired = await mustAcquire(deployment, await openContract(deployment, '9000'));
  await deployment.store.transaction(async (tx) => {
    await revokeCertificate(tx, acquired.view.serialNumber, 'keyCompromise', deployment.now());
  });
  return acquired;
}

test('the revocation list names what is revoked, and OpenSSL takes it', async () => {
  const { view, certificate } = await revoked();
  const { store, ca, now } = server.deployment;
  await publishRevocationLists(store, ca, now());
  const response = await pki('/crl/issuing-1.crl');
  assert.equal(response.headers.get('content-type'), 'application/pkix-crl');
  writeFileSync(path('list.crl'), new Uint8Array(await response.arrayBuffer()));
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  openssl('crl', '-inform', 'DER', '-in', 'list.crl', '-out', 'list.pem');
  assert.match(openssl('crl', '-in', 'list.pem', '-noout', '-text'), new RegExp(view.serialNumber, 'i'));
  const pem = (der: Uint8Array) => encodePem('CERTIFICATE', der);
  writeFileSync(
    path('chain.pem'),
    pem(rootOf(server.deployment.ca).certificate) + pem(issuingOf(server.deployment.ca).certificate),
  );
  writeFileSync(path('leaf.pem'), pem(certificate));
  const at = ['-attime', String(Math.floor(server.deployment.now() / 1000) + 1)];
  const verify = [
    'verify',
    '-x509_strict',
    ...at,
    '-CAfile',
    'chain.pem',
    '-CRLfile',
    'list.pem',
    '-crl_check',
    'leaf.pem',
  ];
  assert.throws(() => openssl(...verify), /certificate revoked/);
});

test('what the pki face does not have is not found, and nothing can be sent to it', async () => {
  for (const address of [
    '/ca',
    '/ca/none.crt',
    '/ca/issuing-1',
    '/crl/none.crl',
    '/ca/..%2f..%2fdemo%2fpepper',
  ])
    assert.equal((await pki(address)).status, 404, address);
  assert.equal(
    (await fetch(`${server.addresses.pkiOrigin}/ca/root-1.crt`, { method: 'POST', body: 'x' })).status,
    404,
  );
});

test('the pki face leads who looks at it to the page of the CAs, over TLS', async () => {
  const { status, headers } = await fetch(`${server.addresses.pkiOrigin}/`, { redirect: 'manual' });
  assert.equal(status, 303);
  assert.equal(headers.get('location'), `${server.addresses.wwwOrigin}/ca-certificates`);
});

test('www answers under the one root, and its demonstration says 見本', async () => {
  const { port } = new URL(server.addresses.wwwOrigin);
  const root = readFileSync(path('data/demo/root.crt'), 'utf8');
  const visitor = new HttpsVisitor({ port: Number(port), root, host: 'localhost' });
  const { status, body } = await visitor.get('/9000/');
  visitor.close();
  assert.equal(status, 200);
  assert.match(body, /見本/);
});

test('machines watch on a port of their own', async () => {
  const watched = (path: string) => fetch(`http://127.0.0.1:${server.watchPort}${path}`);
  // The OCSP responder is made in the background.
  let answer = await watched('/readyz');
  for (let asked = 0; asked < 1000 && answer.status !== 200; asked += 1) answer = await watched('/readyz');
  assert.equal(answer.status, 200, await answer.text());
  assert.match(await (await watched('/metrics')).text(), /^warifu_check\{check="tls-certificate"\} 1$/m);
  for (const path of ['/readyz', '/metrics', '/healthz']) assert.equal((await pki(path)).status, 404);
});
