// One-time passwords and cards over real TLS (security page, tests 5 and 6): the window to the second, one password
// once however many send it, and how many cells of a card somebody sees who does not have it.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { BankProfile } from '../../src/profile/bank-profile.ts';
import { bank } from '../world/banks.ts';
import { type Acquired, type Customer, type CustomerUser, logOn, mustAcquire } from '../world/customers.ts';
import { NOON } from '../world/deployment.ts';
import type { HttpsVisitor } from '../world/https-visitor.ts';
import { cellsOf, type LogonFace, openLogonFace, reasonIn } from '../world/logon-face.ts';
import { giveToken, shownBy, type Token } from '../world/tokens.ts';
import { addUser, administratorOf } from '../world/users.ts';
import { must } from '../world/year.ts';

const DAY = 24 * 60 * 60 * 1000;
const STEP = 30_000;

/** As 1283, whose users type a password of the token at each logon. */
const WITH_TOKEN: BankProfile = {
  ...bank('1283'),
  code: '1284',
  logon: { ...bank('1283').logon, user: { pages: [['userPin', 'oneTimePassword']] } },
};

let face: LogonFace;
before(async () => {
  const banks = new Map([
    ['9000', bank('9000')],
    ['1284', WITH_TOKEN],
  ]);
  face = await openLogonFace({ banks });
});
beforeEach(() => {
  face.world.clock.now = NOON;
});
after(() => face.close());

describe('5: one-time passwords', () => {
  let user: CustomerUser;
  let acquired: Acquired;
  let token: Token;
  let day = 0;
  before(async () => {
    const { customer } = await face.customerWithCertificate('1284');
    const administrator = await administratorOf(face.world, customer);
    const added = await addUser(face.world, administrator);
    const { contractId } = customer;
    token = await giveToken(face.world, { bankCode: '1284', contractId, userId: added.userId });
    user = { ...added, oneTimePassword: () => shownBy(token, face.world.clock.now) };
    acquired = await mustAcquire(face.world, user);
  });
  beforeEach(async () => {
    // Nothing is left of the test before: no wrong entry, no drift, no password used today.
    day += 1;
    face.world.clock.now = NOON + day * DAY;
    await face.world.store.db.deleteFrom('guess_count').execute();
    await face.world.store.db.updateTable('token').set({ drift: 0 }).execute();
  });

  /** Before the page that asks. */
  const arrive = async () => {
    const browser = face.visitor(acquired);
    assert.equal((await browser.get('/1284/user')).status, 200);
    return browser;
  };
  const send = async (browser: HttpsVisitor, oneTimePassword: string) => {
    const { status, body } = await browser.submit('/1284/user', {
      userPin: user.userPin ?? '',
      oneTimePassword,
    });
    return status === 303 ? 'in' : (reasonIn(body) ?? /one-time-password-[a-z]+/.exec(body)?.[0] ?? status);
  };

  // NOON begins a step. What is shown in the middle of a step is shown to its end.
  for (const [shownAfter, sent] of [
    [0, { '-61': false, '-60': false, '-31': false, '-30': true, '-29': true, 0: true }],
    [0, { 29: true, 31: true, 59: true, 60: false, 61: false }],
    [STEP - 1, { '-61': false, '-60': false, '-59': true, '-31': true, '-29': true, 0: true }],
    [STEP - 1, { 29: true, 30: true, 31: false, 60: false, 61: false }],
  ] as const) {
    for (const [seconds, right] of Object.entries(sent)) {
      test(`shown ${shownAfter} ms into a step, sent ${seconds} s from then: ${right ? 'in' : 'refused'}`, async () => {
        const shown = face.world.clock.now + shownAfter;
        face.world.clock.now = shown + Number(seconds) * 1000;
        const outcome = await send(await arrive(), shownBy(token, shown));
        assert.equal(outcome === 'in', right, String(outcome));
      });
    }
  }

  test('200 times at once over 40 connections: one logon', async () => {
    const password = shownBy(token, face.world.clock.now);
    const browsers = await Promise.all(Array.from({ length: 40 }, arrive));
    const outcomes = await Promise.all(
      browsers.flatMap((browser) => Array.from({ length: 5 }, () => send(browser, password))),
    );
    assert.equal(outcomes.length, 200);
    // A connection that got in sends the same form again and is shown the same answer.
    const tokens = new Set(browsers.map((browser) => browser.cookies.get('__Host-warifu-session')));
    tokens.delete(undefined);
    assert.equal(tokens.size, 1);
    const logons = await face.world.store.db
      .selectFrom('logon')
      .select('id')
      .where('at', '=', face.world.clock.now)
      .execute();
    assert.equal(logons.length, 1);
  });

  test('the step before one that was used, and the same one a step later: refused', async () => {
    const now = face.world.clock.now;
    assert.equal(await send(await arrive(), shownBy(token, now)), 'in');
    assert.equal(await send(await arrive(), shownBy(token, now - STEP)), 'one-time-password-wrong');
    face.world.clock.now += STEP;
    assert.equal(await send(await arrive(), shownBy(token, now)), 'one-time-password-wrong');
    assert.equal(await send(await arrive(), shownBy(token, now + STEP)), 'in');
  });
});

describe('6: cells of a card', () => {
  const path = '/9000/administrator';
  /** The places that this browser is asked for, PIN answered. */
  const ask = async (customer: Customer, acquired: Acquired) => {
    const browser = face.visitor(acquired);
    await browser.get(path);
    await browser.submit(path, { contractPin: customer.contractPin });
    const { body } = await browser.get(path);
    return { browser, body, places: placesIn(body) };
  };
  const placesIn = (body: string) =>
    [...body.matchAll(/<label for="cell-\d+">([^<]+)<\/label>/g)].map(([, place = '']) => place);

  test('who has certificate and PIN and no card sees one question, in whatever way it is asked for', async () => {
    const { customer, acquired } = await face.customerWithCertificate();
    const seen = new Set<string>();
    for (let abandoned = 0; abandoned < 30; abandoned += 1) {
      const { browser, places } = await ask(customer, acquired);
      seen.add(places.join());
      seen.add(placesIn((await browser.get(path)).body).join());
      browser.close();
    }
    const together = await Promise.all(Array.from({ length: 10 }, () => ask(customer, acquired)));
    for (const { places } of together) seen.add(places.join());
    face.world.clock.now += DAY;
    const { browser, places } = await ask(customer, acquired);
    seen.add(places.join());
    const wrong = Object.fromEntries(places.map((_, index) => [`cell-${index}`, '00']));
    const { body } = await browser.submit(path, wrong);
    if (placesIn(body).length > 0) seen.add(placesIn(body).join());
    seen.add((await ask(customer, acquired)).places.join());
    assert.equal(seen.size, 1, [...seen].join(' | '));
    assert.equal(new Set([...seen].join().split(',')).size, 4, 'of 50 cells');
  });

  test('each answered question discloses its own cells and no others', async () => {
    const { customer, acquired } = await face.customerWithCertificate();
    const disclosed = new Set<string>();
    for (let logons = 1; logons <= 5; logons += 1) {
      const { browser, body, places } = await ask(customer, acquired);
      for (const place of places) disclosed.add(place);
      const answered = await browser.submit(path, cellsOf(customer, body));
      assert.equal(answered.status, 303, answered.body);
      assert.ok(disclosed.size <= 4 * logons);
    }
    assert.ok(disclosed.size > 4, 'answered, other cells are asked');
    must(await logOn(face.world, customer, acquired.certificate));
  });
});
