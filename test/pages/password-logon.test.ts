// ID・パスワード方式 in a customer's browser: on the face that asks for no certificate, until the method changes for good.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { bank } from '../world/banks.ts';
import { type Customer, entriesOf, identify, mustAcquire, openContract } from '../world/customers.ts';
import type { World } from '../world/deployment.ts';
import { cellsOf } from '../world/logon-face.ts';
import { headingOf, type Visitor, type Www } from '../world/www.ts';
import { openWwwWorld, type WwwWorld } from '../world/www-world.ts';

let opened: WwwWorld;
let world: World;
let www: Www;

before(async () => {
  opened = await openWwwWorld();
  ({ world, www } = opened);
});
after(() => opened?.close());

const JSON_ONLY = { accept: 'application/json' };
const way = (code: string) => `/${code}/password-logon/administrator`;
const fieldsOf = (customer: Customer) => Object.fromEntries(Object.entries(entriesOf(customer)));
const reasonOf = (body: string) => /<dd class="code">([a-z-]+)<\/dd>/.exec(body)?.[1];
const waysOf = (body: string) =>
  [...body.matchAll(/<li><a class="button [a-z]+" href="([^"]*)"/g)].map(([, href]) => href);

/** Answers every page as the bank asks it; the last answer. */
async function logOn(customer: Customer, visitor: Visitor = www.visitor()) {
  const { bankCode } = customer;
  let path = way(bankCode);
  for (;;) {
    const page = await visitor.get(path);
    const cells = page.body.includes('class="cells"') ? cellsOf(customer, page.body) : {};
    const answer = await visitor.submit(path, { ...fieldsOf(customer), ...cells });
    const next = String(answer.headers.location ?? '');
    if (answer.statusCode !== 303 || next.endsWith('/status')) return { visitor, answer, next };
    path = next;
  }
}

describe('logon', () => {
  for (const code of ['9000', '9001', '1635', '5410']) {
    test(`bank ${code}: by its own pages to its status page, and off`, async () => {
      const customer = await openContract(world, code);
      const { terms } = bank(code);
      const { visitor, next } = await logOn(customer);
      assert.equal(next, `${way(code)}/status`);
      const status = await visitor.get(next);
      assert.equal(headingOf(status), terms.administratorStatus.ja);
      assert.ok(status.body.includes(`ID・パスワード方式で${terms.logon.ja}しています`));
      assert.ok(status.body.includes(`全員がID・パスワード方式で${terms.logon.ja}できなくなり`));
      assert.ok(status.body.includes('ロックされているものはありません'));
      assert.equal((await visitor.get(way(code))).headers.location, next, 'who is logged on stays so');
      await visitor.get(next);
      const off = await visitor.submit(`${way(code)}/log-off`, {});
      assert.equal(off.headers.location, `${way(code)}/logged-off`);
      assert.ok((await visitor.get(`${way(code)}/logged-off`)).body.includes(`href="${way(code)}"`));
      const over = await visitor.get(next);
      assert.deepEqual([over.statusCode, reasonOf(over.body)], [403, 'session-missing']);
    });
  }

  test('manual 003: お客様ID, ログインパスワード, ログイン', async () => {
    const page = await www.visitor().get(way('5410'));
    const labels = [...page.body.matchAll(/<label for="[^"]*">([^<]*)<\/label>/g)].map(([, label]) => label);
    assert.deepEqual(labels, ['お客様ID', 'ログインパスワード']);
    assert.match(page.body, /<button class="button primary" type="submit">ログイン<\/button>/);
    assert.ok(page.body.includes('data-keyboard="contractPin"'), 'ソフトウェアキーボード');
    const users = await www.visitor().get('/5410/password-logon/user');
    assert.ok(users.body.includes('利用者ID'));
  });

  test('a bank without it has no such page', async () => {
    for (const path of ['', '/2', '/status']) {
      const answer = await www.visitor().get(`${way('1283')}${path}`);
      assert.ok([403, 404].includes(answer.statusCode), path);
    }
  });

  test('no page is skipped, and going back begins anew', async () => {
    const customer = await openContract(world, '9000');
    const visitor = www.visitor();
    assert.equal((await visitor.get(`${way('9000')}/2`)).headers.location, way('9000'));
    await visitor.get(way('9000'));
    await visitor.submit(way('9000'), fieldsOf(customer));
    assert.equal((await visitor.get(`${way('9000')}/2`)).statusCode, 200);
    assert.equal((await visitor.get(way('9000'))).statusCode, 200);
    assert.equal((await visitor.get(`${way('9000')}/3`)).statusCode, 404);
    const faulty = await visitor.get(`${way('9000')}/2`);
    assert.ok(faulty.body.includes('class="cells"'));
    const empty = await visitor.submit(`${way('9000')}/2`, {});
    assert.deepEqual([empty.statusCode, /<title>入力エラー/.test(empty.body)], [400, true]);
  });

  test('a script logs on with JSON', async () => {
    const customer = await openContract(world, '5410');
    const visitor = www.visitor();
    const asked = (await visitor.get(way('5410'), JSON_ONLY)).json();
    assert.deepEqual(asked.fields, ['contractId', 'contractPin']);
    const fields = { ...fieldsOf(customer), _csrf: asked.csrf };
    const answer = (await visitor.submit(way('5410'), fields, JSON_ONLY)).json();
    assert.deepEqual(answer, { pagesDone: 1, open: true, next: `${way('5410')}/status` });
    const status = (await visitor.get(answer.next, JSON_ONLY)).json();
    assert.deepEqual(
      [status.method, status.contractId, status.locks],
      ['password', customer.contractId, { own: [], users: [] }],
    );
  });

  test('locks stand on the status page', async () => {
    const customer = await openContract(world, '5410');
    const { visitor, next } = await logOn(customer);
    const limit = bank('5410').secrets.contractPin.failureLimit;
    for (let tries = 0; tries < limit; tries += 1) {
      await identify(world, { ...customer, contractPin: 'wrong999' });
    }
    const { body } = await visitor.get(next);
    assert.ok(body.includes('ログインパスワード（電子証明書を使わない画面での入力）'));
    assert.ok(body.includes('WEB-FB暗証番号閉塞解除依頼書'));
  });
});

describe('the end of the method', () => {
  test('the pages of an administrator’s acquisition warn of it before the act, a user’s do not', async () => {
    for (const code of ['9000', '5410']) {
      for (const step of ['', '/identify']) {
        const { body } = await www.visitor().get(`/${code}/enrolment/administrator${step}`);
        assert.match(body, /全員がID・パスワード方式で.*元の方式には戻せません/, step);
      }
      assert.doesNotMatch((await www.visitor().get(`/${code}/enrolment/user/identify`)).body, /全員が/);
    }
    assert.doesNotMatch((await www.visitor().get('/1283/enrolment/administrator')).body, /ID・パスワード/);
  });

  test('password-logon-over: at the next request, and at the next logon, with the way on', async () => {
    const customer = await openContract(world, '9000');
    const { visitor, next } = await logOn(customer);
    assert.equal((await visitor.get(next)).statusCode, 200);
    await mustAcquire(world, customer);
    const ways = ['/9000/logon/administrator', '/9000/enrolment/administrator', '/9000/'];
    const over = await visitor.get(next);
    assert.deepEqual([over.statusCode, reasonOf(over.body)], [403, 'password-logon-over']);
    assert.deepEqual(waysOf(over.body), ways);
    const { answer } = await logOn(customer);
    assert.deepEqual([answer.statusCode, reasonOf(answer.body)], [403, 'password-logon-over']);
    const json = await visitor.get(next, JSON_ONLY);
    assert.equal(json.json().reason, 'password-logon-over');
  });

  test('activation-needed: on to 開通確認', async () => {
    const { answer } = await logOn(await openContract(world, '5410', { activated: false }));
    assert.deepEqual(
      [answer.statusCode, reasonOf(answer.body), waysOf(answer.body)],
      [403, 'activation-needed', ['/5410/activation/administrator', '/5410/']],
    );
  });

  test('not-accepted leads back to the page that asked', async () => {
    const customer = await openContract(world, '9000');
    const visitor = www.visitor();
    await visitor.get(way('9000'));
    const wrong = await visitor.submit(way('9000'), { ...fieldsOf(customer), contractPin: 'wrong999' });
    assert.deepEqual(
      [wrong.statusCode, reasonOf(wrong.body), waysOf(wrong.body)],
      [403, 'not-accepted', [way('9000'), '/9000/']],
    );
    await visitor.get(way('9000'));
    await visitor.submit(way('9000'), fieldsOf(customer));
    await visitor.get(`${way('9000')}/2`);
    const card = await visitor.submit(`${way('9000')}/2`, { cardPassword: '00000000' });
    assert.deepEqual(
      [card.statusCode, reasonOf(card.body), waysOf(card.body)],
      [403, 'not-accepted', [`${way('9000')}/2`, '/9000/']],
    );
  });
});
