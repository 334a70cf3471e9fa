// The way of a logon over real mutual TLS: from the certificate that arrives to the status page and off again.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mustAcquire, openContract } from '../../../test/world/customers.ts';
import { NOON } from '../../../test/world/deployment.ts';
import { cellsOf, type LogonFace, openLogonFace, reasonIn } from '../../../test/world/logon-face.ts';

const BANK = '9000';
const DAY_MS = 24 * 60 * 60 * 1000;
const SESSION_COOKIE = '__Host-warifu-session';

let face: LogonFace;
before(async () => {
  face = await openLogonFace();
});
after(() => face.close());

test('certificate, PIN, card, status, log off', async () => {
  const { customer, acquired } = await face.customerWithCertificate();
  const browser = face.visitor(acquired);

  const first = await browser.get(`/${BANK}/administrator`);
  assert.equal(first.status, 200);
  assert.match(first.body, new RegExp(acquired.view.commonName));
  assert.match(first.body, /ご契約先暗証番号/);
  assert.doesNotMatch(first.body, new RegExp(customer.companyName));

  const answered = await browser.submit(`/${BANK}/administrator`, { contractPin: customer.contractPin });
  assert.equal(answered.status, 303);
  assert.equal(answered.headers.location, `/${BANK}/administrator`);
  const early = browser.cookies.get(SESSION_COOKIE);

  const card = await browser.get(`/${BANK}/administrator`);
  const done = await browser.submit(`/${BANK}/administrator`, cellsOf(customer, card.body));
  assert.equal(done.status, 303);
  assert.equal(done.headers.location, `/${BANK}/status`);
  const cookie = String(done.headers['set-cookie']);
  for (const attribute of [/__Host-/, /HttpOnly/i, /Secure/i, /SameSite=/i, /Path=\//])
    assert.match(cookie, attribute);
  assert.doesNotMatch(cookie, /Domain=/i);
  assert.notEqual(browser.cookies.get(SESSION_COOKIE), early, 'a fresh token after the logon');

  const status = await browser.get(`/${BANK}/status`);
  assert.equal(status.status, 200);
  for (const text of [
    'ご契約先ステータス',
    customer.companyName,
    customer.contractId,
    acquired.view.serialNumber.toUpperCase(),
  ])
    assert.match(status.body, new RegExp(text));
  assert.match(status.body, /今回が初めてです/);
  assert.equal((await browser.get(`/${BANK}/administrator`)).headers.location, `/${BANK}/status`);

  await browser.get(`/${BANK}/status`);
  const token = browser.cookies.get(SESSION_COOKIE) ?? '';
  const off = await browser.submit(`/${BANK}/log-off`, {});
  assert.equal(off.status, 303);
  assert.equal(off.headers.location, `${face.world.addresses.wwwOrigin}/${BANK}/logged-off`);
  assert.equal(browser.cookies.get(SESSION_COOKIE), undefined);
  browser.cookies.set(SESSION_COOKIE, token);
  const again = await browser.get(`/${BANK}/status`);
  assert.equal(again.status, 403, 'the session has ended on the server too');
  assert.equal(reasonIn(again.body), 'session-over');
});

test('the second logon tells when and from where the first one was', async () => {
  const { customer, acquired } = await face.loggedOn();
  face.world.clock.now += 60_000;
  const browser = face.visitor(acquired);
  await browser.get(`/${BANK}/administrator`);
  await browser.submit(`/${BANK}/administrator`, { contractPin: customer.contractPin });
  const card = await browser.get(`/${BANK}/administrator`);
  await browser.submit(`/${BANK}/administrator`, cellsOf(customer, card.body));
  const { body } = await browser.get(`/${BANK}/status`);
  assert.match(body, /2026年4月10日 12:00:00（日本時間）（接続元 127\.0\.0\.1）/);
  face.world.clock.now = NOON;
});

test('pin-wrong: attempts left are told, and the same page asks again', async () => {
  const { acquired } = await face.customerWithCertificate();
  const browser = face.visitor(acquired);
  await browser.get(`/${BANK}/administrator`);
  const { status, body } = await browser.submit(`/${BANK}/administrator`, { contractPin: 'wrong111' });
  assert.equal(status, 403);
  assert.match(body, /あと4回/);
  assert.match(body, /pin-wrong/);
  assert.match(body, /name="contractPin"/);
});

test('a form posted twice is one try', async () => {
  const { acquired } = await face.customerWithCertificate();
  const browser = face.visitor(acquired);
  const { body } = await browser.get(`/${BANK}/administrator`);
  const form = /name="form" value="([^"]+)"/.exec(body)?.[1] ?? '';
  const csrf = /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? '';
  const wrong = { contractPin: 'wrong111', form, _csrf: csrf };
  for (const attempt of [1, 2, 3]) {
    const answer = await browser.submit(`/${BANK}/administrator`, wrong);
    assert.match(answer.body, /あと4回/, `post ${attempt}`);
  }
});

test('pin-locked after the limit, also for the right PIN', async () => {
  const { customer, acquired } = await face.customerWithCertificate();
  const browser = face.visitor(acquired);
  await browser.get(`/${BANK}/administrator`);
  for (let attempt = 0; attempt < 4; attempt += 1)
    await browser.submit(`/${BANK}/administrator`, { contractPin: `wrong11${attempt}` });
  const last = await browser.submit(`/${BANK}/administrator`, { contractPin: 'wrong119' });
  assert.equal(reasonIn(last.body), 'pin-locked');
  await browser.get(`/${BANK}/administrator`);
  const right = await browser.submit(`/${BANK}/administrator`, { contractPin: customer.contractPin });
  assert.equal(reasonIn(right.body), 'pin-locked');
});

test('card-password-wrong: the same places are asked again, also after a reload', async () => {
  const { customer, acquired } = await face.customerWithCertificate();
  const browser = face.visitor(acquired);
  await browser.get(`/${BANK}/administrator`);
  await browser.submit(`/${BANK}/administrator`, { contractPin: customer.contractPin });
  const asked = cellsOf(customer, (await browser.get(`/${BANK}/administrator`)).body);
  assert.deepEqual(cellsOf(customer, (await browser.get(`/${BANK}/administrator`)).body), asked);
  const wrong = Object.fromEntries(
    Object.entries(asked).map(([name, cell]) => [name, cell === '00' ? '01' : '00']),
  );
  const { status, body } = await browser.submit(`/${BANK}/administrator`, wrong);
  assert.equal(status, 403);
  assert.match(body, /card-password-wrong/);
  assert.deepEqual(cellsOf(customer, body), asked);
});

test('what has no form is not counted as a try', async () => {
  const { customer, acquired } = await face.customerWithCertificate();
  const browser = face.visitor(acquired);
  await browser.get(`/${BANK}/administrator`);
  for (let attempt = 0; attempt < 7; attempt += 1) {
    const { status, body } = await browser.submit(`/${BANK}/administrator`, {
      contractPin: attempt ? 'x' : '',
    });
    assert.equal(status, 400);
    assert.match(body, /form-invalid/);
  }
  await browser.submit(`/${BANK}/administrator`, { contractPin: customer.contractPin });
  await browser.get(`/${BANK}/administrator`);
  const { status, body } = await browser.submit(`/${BANK}/administrator`, { 'cell-1': '1', 'cell-2': 'ab' });
  assert.equal(status, 400);
  assert.match(body, /aria-invalid="true"/);
});

test('full-width digits and stray blanks are understood', async () => {
  const { customer, acquired } = await face.customerWithCertificate();
  const browser = face.visitor(acquired);
  await browser.get(`/${BANK}/administrator`);
  await browser.submit(`/${BANK}/administrator`, { contractPin: ` ${customer.contractPin} ` });
  const { body } = await browser.get(`/${BANK}/administrator`);
  const wide = Object.entries(cellsOf(customer, body)).map(([name, cell]) => [
    name,
    cell.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  ]);
  const done = await browser.submit(`/${BANK}/administrator`, Object.fromEntries(wide));
  assert.equal(done.headers.location, `/${BANK}/status`);
});

test('the status page before the card is answered leads back to the card', async () => {
  const { customer, acquired } = await face.customerWithCertificate();
  const browser = face.visitor(acquired);
  await browser.get(`/${BANK}/administrator`);
  await browser.submit(`/${BANK}/administrator`, { contractPin: customer.contractPin });
  assert.equal((await browser.get(`/${BANK}/status`)).headers.location, `/${BANK}/administrator`);
});

test('a logon by JSON alone', async () => {
  const { customer, acquired } = await face.customerWithCertificate();
  const browser = face.visitor(acquired);
  const accept = { accept: 'application/json' };
  const first = JSON.parse((await browser.get(`/${BANK}/administrator`, accept)).body);
  assert.deepEqual(first.fields, ['contractPin']);
  const pin = { page: '0', contractPin: customer.contractPin, _csrf: first.csrf };
  const next = JSON.parse((await browser.submit(`/${BANK}/administrator`, pin, accept)).body);
  assert.deepEqual(next, { pagesDone: 1, open: false, next: `/${BANK}/administrator` });
  const card = JSON.parse((await browser.get(`/${BANK}/administrator`, accept)).body);
  const cells = card.card.cells as { column: string; row: string }[];
  const cardPassword = cells.map(({ column, row }) => customer.card?.cells[column + row]).join('');
  const done = await browser.submit(
    `/${BANK}/administrator`,
    { page: '1', cardPassword, _csrf: card.csrf },
    accept,
  );
  assert.equal(JSON.parse(done.body).open, true);
  const status = JSON.parse((await browser.get(`/${BANK}/status`, accept)).body);
  assert.equal(status.companyName, customer.companyName);
  assert.equal(status.lastLogon, null);
});

test('the renewal notice stands on the status page from its day on', async () => {
  const { browser, acquired } = await face.loggedOn();
  assert.doesNotMatch((await browser.get(`/${BANK}/status`)).body, /有効期限が近づいています/);
  const customer = await openContract(face.world, BANK);
  const own = await mustAcquire(face.world, customer);
  face.world.clock.now = own.view.notAfter - 29 * DAY_MS;
  const late = face.visitor(own);
  await late.get(`/${BANK}/administrator`);
  await late.submit(`/${BANK}/administrator`, { contractPin: customer.contractPin });
  const card = await late.get(`/${BANK}/administrator`);
  await late.submit(`/${BANK}/administrator`, cellsOf(customer, card.body));
  assert.match((await late.get(`/${BANK}/status`)).body, /有効期限が近づいています（あと29日）/);
  face.world.clock.now = NOON;
  assert.ok(acquired);
});
