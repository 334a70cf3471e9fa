// The pages of acquisition, as HTTP sees them: every step, and every way of leaving the path.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Store } from '../../src/store/store.ts';
import { type Customer, entriesOf, makeRequest, openContract } from '../world/customers.ts';
import type { World } from '../world/deployment.ts';
import { headingOf, type Visitor, type Www } from '../world/www.ts';
import { openWwwWorld, type WwwWorld } from '../world/www-world.ts';

let opened: WwwWorld;
let store: Store;
let world: World;
let www: Www;

before(async () => {
  opened = await openWwwWorld();
  ({ store, world, www } = opened);
});
after(() => opened?.close());

const way = (customer: Customer, step = '') => `/${customer.bankCode}/enrolment/administrator${step}`;

/** From the first page to the page that makes the key. */
async function identified(customer: Customer): Promise<Visitor> {
  const visitor = www.visitor();
  const pages = world.banks.get(customer.bankCode)?.enrolment.administrator.pages ?? [];
  for (const [page, fields] of pages.entries()) {
    const url = way(customer, `/identify${page === 0 ? '' : `/${page + 1}`}`);
    assert.equal((await visitor.get(url)).statusCode, 200);
    const entries = entriesOf(customer);
    const typed = Object.fromEntries(fields.map((field) => [field, entries[field] ?? '']));
    const answer = await visitor.submit(url, typed);
    assert.equal(answer.statusCode, 303, answer.body);
    const next = page + 1 < pages.length ? `/identify/${page + 2}` : '/key-place';
    assert.equal(answer.headers.location, way(customer, next));
  }
  return visitor;
}

async function atKeyPage(customer: Customer): Promise<Visitor> {
  const visitor = await identified(customer);
  await visitor.get(way(customer, '/key-place'));
  const chosen = await visitor.submit(way(customer, '/key-place'), { keyPlace: 'file' });
  assert.equal(chosen.headers.location, way(customer, '/make-key'));
  assert.equal((await visitor.get(way(customer, '/make-key'))).statusCode, 200);
  return visitor;
}

/** Sends a request as the page's script does. */
function sendRequest(customer: Customer, visitor: Visitor, request: Uint8Array) {
  return visitor.send({
    method: 'POST',
    url: way(customer, '/request'),
    headers: {
      'content-type': 'application/pkcs10',
      accept: 'application/json',
      'x-csrf-token': visitor.dataOf('csrf'),
      'x-warifu-ticket': visitor.dataOf('ticket'),
    },
    payload: Buffer.from(request),
  });
}

for (const [bankCode, manual] of [
  ['9000', '000'],
  ['9001', '001'],
  ['5410', '003'],
  ['1283', '004'],
] as const) {
  test(`manual ${manual}: an administrator acquires a certificate`, async () => {
    const customer = await openContract(world, bankCode);
    const start = await www.visitor().get(way(customer));
    assert.equal(start.statusCode, 200);
    assert.match(start.body, /80日間/);
    const visitor = await atKeyPage(customer);
    const { request } = await makeRequest();
    const issued = await sendRequest(customer, visitor, request);
    assert.equal(issued.statusCode, 200, issued.body);
    const { certificate, chain, view, fileName } = issued.json();
    assert.match(certificate, /^MII/);
    assert.equal(chain.length, 1);
    assert.match(fileName, /^certificate-\d{4}-[0-9A-Za-z-]+\.p12$/);

    const again = await sendRequest(customer, visitor, request);
    assert.equal(again.json().certificate, certificate, 'the same request gets the same certificate');

    const installed = await visitor.get(way(customer, '/installed'));
    assert.equal(headingOf(installed), '電子証明書の取得が完了しました');
    for (const shown of [
      view.serialNumber.toUpperCase(),
      view.commonName,
      '2027年4月10日 23:59:59',
      fileName,
    ]) {
      assert.ok(installed.body.includes(shown), shown);
    }
    const reloaded = await visitor.get(way(customer, '/installed'));
    assert.ok(reloaded.body.includes(view.serialNumber.toUpperCase()));
  });
}

test('every step leads back, and says so where there is no way back', async () => {
  for (const bankCode of ['9000', '5410', '1283']) {
    const customer = await openContract(world, bankCode);
    const backOf = ({ body }: { body: string }) => /<a href="([^"]*)">戻る<\/a>/.exec(body)?.[1];
    const visitor = await identified(customer);
    assert.equal(backOf(await visitor.get(way(customer))), `/${bankCode}/`);
    assert.equal(backOf(await visitor.get(way(customer, '/identify'))), way(customer));
    assert.equal(backOf(await visitor.get(way(customer, '/key-place'))), way(customer));
    // Who went back stands where he stood.
    const before = await visitor.get(way(customer));
    assert.ok(before.body.includes(`href="${way(customer, '/key-place')}">続きから進む</a>`));
    await visitor.get(way(customer, '/key-place'));
    await visitor.submit(way(customer, '/key-place'), { keyPlace: 'file' });
    const key = await visitor.get(way(customer, '/make-key'));
    assert.equal(backOf(key), way(customer, '/key-place'));
    assert.equal((await visitor.get(way(customer, '/key-place'))).statusCode, 200);
    await visitor.get(way(customer, '/make-key'));
    assert.equal((await sendRequest(customer, visitor, (await makeRequest()).request)).statusCode, 200);
    for (const step of ['/make-key', '/installed']) {
      const after = await visitor.get(way(customer, step));
      assert.equal(backOf(after), undefined, step);
      assert.match(after.body, /取得は済んでいるため、前の(?:画面|手順)には戻れません。/, step);
    }
  }
});

test('a new request before the first logon replaces the unused certificate', async () => {
  const customer = await openContract(world, '9000');
  const visitor = await atKeyPage(customer);
  const first = await sendRequest(customer, visitor, (await makeRequest()).request);
  const page = await visitor.get(way(customer, '/make-key'));
  assert.match(page.body, /すでに電子証明書を取得しています/);
  const second = await sendRequest(customer, visitor, (await makeRequest()).request);
  assert.equal(second.statusCode, 200);
  assert.notEqual(second.json().view.serialNumber, first.json().view.serialNumber);
  const installed = await visitor.get(way(customer, '/installed'), { accept: 'application/json' });
  assert.equal(installed.json().certificate.serialNumber, second.json().view.serialNumber);
});

test('a form sent twice moves on once', async () => {
  const customer = await openContract(world, '1283');
  const visitor = www.visitor();
  await visitor.get(way(customer, '/identify'));
  const { contractId = '', contractPin = '', contractConfirmationPin = '' } = entriesOf(customer);
  await visitor.submit(way(customer, '/identify'), { contractId, contractPin });
  await visitor.get(way(customer, '/identify/2'));
  const second = { contractConfirmationPin };
  assert.equal((await visitor.submit(way(customer, '/identify/2'), second)).statusCode, 303);
  const twice = await visitor.submit(way(customer, '/identify/2'), second);
  assert.equal(twice.headers.location, way(customer, '/key-place'));
});

test('a wrong PIN posted twice is one try, under one reference', async () => {
  for (const path of ['/enrolment/administrator/identify', '/certificate-lookup/administrator']) {
    const customer = await openContract(world, '9000');
    const visitor = www.visitor();
    const url = `/9000${path}`;
    await visitor.get(url);
    // A refusal's page has no form: the second post has to be made of the first one's fields.
    const fields = { ...visitor.hiddenFields(), ...entriesOf(customer), contractPin: 'wrong1pin' };
    const answers = await Promise.all([visitor.submit(url, fields), visitor.submit(url, fields)]);
    const references = answers.map(({ body }) => /<dd class="code">([0-9A-Z]{10})<\/dd>/.exec(body)?.[1]);
    assert.ok(references[0] !== undefined && references[0] === references[1]);
    const counted = await store.db
      .selectFrom('guess_count')
      .where('contract_id', '=', customer.contractId)
      .where('secret', '=', 'contractPin')
      .select('failures')
      .executeTakeFirst();
    assert.equal(counted?.failures, 1);
  }
});

test('a step out of order leads to the right step', async (t) => {
  const customer = await openContract(world, '9000');
  const cases = [
    ['a stranger', async () => www.visitor(), ['/key-place', ''], ['/make-key', ''], ['/installed', '']],
    ['identified', () => identified(customer), ['/make-key', '/key-place'], ['/installed', '/key-place']],
    ['key place chosen', () => atKeyPage(customer), ['/installed', '/make-key']],
  ] as const;
  for (const [who, arrive, ...steps] of cases) {
    for (const [from, to] of steps) {
      await t.test(`${who} at ${from}`, async () => {
        const visitor = await arrive();
        const answer = await visitor.get(way(customer, from));
        assert.equal(answer.statusCode, 303);
        assert.equal(answer.headers.location, way(customer, to));
      });
    }
  }
});

test('enrolment-over: an enrolment that ran out, another bank’s, and an invented one are told so', async (t) => {
  const customer = await openContract(world, '9000');
  const visitor = await atKeyPage(customer);
  await t.test('of another bank', async () => {
    const answer = await visitor.get('/9001/enrolment/administrator/make-key');
    assert.equal(answer.statusCode, 403);
    assert.match(answer.body, /enrolment-over/);
    assert.match(answer.body, /href="\/9001\/enrolment\/administrator\/identify"/);
  });
  await t.test('run out', async () => {
    const now = world.clock.now;
    world.clock.now += 61 * 60 * 1000;
    const page = await visitor.get(way(customer, '/installed'));
    world.clock.now = now;
    assert.match(page.body, /enrolment-over/);
  });
  await t.test('a ticket of nobody', async () => {
    await visitor.get(way(customer, '/make-key'));
    const answer = await visitor.send({
      method: 'POST',
      url: way(customer, '/request'),
      headers: {
        'content-type': 'application/pkcs10',
        'x-csrf-token': visitor.dataOf('csrf'),
        'x-warifu-ticket': 'a.b',
        accept: 'application/json',
      },
      payload: Buffer.from((await makeRequest()).request),
    });
    assert.equal(answer.statusCode, 403);
    assert.equal(answer.json().reason, 'enrolment-over');
  });
});

test('form-invalid: faults stand above the form and at their fields, nothing is counted, ids are kept', async () => {
  const customer = await openContract(world, '9000');
  const visitor = www.visitor();
  await visitor.get(way(customer, '/identify'));
  const typed = { contractId: ` ${customer.contractId} `, contractPin: '暗証', contractConfirmationPin: '' };
  const answer = await visitor.submit(way(customer, '/identify'), typed);
  assert.equal(answer.statusCode, 400);
  assert.match(answer.body, /<title>入力エラー：/);
  assert.match(answer.body, /href="#contractPin"[\s\S]*href="#contractConfirmationPin"/);
  assert.match(answer.body, /id="contractPin-fault"[\s\S]*半角英数字6～12桁/);
  assert.ok(answer.body.includes(`value="${customer.contractId}"`));
  assert.ok(!answer.body.includes('暗証"'), 'no secret comes back');
  const guesses = await store.db
    .selectFrom('guess_count')
    .where('contract_id', '=', customer.contractId)
    .selectAll()
    .execute();
  assert.deepEqual(guesses, []);
});

test('full-width digits and stray blanks are taken as they are meant', async () => {
  const customer = await openContract(world, '9000');
  const visitor = www.visitor();
  await visitor.get(way(customer, '/identify'));
  const wide = customer.contractId.replaceAll(/[0-9]/g, (digit) =>
    String.fromCodePoint((digit.codePointAt(0) ?? 0) + 0xfee0),
  );
  const answer = await visitor.submit(way(customer, '/identify'), {
    ...entriesOf(customer),
    contractId: `　${wide} `,
  });
  assert.equal(answer.statusCode, 303, answer.body);
});

test('company names are shown as text, whatever they hold', async () => {
  const names = [
    '<script>alert(1)</script>',
    `"><img src=x onerror=alert(1)>'`,
    '髙﨑𠮷商店 ㈱',
    'חברת שלום 商会',
    'あ'.repeat(100),
  ];
  for (const companyName of names) {
    const customer = await openContract(world, '9000', { companyName });
    const visitor = await identified(customer);
    const { body } = await visitor.get(way(customer, '/key-place'));
    const escaped = companyName
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&#34;')
      .replaceAll("'", '&#39;');
    assert.ok(body.includes(`<bdi>${escaped}</bdi>`), companyName);
  }
});

test('the window is told to who has proven the secrets: days 80 and 81', async (t) => {
  for (const [from, status, reason] of [
    ['2026-01-20', 303, undefined],
    ['2026-01-19', 403, 'window-over'],
    ['2026-04-11', 403, 'window-not-open'],
  ] as const) {
    await t.test(from, async () => {
      const customer = await openContract(world, '9000', { acquisitionFrom: from });
      const visitor = www.visitor();
      await visitor.get(way(customer, '/identify'));
      const answer = await visitor.submit(way(customer, '/identify'), { ...entriesOf(customer) });
      assert.equal(answer.statusCode, status);
      if (reason !== undefined) assert.match(answer.body, new RegExp(`>${reason}<`));
    });
  }
});
