// Who may not log on, over real mutual TLS: each reason its own page, also in the middle of a session.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Acquired, Customer } from '../../../test/world/customers.ts';
import { NOON } from '../../../test/world/deployment.ts';
import { HttpsVisitor } from '../../../test/world/https-visitor.ts';
import { type LogonFace, openLogonFace, reasonIn } from '../../../test/world/logon-face.ts';
import { suspendContract } from '../../procedures/suspend-contract.ts';
import { revokeCertificate } from '../../store/write/certificate.ts';

const BANK = '9000';
const DAY_MS = 24 * 60 * 60 * 1000;
const CSRF_COOKIE = '__Host-warifu-csrf';
const SESSION_COOKIE = '__Host-warifu-session';

let face: LogonFace;
before(async () => {
  face = await openLogonFace();
});
after(() => face.close());

test('no-certificate: the page names causes and ways out', async () => {
  const { status, body } = await face.visitor().get(`/${BANK}/administrator`);
  assert.equal(status, 403);
  assert.equal(reasonIn(body), 'no-certificate');
  assert.match(body, /考えられる原因/);
  // Each cause stands there once, with what to do.
  assert.equal(body.match(/「キャンセル」/g)?.length, 1);
  assert.equal(body.match(/<ul class="causes">/g)?.length, 1);
  assert.match(body, /<p class="cause">パソコンから電子証明書が送られてきませんでした。<\/p>/);
  assert.match(body, new RegExp(`${face.world.addresses.wwwOrigin}/${BANK}/logon/administrator`));
});

test('no-certificate as JSON for scripts', async () => {
  const { status, body } = await face.visitor().get(`/${BANK}/administrator`, { accept: 'application/json' });
  assert.equal(status, 403);
  assert.equal(JSON.parse(body).reason, 'no-certificate');
});

const refusals: [reason: string, spoil: (acquired: Acquired, customer: Customer) => Promise<void> | void][] =
  [
    [
      'certificate-revoked',
      (acquired) =>
        face.world.store.transaction(async (tx) => {
          await revokeCertificate(tx, acquired.view.serialNumber, 'keyCompromise', NOON);
        }),
    ],
    [
      'certificate-expired',
      () => {
        face.world.clock.now = NOON + 400 * DAY_MS;
      },
    ],
    [
      'certificate-not-yet-valid',
      () => {
        face.world.clock.now = NOON - 2 * DAY_MS;
      },
    ],
    [
      'contract-suspended',
      async (_, { bankCode, contractId }) => {
        await suspendContract(face.world, { bankCode, contractId }, { address: '::1', reference: 'test' });
      },
    ],
  ];

for (const [reason, spoil] of refusals) {
  test(`${reason}: its own page before the logon`, async () => {
    const { customer, acquired } = await face.customerWithCertificate();
    await spoil(acquired, customer);
    const { status, body } = await face.visitor(acquired).get(`/${BANK}/administrator`);
    face.world.clock.now = NOON;
    assert.equal(status, 403);
    assert.equal(reasonIn(body), reason);
    if (reason.startsWith('certificate-')) assert.match(body, new RegExp(acquired.view.commonName));
  });

  test(`${reason}: an open session ends on the same connection`, async () => {
    const { customer, acquired, browser } = await face.loggedOn();
    assert.equal((await browser.get(`/${BANK}/status`)).status, 200);
    await spoil(acquired, customer);
    const { status, body, reused } = await browser.get(`/${BANK}/status`);
    face.world.clock.now = NOON;
    assert.ok(reused);
    assert.equal(status, 403);
    assert.equal(reasonIn(body), reason);
  });
}

test('certificate-of-another-bank: told to choose another, and nothing of its state', async () => {
  const { acquired } = await face.customerWithCertificate('9001');
  const { status, body } = await face.visitor(acquired).get(`/${BANK}/administrator`);
  assert.equal(status, 403);
  assert.equal(reasonIn(body), 'certificate-of-another-bank');
});

test('session-of-another-certificate: a stolen cookie opens nothing', async () => {
  const { browser } = await face.loggedOn();
  const thief = face.visitor((await face.customerWithCertificate()).acquired);
  thief.cookies.set(SESSION_COOKIE, browser.cookies.get(SESSION_COOKIE) ?? '');
  const other = await thief.get(`/${BANK}/status`);
  assert.equal(reasonIn(other.body), 'session-of-another-certificate');
  const bare = face.visitor();
  bare.cookies.set(SESSION_COOKIE, browser.cookies.get(SESSION_COOKIE) ?? '');
  assert.equal(reasonIn((await bare.get(`/${BANK}/status`)).body), 'no-certificate');
});

test('session-missing: the status page without a logon', async () => {
  const { acquired } = await face.customerWithCertificate();
  const { status, body } = await face.visitor(acquired).get(`/${BANK}/status`);
  assert.equal(status, 403);
  assert.equal(reasonIn(body), 'session-missing');
});

test('csrf-token-missing: a form from elsewhere', async () => {
  const { customer, acquired } = await face.customerWithCertificate();
  const browser = face.visitor(acquired);
  await browser.get(`/${BANK}/administrator`);
  const fields = { contractPin: customer.contractPin, _csrf: '' };
  const { status, body } = await browser.submit(`/${BANK}/administrator`, fields);
  assert.equal(status, 403);
  assert.equal(reasonIn(body), 'csrf-token-missing');
  browser.cookies.delete(CSRF_COOKIE);
  assert.equal((await browser.submit(`/${BANK}/administrator`, fields)).status, 403);
});

const otherHosts: [host: string, path: string, location: string][] = [
  ['logon.localhost', `/${BANK}/administrator`, `/${BANK}/logon/administrator`],
  ['logon.localhost', '/', '/'],
  ['evil.example', `/${BANK}/status`, `/${BANK}/logon/administrator`],
  ['short.logon.localhost', '/0000/administrator', '/'],
];
for (const [host, path, location] of otherHosts) {
  test(`${host}${path} leads to www`, async () => {
    const answer = await new HttpsVisitor({ port: face.port, root: face.root, host: 'localhost' }).get(path, {
      host,
    });
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.location, face.world.addresses.wwwOrigin + location);
  });
}

test('bank-unknown and page-not-found below an attempt’s host', async () => {
  assert.equal(reasonIn((await face.visitor().get('/0000/administrator')).body), 'bank-unknown');
  assert.equal(reasonIn((await face.visitor().get(`/${BANK}/nobody`)).body), 'page-not-found');
});
