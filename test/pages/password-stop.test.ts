// 緊急停止 for who is logged on by id and password, over real HTTPS: from the status page to the end of every session.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { issueServerCertificate } from '../../src/ca/server-certificate.ts';
import { buildAssets } from '../../src/http/assets.ts';
import { prepareFace } from '../../src/http/face.ts';
import { createWwwListener, listen } from '../../src/http/listeners.ts';
import { PORTAL_ASSETS, registerPortal } from '../../src/portal/register.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { encodePem } from '../../src/x509/pem.ts';
import { rootOf } from '../world/authorities.ts';
import { bank } from '../world/banks.ts';
import { type Customer, entriesOf, openContract } from '../world/customers.ts';
import { makeWorld, type World } from '../world/deployment.ts';
import { HttpsVisitor } from '../world/https-visitor.ts';
import { cellsOf, reasonIn } from '../world/logon-face.ts';

const DAY = 24 * 60 * 60 * 1000;

let folder: string;
let store: Store;
let world: World;
let root: string;
let listening: Awaited<ReturnType<typeof listen>>;
const visitors: HttpsVisitor[] = [];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warifu-stop-'));
  store = await openStore({ dataFolder: folder });
  world = await makeWorld(store);
  root = encodePem('CERTIFICATE', rootOf(world.ca).certificate);
  const identity = await issueServerCertificate({
    ca: world.ca,
    names: ['localhost'],
    addresses: [],
    notBefore: Date.now() - DAY,
    notAfter: Date.now() + DAY,
  });
  const app = createWwwListener(identity);
  await prepareFace(app, {
    banks: world.banks,
    assets: await buildAssets(PORTAL_ASSETS),
    homeOrigin: '',
    strictTransport: true,
  });
  await registerPortal(app, world, { throttle: { triesPerMinute: 1000 } });
  listening = await listen(app, ['127.0.0.1'], 0);
});
after(async () => {
  for (const one of visitors) one.close();
  await listening.close();
  await store.close();
  await world.dispose();
  await rm(folder, { recursive: true });
});

const way = (code: string) => `/${code}/password-logon/administrator`;
const headingOf = (body: string) => /<h1>([^<]*)<\/h1>/.exec(body)?.[1]?.trim();

/** A browser in which the customer has logged on by id and password. */
async function loggedOn(customer: Customer): Promise<HttpsVisitor> {
  const visitor = new HttpsVisitor({ port: listening.port, root, host: 'localhost' });
  visitors.push(visitor);
  const { bankCode } = customer;
  for (let path = way(bankCode); !path.endsWith('/status'); ) {
    const { body } = await visitor.get(path);
    const cells = body.includes('class="cells"') ? cellsOf(customer, body) : {};
    const fields = Object.fromEntries(Object.entries(entriesOf(customer)));
    const { status, headers } = await visitor.submit(path, { ...fields, ...cells });
    assert.equal(status, 303);
    path = String(headers.location);
  }
  return visitor;
}

/** The PIN that confirms it, by the bank's own word. */
const confirmationOf = (customer: Customer): Record<string, string> =>
  customer.bankCode === '5410'
    ? { contractPin: customer.contractPin }
    : { contractConfirmationPin: customer.contractConfirmationPin ?? '' };

describe('an administrator without a certificate', () => {
  for (const code of ['5410', '9000']) {
    test(`bank ${code}: from the status page, one PIN, and every session is over`, async () => {
      const customer = await openContract(world, code);
      const [browser, elsewhere] = [await loggedOn(customer), await loggedOn(customer)];
      const status = await browser.get(`${way(code)}/status`);
      assert.ok(status.body.includes(`<a href="${way(code)}/stop">緊急停止に進む</a>`));
      const page = await browser.get(`${way(code)}/stop`);
      assert.equal(headingOf(page.body), '緊急停止');
      assert.ok(page.body.includes(`<a href="${way(code)}/status">`), 'leads back');
      const [[field, pin] = ['', '']] = Object.entries(confirmationOf(customer));
      assert.ok(page.body.includes(`name="${field}"`));

      const empty = await browser.submit(`${way(code)}/stop`, {});
      assert.deepEqual([empty.status, /aria-invalid="true"/.test(empty.body)], [400, true]);
      const wrong = await browser.submit(`${way(code)}/stop`, { [field]: 'wrong999' });
      assert.equal(wrong.status, 403);
      assert.match(wrong.body, /pin-wrong/);
      assert.ok(wrong.body.includes(`name="${field}"`), 'asked again');
      assert.equal((await elsewhere.get(`${way(code)}/status`)).status, 200, 'nothing has stopped');

      const done = await browser.submit(`${way(code)}/stop`, { [field]: pin });
      assert.deepEqual([done.status, done.headers.location], [303, `/${code}/contract-stopped`]);
      assert.equal((await browser.get(`/${code}/contract-stopped`)).status, 200);
      for (const one of [browser, elsewhere]) {
        for (const path of ['status', 'stop']) {
          const over = await one.get(`${way(code)}/${path}`);
          assert.deepEqual([over.status, reasonIn(over.body)], [403, 'contract-stopped'], path);
          assert.ok(over.reused, 'on the same connection');
        }
      }
    });
  }

  test('sent twice it is done once; without its token it is not done', async () => {
    const customer = await openContract(world, '9000');
    const browser = await loggedOn(customer);
    const { body } = await browser.get(`${way('9000')}/stop`);
    const forged = await browser.submit(`${way('9000')}/stop`, { ...confirmationOf(customer), _csrf: 'x' });
    assert.equal(reasonIn(forged.body), 'csrf-token-missing');
    const form = /name="form" value="([^"]+)"/.exec(body)?.[1] ?? '';
    const csrf = /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? '';
    for (const attempt of [1, 2]) {
      const fields = { ...confirmationOf(customer), form, _csrf: csrf };
      const done = await browser.submit(`${way('9000')}/stop`, fields);
      assert.equal(done.headers.location, '/9000/contract-stopped', `post ${attempt}`);
    }
  });

  test('as JSON, in English', async () => {
    const customer = await openContract(world, '5410');
    const browser = await loggedOn(customer);
    const accept = { accept: 'application/json' };
    const asked = JSON.parse((await browser.get(`${way('5410')}/stop`, accept)).body);
    assert.deepEqual(asked.asks, ['contractPin']);
    await browser.get(`${way('5410')}/stop?lang=en`);
    const english = await browser.get(`${way('5410')}/stop`);
    assert.equal(headingOf(english.body), 'Emergency stop');
    const fields = { ...confirmationOf(customer), _csrf: asked.csrf };
    const done = await browser.submit(`${way('5410')}/stop`, fields, accept);
    assert.deepEqual(JSON.parse(done.body), { next: '/5410/contract-stopped' });
  });
});

test('who is not logged on, a user, and a bank without such a logon have no such page', async () => {
  const visitor = new HttpsVisitor({ port: listening.port, root, host: 'localhost' });
  visitors.push(visitor);
  const stranger = await visitor.get(`${way('9000')}/stop`);
  assert.equal(reasonIn(stranger.body), 'session-missing');
  assert.ok(stranger.body.includes(`href="${way('9000')}"`), 'leads to the logon');
  assert.equal(reasonIn((await visitor.get('/9000/password-logon/user/stop')).body), 'page-not-found');
  assert.equal(bank('1283').logon.passwordLogon, 'never');
  assert.ok([403, 404].includes((await visitor.get(`${way('1283')}/stop`)).status));
});
