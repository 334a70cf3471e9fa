// ワンタイムパスワードが合わないとき over real mutual TLS: from the page that asks for a password and back to it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { banksAndSixth } from '../../../../test/world/banks.ts';
import { type Customer, mustAcquire, openContract } from '../../../../test/world/customers.ts';
import { NOON } from '../../../../test/world/deployment.ts';
import { type LogonFace, openLogonFace, reasonIn } from '../../../../test/world/logon-face.ts';
import { giveToken, shownBy, type Token } from '../../../../test/world/tokens.ts';

const BANK = '7777';
const PAGE = `/${BANK}/token/resynchronise`;
const LOGON = `/${BANK}/administrator`;
const TERM = banksAndSixth().get(BANK)?.terms.oneTimePassword;
const TITLE = `${TERM?.ja}が合わないとき`;

let face: LogonFace;
before(async () => {
  face = await openLogonFace({ banks: banksAndSixth() });
});
after(() => face.close());

const headingOf = (body: string) => /<h1>([^<]*)<\/h1>/.exec(body)?.[1]?.trim();

/** Somebody before the page of the one-time password, with a button whose count 0 is spent. */
async function beforeThePassword() {
  const customer: Customer = await openContract(face.world, BANK);
  const token = await giveToken(face.world, customer);
  const acquired = await mustAcquire(face.world, { ...customer, oneTimePassword: () => shownBy(token, 0) });
  const browser = face.visitor(acquired);
  await browser.get(LOGON);
  await browser.submit(LOGON, { contractPin: customer.contractPin });
  await browser.get(LOGON);
  await browser.submit(LOGON, { cardPassword: customer.card?.cells[''] ?? '' });
  return { browser, token, customer, acquired };
}
const two = (token: Token, first: number) => ({
  first: shownBy(token, first),
  second: shownBy(token, first + 1),
});

test('from the page that asks, two passwords, and on to the status page', async () => {
  const { browser, token } = await beforeThePassword();
  const asked = await browser.get(LOGON);
  assert.ok(asked.body.includes(`<a href="${PAGE}">${TITLE}</a>`));
  const refused = await browser.submit(LOGON, { oneTimePassword: shownBy(token, 60) });
  assert.match(refused.body, /one-time-password-wrong/);
  assert.ok(refused.body.includes(`<a href="${PAGE}">`), 'also beside the error');

  const page = await browser.get(PAGE);
  assert.equal(headingOf(page.body), TITLE);
  assert.match(page.body, /ボタンを押すたびに数字が変わる/);
  assert.match(page.body, /<label for="first">1つ目の数字<\/label>/);
  assert.match(page.body, /<label for="second">2つ目の数字<\/label>/);
  assert.doesNotMatch(page.body, /name="contractPin"/, 'it was typed before');
  assert.match(page.body, /故障や電池切れが考えられます。ろくばんネット係/, 'the help desk');
  const done = await browser.submit(PAGE, two(token, 61));
  assert.deepEqual([done.status, done.headers.location], [303, `/${BANK}/token/resynchronised`]);
  const told = await browser.get(`/${BANK}/token/resynchronised`);
  assert.equal(headingOf(told.body), 'トークンを合わせ直しました');
  assert.ok(told.body.includes(`href="${LOGON}"`));
  await browser.get(LOGON);
  const spent = await browser.submit(LOGON, { oneTimePassword: shownBy(token, 62) });
  assert.match(spent.body, /one-time-password-wrong/);
  const on = await browser.submit(LOGON, { oneTimePassword: shownBy(token, 63) });
  assert.equal(on.headers.location, `/${BANK}/status`);
});

test('form-invalid: what is missing, misshapen or the same stands at its field, uncounted', async () => {
  const { browser, token } = await beforeThePassword();
  await browser.get(PAGE);
  const right = shownBy(token, 9);
  for (const [fields, text] of [
    [{}, /1つ目の数字/],
    [{ first: right, second: '12ab' }, /2つ目の数字.*8/s],
    [{ first: right, second: right }, /1つ目と同じ数字です/],
  ] as const) {
    const answer = await browser.submit(PAGE, fields);
    assert.equal(answer.status, 400);
    assert.match(answer.body, text);
    assert.match(answer.body, /aria-invalid="true"/);
    assert.ok(!answer.body.includes(right), 'nothing typed comes back');
  }
  assert.equal((await browser.submit(PAGE, two(token, 9))).status, 303);
});

test('token-not-resynchronised, with the attempts left; then one-time-password-locked', async () => {
  const { browser, token } = await beforeThePassword();
  await browser.get(PAGE);
  const wrong = { first: '00000001', second: '00000002' };
  for (const left of [2, 1]) {
    const answer = await browser.submit(PAGE, wrong);
    assert.equal(answer.status, 403);
    assert.match(answer.body, /token-not-resynchronised/);
    assert.match(answer.body, new RegExp(`あと${left}回`));
    assert.match(answer.body, /name="first"/, 'asked again');
  }
  const locked = await browser.submit(PAGE, wrong);
  assert.equal(reasonIn(locked.body), 'one-time-password-locked');
  await browser.get(PAGE);
  assert.equal(reasonIn((await browser.submit(PAGE, two(token, 9))).body), 'one-time-password-locked');
});

test('a form posted twice is one try; without its token it is none', async () => {
  const { browser, token } = await beforeThePassword();
  const { body } = await browser.get(PAGE);
  const form = /name="form" value="([^"]+)"/.exec(body)?.[1] ?? '';
  const forged = await browser.submit(PAGE, { ...two(token, 9), _csrf: 'x' });
  assert.equal(reasonIn(forged.body), 'csrf-token-missing');
  await browser.get(PAGE);
  for (const attempt of [1, 2]) {
    const done = await browser.submit(PAGE, { ...two(token, 9), form });
    assert.equal(done.status, 303, `post ${attempt}`);
  }
});

test('in English, and by JSON', async () => {
  const { browser, token } = await beforeThePassword();
  const english = await browser.get(`${PAGE}?lang=en`);
  const page = english.status === 200 ? english : await browser.get(PAGE);
  assert.equal(headingOf(page.body), `${TERM?.en}: if it does not work`);
  assert.match(page.body, /First digits/);
  const accept = { accept: 'application/json' };
  const asked = JSON.parse((await browser.get(PAGE, accept)).body);
  assert.deepEqual([asked.kind, asked.open, asked.asks], ['hotp', false, []]);
  const wrong = await browser.submit(
    PAGE,
    { first: '00000001', second: '00000002', _csrf: asked.csrf },
    accept,
  );
  const refusal = JSON.parse(wrong.body);
  assert.equal(refusal.reason, 'token-not-resynchronised');
  const done = await browser.submit(PAGE, { ...two(token, 9), _csrf: asked.csrf }, accept);
  assert.deepEqual(JSON.parse(done.body), { next: `/${BANK}/token/resynchronised` });
});

test('not before the page of the password is reached; not at a bank without tokens', async () => {
  const { acquired } = await beforeThePassword();
  const early = await face.visitor(acquired).get(PAGE);
  assert.equal(reasonIn(early.body), 'session-missing');
  const { browser } = await face.loggedOn();
  assert.equal(reasonIn((await browser.get('/9000/token/resynchronise')).body), 'page-not-found');
});

test('who is logged on comes from the page that asks for a password of the token that is to go', async () => {
  const customer = await openContract(face.world, '1283');
  const token = await giveToken(face.world, customer, { kind: 'totp' });
  const acquired = await mustAcquire(face.world, customer);
  const browser = await face.logOn(customer, acquired);
  const asked = await browser.get('/1283/token');
  assert.ok(asked.body.includes('<a href="/1283/token/resynchronise">'));
  const page = await browser.get('/1283/token/resynchronise');
  assert.match(page.body, /時刻によって数字が変わる/);
  assert.ok(page.body.includes('<a href="/1283/token">'), 'and goes back there');
  const far = NOON + 5 * 30_000;
  const [first, second] = [far, far + 30_000].map((at) => shownBy(token, at));
  const done = await browser.submit('/1283/token/resynchronise', {
    first: first ?? '',
    second: second ?? '',
  });
  assert.equal(done.status, 303);
});
