// Registering an app over real mutual TLS: from the status page to the first password; and passwords on logon pages.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import decodeQR from 'qr/decode.js';
import { banksAndSixth } from '../../../../test/world/banks.ts';
import { type Customer, mustAcquire, openContract } from '../../../../test/world/customers.ts';
import { NOON } from '../../../../test/world/deployment.ts';
import { type LogonFace, openLogonFace, reasonIn } from '../../../../test/world/logon-face.ts';
import { giveToken, shownBy, type Token } from '../../../../test/world/tokens.ts';

const BANK = '1283';

let face: LogonFace;
before(async () => {
  face = await openLogonFace({ banks: banksAndSixth() });
});
after(() => face.close());

/** Somebody of the bank on the status page. */
async function loggedOn() {
  const { customer, acquired } = await face.customerWithCertificate(BANK);
  const browser = face.visitor(acquired);
  await browser.get(`/${BANK}/administrator`);
  const done = await browser.submit(`/${BANK}/administrator`, { contractPin: customer.contractPin });
  assert.equal(done.headers.location, `/${BANK}/status`);
  return { customer, acquired, browser, pin: customer.contractConfirmationPin ?? '' };
}

/** The picture's squares as a camera would see them, read. */
function read(page: string): string {
  const svg = /<div class="qr-code"[^>]*>\s*(<svg.*?<\/svg>)/s.exec(page)?.[1] ?? '';
  const side = Number(/viewBox="0 0 (\d+) /.exec(svg)?.[1]);
  const scale = 4;
  const data = new Uint8Array((side * scale) ** 2 * 4).fill(255);
  let [x, y] = [0, 0];
  for (const [, kind, dx, dy] of svg.matchAll(/([Mm])(-?\d+)[ ,]?(-?\d+)h1v1/g)) {
    [x, y] = kind === 'M' ? [Number(dx), Number(dy)] : [x + Number(dx), y + Number(dy)];
    for (let row = 0; row < scale; row += 1) {
      const from = ((y * scale + row) * side * scale + x * scale) * 4;
      for (let at = from; at < from + scale * 4; at += 4) data.fill(0, at, at + 3);
    }
  }
  return decodeQR({ width: side * scale, height: side * scale, data });
}

function appOf(uri: string): Token {
  const { searchParams } = new URL(uri);
  const bits = [...(searchParams.get('secret') ?? '')]
    .map((one) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(one).toString(2).padStart(5, '0'))
    .join('');
  const secret = Buffer.from(bits.match(/.{8}/g)?.map((octet) => Number.parseInt(octet, 2)) ?? []);
  return { serialNumber: '', secret, kind: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 };
}

test('status page, PIN, QR code, first password, done', async () => {
  const { browser, pin, customer } = await loggedOn();
  const status = await browser.get(`/${BANK}/status`);
  assert.match(status.body, /<a href="\/1283\/token">トークンの登録<\/a>/);

  const first = await browser.get(`/${BANK}/token`);
  assert.equal(first.status, 200);
  assert.match(first.body, /まだ登録されていません/);
  assert.match(first.body, /name="contractConfirmationPin"/);
  assert.doesNotMatch(first.body, /name="oneTimePassword"/);
  const begun = await browser.submit(`/${BANK}/token`, { contractConfirmationPin: pin });
  assert.deepEqual([begun.status, begun.headers.location], [303, `/${BANK}/token`]);

  const shown = await browser.get(`/${BANK}/token`);
  assert.equal(shown.headers['cache-control'], 'no-store');
  assert.doesNotMatch(
    /<svg.*?<\/svg>/s.exec(shown.body)?.[0] ?? 'style=',
    /style=|script|http(?!:\/\/www\.w3\.org)/,
  );
  const uri = read(shown.body);
  assert.match(uri, new RegExp(`^otpauth://totp/[^?]*${customer.contractId}\\?`));
  const app = appOf(uri);
  const typed = /<dd class="code">((?:[A-Z2-7]{4} ?){8})<\/dd>/.exec(shown.body)?.[1] ?? '';
  assert.equal(typed.replaceAll(' ', ''), new URL(uri).searchParams.get('secret'));

  const again = await browser.get(`/${BANK}/token`);
  assert.doesNotMatch(again.body, /<svg/, 'shown once');
  assert.match(again.body, /先ほど表示しました/);

  const wrong = await browser.submit(`/${BANK}/token/confirm`, { oneTimePassword: '000000' });
  assert.equal(wrong.status, 403);
  assert.match(wrong.body, /one-time-password-wrong/);
  assert.match(wrong.body, /name="oneTimePassword"/);
  const done = await browser.submit(`/${BANK}/token/confirm`, { oneTimePassword: shownBy(app, NOON) });
  assert.deepEqual([done.status, done.headers.location], [303, `/${BANK}/token/registered`]);
  const { body } = await browser.get(`/${BANK}/token/registered`);
  assert.match(body, /登録しました/);
  assert.match(body, /APP-[0-9A-F]{12}/);

  const next = await browser.get(`/${BANK}/token`);
  assert.match(next.body, /name="oneTimePassword"/, 'the next one asks for a password of this one');
});

test('a HEAD and a request without the session do not use the showing up', async () => {
  const { browser, pin, acquired } = await loggedOn();
  await browser.get(`/${BANK}/token`);
  await browser.submit(`/${BANK}/token`, { contractConfirmationPin: pin });
  assert.equal((await browser.head(`/${BANK}/token`)).status, 200);
  const other = await face.visitor(acquired).get(`/${BANK}/token`);
  assert.equal(reasonIn(other.body), 'session-missing');
  assert.match((await browser.get(`/${BANK}/token`)).body, /<svg/);
});

test('what is not filled in, a wrong PIN, and a form posted twice', async () => {
  const { browser, pin, customer } = await loggedOn();
  await browser.get(`/${BANK}/token`);
  const empty = await browser.submit(`/${BANK}/token`, { contractConfirmationPin: '' });
  assert.equal(empty.status, 400);
  assert.match(empty.body, /aria-invalid="true"/);
  const wrong = await browser.submit(`/${BANK}/token`, { contractConfirmationPin: 'wrong111' });
  assert.equal(wrong.status, 403);
  assert.match(wrong.body, /あと4回/);
  const form = /name="form" value="([^"]+)"/.exec(wrong.body)?.[1] ?? '';
  for (const attempt of [1, 2]) {
    const begun = await browser.submit(`/${BANK}/token`, { contractConfirmationPin: pin, form });
    assert.equal(begun.status, 303, `post ${attempt}`);
  }
  const count = await face.world.store.db
    .selectFrom('audit')
    .select(({ fn }) => fn.countAll().as('n'))
    .where('act', '=', 'token.registration-begun')
    .where('contract_id', '=', customer.contractId)
    .where('outcome', '=', 'done')
    .executeTakeFirstOrThrow();
  assert.equal(Number(count.n), 1);
});

test('after ten minutes the page says so and leads back', async () => {
  const { browser, pin } = await loggedOn();
  await browser.get(`/${BANK}/token`);
  await browser.submit(`/${BANK}/token`, { contractConfirmationPin: pin });
  const app = appOf(read((await browser.get(`/${BANK}/token`)).body));
  const later = NOON + 10 * 60_000;
  face.world.clock.now = later;
  const late = await browser.submit(`/${BANK}/token/confirm`, { oneTimePassword: shownBy(app, later) });
  face.world.clock.now = NOON;
  assert.equal(late.status, 403);
  assert.equal(reasonIn(late.body), 'token-registration-over');
  assert.match(late.body, /href="\/1283\/token"/);
});

test('by JSON alone, in English', async () => {
  const { browser, pin } = await loggedOn();
  const accept = { accept: 'application/json' };
  const view = JSON.parse((await browser.get(`/${BANK}/token`, accept)).body);
  assert.deepEqual(view.asks, ['contractConfirmationPin']);
  const begun = await browser.submit(
    `/${BANK}/token`,
    { contractConfirmationPin: pin, _csrf: view.csrf },
    accept,
  );
  assert.deepEqual(JSON.parse(begun.body), { next: `/${BANK}/token` });
  const shown = JSON.parse((await browser.get(`/${BANK}/token?lang=en`, accept)).body);
  assert.match(shown.secret.uri, /Mihon%20Kawasemi/);
  const password = shownBy(appOf(shown.secret.uri), NOON);
  const fields = { oneTimePassword: password, _csrf: shown.csrf };
  const done = await browser.submit(`/${BANK}/token/confirm`, fields, accept);
  assert.deepEqual(JSON.parse(done.body), { next: `/${BANK}/token/registered` });
  const { active } = JSON.parse((await browser.get(`/${BANK}/token/registered`, accept)).body);
  assert.match(active.serialNumber, /^APP-/);
});

test('a bank without tokens has no such page and no such link', async () => {
  const { browser } = await face.loggedOn();
  assert.doesNotMatch((await browser.get('/9000/status')).body, /\/9000\/token/);
  assert.equal(reasonIn((await browser.get('/9000/token')).body), 'page-not-found');
});

test('a logon with a fixed password on the card and a token with a button', async () => {
  const bank = '7777';
  const customer: Customer = await openContract(face.world, bank);
  const device = await giveToken(face.world, customer);
  const acquired = await mustAcquire(face.world, {
    ...customer,
    oneTimePassword: () => shownBy(device, 0),
  });
  const browser = face.visitor(acquired);
  await browser.get(`/${bank}/administrator`);
  await browser.submit(`/${bank}/administrator`, { contractPin: customer.contractPin });
  const card = await browser.get(`/${bank}/administrator`);
  assert.match(card.body, /name="cardPassword"/);
  assert.doesNotMatch(card.body, /cell-1/);
  const wrong = await browser.submit(`/${bank}/administrator`, { cardPassword: '00000000' });
  assert.match(wrong.body, /card-password-wrong/);
  await browser.submit(`/${bank}/administrator`, { cardPassword: customer.card?.cells[''] ?? '' });
  const token = await browser.get(`/${bank}/administrator`);
  assert.match(token.body, /name="oneTimePassword"[^>]*autocomplete="one-time-code"/s);
  const used = await browser.submit(`/${bank}/administrator`, { oneTimePassword: shownBy(device, 0) });
  assert.equal(used.status, 403);
  assert.match(used.body, /one-time-password-wrong/);
  const done = await browser.submit(`/${bank}/administrator`, { oneTimePassword: shownBy(device, 1) });
  assert.equal(done.headers.location, `/${bank}/status`);
});
