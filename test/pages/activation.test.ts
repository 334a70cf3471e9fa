// 開通確認 as a customer's browser meets it: four steps, their addresses, and every way off the path.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inventPins } from '../world/activation.ts';
import { bank } from '../world/banks.ts';
import { type Customer, entriesOf, identify, openContract } from '../world/customers.ts';
import { NOON, type World } from '../world/deployment.ts';
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

const WAY = '/9000/activation/administrator';
const JSON_ONLY = { accept: 'application/json' };
const first = (customer: Customer) => Object.fromEntries(Object.entries(entriesOf(customer)));
const newcomer = (code = '9000') => openContract(world, code, { activated: false });

/** The fields of the page of choice, each PIN typed twice. */
function typed(pins: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(pins).flatMap(([pin, value = '']) => [
      [pin, value],
      [`${pin}Again`, value],
    ]),
  );
}

/** Somebody who has proved the first PINs and stands before the choice. */
async function choosing(customer: Customer): Promise<Visitor> {
  const visitor = www.visitor();
  await visitor.get(`${WAY}/identify`);
  const sent = await visitor.submit(`${WAY}/identify`, first(customer));
  assert.equal(sent.headers.location, `${WAY}/choose`, sent.body);
  assert.equal((await visitor.get(`${WAY}/choose`)).statusCode, 200);
  return visitor;
}

describe('the steps', () => {
  for (const code of ['9000', '9001', '1635', '5410', '1283']) {
    test(`bank ${code}: from its menu to the end, with its own words`, async () => {
      const customer = await newcomer(code);
      const { terms, menus } = bank(code);
      const visitor = www.visitor();
      const name = Object.keys(menus).find((menu) =>
        JSON.stringify(menus[menu]).includes('"administratorActivation"'),
      );
      const menu = await visitor.get(name === 'top' ? `/${code}/` : `/${code}/menu/${name}`);
      const way = `/${code}/activation/administrator`;
      assert.ok(menu.body.includes(`href="${way}"`), name);

      const prepare = await visitor.get(way);
      assert.ok(headingOf(prepare).includes(terms.activation.ja));
      assert.ok(prepare.body.includes(`仮の${terms.contractPin.ja}`));
      const question = await visitor.get(`${way}/identify`);
      assert.ok(question.body.includes(`<label for="contractId">${terms.contractId.ja}</label>`));
      await visitor.submit(`${way}/identify`, first(customer));
      const choice = await visitor.get(`${way}/choose`);
      assert.ok(choice.body.includes(`<label for="contractPin">新しい${terms.contractPin.ja}</label>`));
      assert.ok(choice.body.includes('登録できないもの'));
      const pins = inventPins(bank(code), 'administrator');
      const sent = await visitor.submit(`${way}/choose`, typed(pins));
      assert.equal(sent.headers.location, `${way}/done`, sent.body);
      const done = await visitor.get(`${way}/done`);
      assert.ok(headingOf(done).includes('完了'));
      assert.ok(done.body.includes(`href="/${code}/enrolment/administrator"`));
      const offersPassword = done.body.includes(`href="/${code}/password-logon/administrator"`);
      assert.equal(offersPassword, bank(code).logon.passwordLogon !== 'never');
      assert.equal(typeof (await identify(world, { ...customer, ...pins })), 'string');
    });
  }

  test('back and reload are safe: each step leads to where one stands', async () => {
    const customer = await newcomer();
    const stranger = www.visitor();
    for (const step of ['choose', 'done']) {
      assert.equal((await stranger.get(`${WAY}/${step}`)).headers.location, WAY);
    }
    const visitor = await choosing(customer);
    assert.equal((await visitor.get(`${WAY}/done`)).headers.location, `${WAY}/choose`);
    const pins = typed(inventPins(bank('9000'), 'administrator'));
    await visitor.get(`${WAY}/choose`);
    const hidden = visitor.hiddenFields();
    assert.equal((await visitor.submit(`${WAY}/choose`, { ...hidden, ...pins })).statusCode, 303);
    const again = await visitor.submit(`${WAY}/choose`, { ...hidden, ...pins });
    assert.equal(again.headers.location, `${WAY}/done`, 'sent twice is done once');
    assert.equal((await visitor.get(`${WAY}/choose`)).headers.location, `${WAY}/done`);
    assert.equal((await visitor.get(`${WAY}/done`)).statusCode, 200);
  });

  test('nothing that was typed comes back in a page', async () => {
    const customer = await newcomer();
    const visitor = await choosing(customer);
    const answer = await visitor.submit(`${WAY}/choose`, typed({ contractPin: 'mk7w2d' }));
    assert.equal(answer.statusCode, 400);
    for (const secret of ['mk7w2d', customer.contractPin]) assert.ok(!answer.body.includes(secret));
    assert.ok(!www.log.some((line) => line.includes('mk7w2d') || line.includes(customer.contractPin)));
  });
});

describe('faults of a choice stand at their fields', () => {
  const CASES: readonly [string, Record<string, string>, string, string][] = [
    [
      'form-invalid',
      typed({ contractPin: 'x', contractConfirmationPin: 'x81pq0' }),
      'contractPin',
      'で入力してください',
    ],
    [
      'pins-differ',
      { ...typed({ contractPin: 'mk7w2d', contractConfirmationPin: 'x81pq0' }), contractPinAgain: 'mk7w2e' },
      'contractPinAgain',
      '一致しません',
    ],
    [
      'pin-too-simple',
      typed({ contractPin: 'mk7w2d', contractConfirmationPin: '123456' }),
      'contractConfirmationPin',
      '言い当てられやすい',
    ],
    [
      'pin-same-as-other',
      typed({ contractPin: 'mk7w2d', contractConfirmationPin: 'mk7w2d' }),
      'contractConfirmationPin',
      'ほかの項目と同じ',
    ],
  ];
  for (const [reason, fields, id, words] of CASES) {
    test(reason, async () => {
      const visitor = await choosing(await newcomer());
      const answer = await visitor.submit(`${WAY}/choose`, fields);
      assert.equal(answer.statusCode, 400);
      assert.match(answer.body, /<title>入力エラー：/);
      assert.ok(answer.body.includes(`<a href="#${id}">`), id);
      const fault = new RegExp(`id="${id}-fault">([^<]*)<`).exec(answer.body)?.[1];
      assert.ok(fault?.includes(words), fault);
      assert.ok(answer.body.includes(`<span class="code">${reason}</span>`));
    });
  }

  test('pin-unchanged, in English and as JSON', async () => {
    const customer = await newcomer();
    const visitor = await choosing(customer);
    const fields = typed({ contractPin: customer.contractPin, contractConfirmationPin: 'x81pq0' });
    const page = await visitor.submit(`${WAY}/choose`, fields, { 'accept-language': 'en' });
    assert.equal(page.statusCode, 400);
    const json = await visitor.submit(`${WAY}/choose`, fields, JSON_ONLY);
    assert.deepEqual([json.statusCode, json.json().reason], [400, 'pin-unchanged']);
  });
});

describe('refusals and their ways out', () => {
  const reasonOf = (body: string) => /<dd class="code">([a-z-]+)<\/dd>/.exec(body)?.[1];
  const firstWay = (body: string) => /<a class="button primary" href="([^"]*)"/.exec(body)?.[1];

  test('activation-needed: from an acquisition to here', async () => {
    const customer = await newcomer();
    const visitor = www.visitor();
    await visitor.get('/9000/enrolment/administrator/identify');
    const answer = await visitor.submit('/9000/enrolment/administrator/identify', first(customer));
    assert.deepEqual(
      [answer.statusCode, reasonOf(answer.body), firstWay(answer.body)],
      [403, 'activation-needed', WAY],
    );
  });

  test('activation-done: on to the acquisition', async () => {
    const visitor = www.visitor();
    await visitor.get(`${WAY}/identify`);
    const answer = await visitor.submit(`${WAY}/identify`, first(await openContract(world, '9000')));
    assert.deepEqual(
      [answer.statusCode, reasonOf(answer.body), firstWay(answer.body)],
      [409, 'activation-done', '/9000/enrolment/administrator'],
    );
  });

  test('activation-done: somebody else was faster', async () => {
    const customer = await newcomer();
    const [one, other] = [await choosing(customer), await choosing(customer)];
    await one.submit(`${WAY}/choose`, typed(inventPins(bank('9000'), 'administrator')));
    const late = await other.submit(`${WAY}/choose`, typed(inventPins(bank('9000'), 'administrator')));
    assert.deepEqual([late.statusCode, reasonOf(late.body)], [409, 'activation-done']);
    assert.deepEqual(reasonOf((await other.get(`${WAY}/choose`)).body), 'activation-done');
  });

  test('activation-over: an hour later, back to the beginning', async () => {
    const visitor = await choosing(await newcomer());
    try {
      world.clock.now += 60 * 60 * 1000;
      for (const step of ['choose', 'done']) {
        const answer = await visitor.get(`${WAY}/${step}`);
        assert.deepEqual(
          [answer.statusCode, reasonOf(answer.body), firstWay(answer.body)],
          [403, 'activation-over', `${WAY}/identify`],
        );
      }
    } finally {
      world.clock.now = NOON;
    }
  });

  test('not-accepted and form-invalid on the page of first PINs', async () => {
    const customer = await newcomer();
    const visitor = www.visitor();
    await visitor.get(`${WAY}/identify`);
    const wrong = await visitor.submit(`${WAY}/identify`, { ...first(customer), contractPin: 'wrong999' });
    assert.deepEqual(
      [wrong.statusCode, reasonOf(wrong.body), firstWay(wrong.body)],
      [403, 'not-accepted', `${WAY}/identify`],
    );
    await visitor.get(`${WAY}/identify`);
    const empty = await visitor.submit(`${WAY}/identify`, { contractId: customer.contractId });
    assert.equal(empty.statusCode, 400);
    assert.ok(empty.body.includes(`value="${customer.contractId}"`), 'the id need not be typed again');
    const json = await visitor.submit(`${WAY}/identify`, {}, JSON_ONLY);
    assert.deepEqual([json.statusCode, json.json().reason], [400, 'form-invalid']);
  });
});
