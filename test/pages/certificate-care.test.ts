// What becomes of a certificate after its first logon, over real mutual TLS: renewal, moving, revoking, approval and
// the emergency stop, page by page.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { addDays, dayOf, lastSecondOf } from '../../src/domain/calendar.ts';
import { bank } from '../world/banks.ts';
import {
  type Acquired,
  acquire,
  logOn,
  makeRequest,
  mustAcquire,
  openContract,
  type RequestKey,
} from '../world/customers.ts';
import { NOON } from '../world/deployment.ts';
import type { HttpsVisitor } from '../world/https-visitor.ts';
import { type LogonFace, openLogonFace, reasonIn } from '../world/logon-face.ts';
import { addUser, administratorOf } from '../world/users.ts';
import { headingOf, openWww, type Www } from '../world/www.ts';

const DAY = 24 * 60 * 60 * 1000;

let face: LogonFace;
let www: Www;
before(async () => {
  face = await openLogonFace();
  www = await openWww(face.world);
});
beforeEach(() => {
  face.world.clock.now = NOON;
});
after(async () => {
  await www.app.close();
  await face.close();
});

const daysFromEnd = ({ view }: Acquired, days: number) => {
  face.world.clock.now = lastSecondOf(addDays(dayOf(view.notAfter), days)) - DAY / 2;
};
const heading = (body: string) => /<h1>([^<]*)<\/h1>/.exec(body)?.[1]?.trim();

/** A customer whose certificate has logged on before, and who stands so many days from its end. */
async function nearTheEnd(days: number, bankCode = '9000') {
  const { customer, acquired } = await face.customerWithCertificate(bankCode);
  await logOn(face.world, customer, acquired.certificate);
  daysFromEnd(acquired, days);
  return { customer, acquired, browser: await face.logOn(customer, acquired) };
}

/** From the button 更新 to the page that says it is done; the new certificate. */
async function renewInBrowser(browser: HttpsVisitor, code: string, role: string, key?: RequestKey) {
  const way = `/${code}/renewal/${role}`;
  await browser.get(way);
  const begun = await browser.submit(way, {});
  assert.equal(begun.headers.location, `${way}/key-place`);
  await browser.get(`${way}/key-place`);
  const chosen = await browser.submit(`${way}/key-place`, { keyPlace: 'file' });
  assert.equal(chosen.headers.location, `${way}/make-key`);
  const page = await browser.get(`${way}/make-key`);
  assert.match(page.body, /src="\/assets\/make-key-/);
  const made = key ?? (await makeRequest());
  const answer = await browser.post(browser.dataOf('request-url'), made.request, {
    'content-type': 'application/pkcs10',
    accept: 'application/json',
    'x-csrf-token': browser.dataOf('csrf'),
    'x-warifu-ticket': browser.dataOf('ticket'),
  });
  const got = JSON.parse(answer.body);
  assert.equal(answer.status, 200, answer.body);
  const octets = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
  const acquired: Acquired = {
    certificate: octets(got.certificate),
    chain: got.chain.map(octets),
    view: got.view,
    key: made,
  };
  return { acquired, ticket: browser.dataOf('ticket'), csrf: browser.dataOf('csrf') };
}

describe('renewal', () => {
  for (const [code, label] of [
    ['9000', '証明書更新'],
    ['1635', '証明書更新'],
    ['5410', '証明書更新'],
  ] as const) {
    test(`${code}: the button ${label} from 30 days before, not 31`, async () => {
      const { customer, acquired, browser } = await nearTheEnd(-31, code);
      const early = await browser.get(`/${code}/status`);
      assert.doesNotMatch(early.body, new RegExp(`/${code}/renewal/`));
      assert.equal(reasonIn((await browser.get(`/${code}/renewal/administrator`)).body), 'renewal-not-open');
      daysFromEnd(acquired, -30);
      const later = await face.logOn(customer, acquired);
      const status = await later.get(`/${code}/status`);
      assert.match(status.body, new RegExp(`href="/${code}/renewal/administrator">${label}<`));
      assert.match(status.body, /あと30日/);
    });
  }

  test('manual 002, steps 6 to 15: 更新, installed, this window closed, the old one named', async () => {
    const { customer, acquired, browser } = await nearTheEnd(-10, '1635');
    const first = await browser.get('/1635/renewal/administrator');
    assert.equal(heading(first.body), '証明書更新');
    assert.match(first.body, />更新<\/button>/);
    assert.match(first.body, new RegExp(acquired.view.serialNumber.toUpperCase()));
    const { acquired: renewed } = await renewInBrowser(browser, '1635', 'administrator');

    const done = await browser.get('/1635/renewal/administrator/installed');
    assert.equal(heading(done.body), '電子証明書の更新が完了しました');
    for (const { view } of [acquired, renewed]) {
      assert.match(done.body, new RegExp(view.serialNumber.toUpperCase()));
    }
    assert.match(done.body, /このウィンドウを閉じる/);
    assert.match(done.body, /まだ削除しないでください/);

    const unused = await browser.get('/1635/status');
    assert.match(unused.body, /まだ使われていません/);
    await browser.get('/1635/renewal/administrator/installed');
    const closed = await browser.submit('/1635/log-off', {});
    assert.equal(closed.headers.location, `${face.world.addresses.wwwOrigin}/1635/logged-off`);

    const fresh = await face.logOn(customer, renewed);
    const status = await fresh.get('/1635/status');
    assert.match(status.body, /前の電子証明書を削除してください/);
    assert.match(status.body, new RegExp(acquired.view.serialNumber.toUpperCase()));
    const old = face.visitor(acquired);
    assert.equal(reasonIn((await old.get('/1635/administrator')).body), 'certificate-superseded');
  });

  test('ログオフ stands on every page of an act, and works', async () => {
    const { browser } = await nearTheEnd(-10);
    for (const path of [
      'renewal/administrator',
      'certificate/move',
      'certificate/revoke',
      'certificates/waiting',
      'stop',
    ]) {
      const { status, body } = await browser.get(`/9000/${path}`);
      assert.equal(status, 200, path);
      assert.match(body, /<form class="log-off" method="post" action="\/9000\/log-off">/, path);
    }
    assert.equal((await browser.submit('/9000/log-off', {})).status, 303);
    assert.notEqual((await browser.get('/9000/stop')).status, 200);
  });

  test('each step without the one before leads back to it; another browser’s session does not help', async () => {
    const { browser } = await nearTheEnd(-10);
    const way = '/9000/renewal/administrator';
    for (const step of ['key-place', 'make-key', 'installed']) {
      assert.equal((await browser.get(`${way}/${step}`)).headers.location, way);
    }
    await renewInBrowser(browser, '9000', 'administrator');
    const other = await nearTheEnd(-10);
    assert.equal((await other.browser.get(`${way}/installed`)).headers.location, way);
    const nobody = face.visitor();
    assert.equal(reasonIn((await nobody.get(`${way}/make-key`)).body), 'no-certificate');
  });

  test('the user’s entrance is not the administrator’s', async () => {
    const { browser } = await nearTheEnd(-10);
    const { body } = await browser.get('/9000/renewal/user');
    assert.equal(reasonIn(body), 'certificate-of-another-role');
  });

  test('interrupted after the request: the same request gets the same certificate', async () => {
    const { browser } = await nearTheEnd(-10);
    const key = await makeRequest();
    const { acquired, ticket, csrf } = await renewInBrowser(browser, '9000', 'administrator', key);
    const again = await browser.post('/9000/renewal/administrator/request', key.request, {
      'content-type': 'application/pkcs10',
      accept: 'application/json',
      'x-csrf-token': csrf,
      'x-warifu-ticket': ticket,
    });
    assert.equal(JSON.parse(again.body).view.serialNumber, acquired.view.serialNumber);
    const resumed = await browser.get('/9000/renewal/administrator');
    assert.match(resumed.body, /更新の途中です/);
    assert.match(resumed.body, /href="\/9000\/renewal\/administrator\/installed"/);
  });

  test('as JSON', async () => {
    const { browser, acquired } = await nearTheEnd(-10);
    const accept = { accept: 'application/json' };
    const view = JSON.parse((await browser.get('/9000/renewal/administrator', accept)).body);
    assert.deepEqual(view.asks, []);
    assert.equal(view.certificate.serialNumber, acquired.view.serialNumber);
    const next = await browser.submit('/9000/renewal/administrator', { _csrf: view.csrf }, accept);
    assert.deepEqual(JSON.parse(next.body), { next: '/9000/renewal/administrator/key-place' });
    const status = JSON.parse((await browser.get('/9000/status', accept)).body);
    assert.equal(status.outlook.mayRenew, true);
  });
});

describe('re-acquisition on www', () => {
  const expired = async (code: string, days: number) => {
    const { customer, acquired } = await face.customerWithCertificate(code);
    await logOn(face.world, customer, acquired.certificate);
    daysFromEnd(acquired, days);
    return { customer, acquired };
  };

  test('5410: 電子証明書再取得 from the top page, to the certificate and its first logon', async () => {
    const { customer, acquired } = await expired('5410', 90);
    const visitor = www.visitor('203.0.113.9');
    const top = await visitor.get('/5410/');
    assert.match(top.body, /href="\/5410\/re-acquisition\/administrator">電子証明書再取得</);
    const way = '/5410/re-acquisition/administrator';
    const prepare = await visitor.get(way);
    assert.match(headingOf(prepare), /電子証明書再取得/);
    assert.match(prepare.body, /有効期限の翌日から90日目まで/);
    await visitor.get(`${way}/identify`);
    const { contractId, contractPin } = customer;
    const proven = await visitor.submit(`${way}/identify`, { contractId, contractPin });
    assert.equal(proven.headers.location, `${way}/key-place`);
    assert.equal((await visitor.get('/5410/enrolment/administrator/key-place')).statusCode, 303);
    await visitor.get(`${way}/key-place`);
    await visitor.submit(`${way}/key-place`, { keyPlace: 'file' });
    await visitor.get(`${way}/make-key`);
    const key = await makeRequest();
    const answer = await visitor.send({
      method: 'POST',
      url: visitor.dataOf('request-url'),
      headers: {
        'content-type': 'application/pkcs10',
        accept: 'application/json',
        'x-csrf-token': visitor.dataOf('csrf'),
        'x-warifu-ticket': visitor.dataOf('ticket'),
      },
      payload: Buffer.from(key.request),
    });
    assert.equal(answer.statusCode, 200);
    const { certificate, view } = answer.json();
    assert.equal(view.subject, acquired.view.subject);
    const got = { certificate: new Uint8Array(Buffer.from(certificate, 'base64')), chain: [], view, key };
    face.world.clock.now += 60_000;
    const status = await (await face.logOn(customer, got)).get('/5410/status');
    assert.match(status.body, /ログインせずに取得し直されたものです/);
    assert.match(status.body, /203\.0\.113\.9/);
  });

  test('too late: the form that leads out is named', async () => {
    const { customer } = await expired('5410', 91);
    const visitor = www.visitor();
    const way = '/5410/re-acquisition/administrator/identify';
    await visitor.get(way);
    const { contractId, contractPin } = customer;
    const late = await visitor.submit(way, { contractId, contractPin });
    assert.equal(reasonIn(late.body), 're-acquisition-over');
    assert.match(late.body, /WEB-FB電子証明書再発行依頼書/);
    assert.match(late.body, /利用者の方は、管理者（MasterID）に再発行をご依頼ください/);
  });

  test('1283: users need the form too; its entrance is the acquisition’s', async () => {
    const { customer } = await expired('1283', 91);
    const visitor = www.visitor();
    assert.equal(
      (await visitor.get('/1283/re-acquisition/administrator')).headers.location,
      '/1283/enrolment/administrator',
    );
    const prepare = await visitor.get('/1283/enrolment/administrator');
    assert.match(prepare.body, /期限の翌日から90日目まで/);
    const way = '/1283/enrolment/administrator/identify';
    await visitor.get(way);
    const { contractId, contractPin, contractConfirmationPin = '' } = customer;
    const second = await visitor.submit(way, { contractId, contractPin });
    await visitor.get(String(second.headers.location));
    const late = await visitor.submit(String(second.headers.location), { contractConfirmationPin });
    assert.equal(reasonIn(late.body), 're-acquisition-over');
    assert.match(late.body, /利用者の方も、同じお手続きをお願いします/);
  });

  test('an expired certificate at the logon leads there inside the days, and not after them', async () => {
    for (const [code, days, href] of [
      ['5410', 1, '/5410/re-acquisition/administrator'],
      ['5410', 91, undefined],
      ['1283', 90, '/1283/enrolment/administrator'],
      ['1635', 1, undefined],
    ] as const) {
      const { acquired } = await expired(code, days);
      const { body } = await face.visitor(acquired).get(`/${code}/administrator`);
      assert.equal(reasonIn(body), 'certificate-expired');
      const ways = [...body.matchAll(/href="([^"]*(?:re-acquisition|enrolment)[^"]*)"/g)].map(
        ([, one]) => one,
      );
      assert.deepEqual(ways, href === undefined ? [] : [`${face.world.addresses.wwwOrigin}${href}`], code);
    }
  });
});

describe('revoking the own certificate', () => {
  test('asks a PIN and a reason, ends the session, leads to a page that says so', async () => {
    const { customer, acquired, browser } = await face.loggedOn();
    const status = await browser.get('/9000/status');
    assert.match(status.body, /href="\/9000\/certificate\/revoke"/);
    const page = await browser.get('/9000/certificate/revoke');
    assert.match(page.body, new RegExp(acquired.view.serialNumber.toUpperCase()));
    assert.match(page.body, /name="contractConfirmationPin"/);
    const wrong = await browser.submit('/9000/certificate/revoke', {
      reason: 'keyCompromise',
      contractConfirmationPin: 'wrong999',
    });
    assert.equal(wrong.status, 403);
    assert.match(wrong.body, /pin-wrong/);
    const empty = await browser.submit('/9000/certificate/revoke', { reason: 'keyCompromise' });
    assert.equal(empty.status, 400);
    const { contractConfirmationPin = '' } = customer;
    const fields = { reason: 'keyCompromise', contractConfirmationPin };
    const done = await browser.submit('/9000/certificate/revoke', fields);
    assert.equal(done.status, 303);
    assert.equal(done.headers.location, `${face.world.addresses.wwwOrigin}/9000/certificate-revoked`);
    const twice = await browser.submit('/9000/certificate/revoke', fields);
    assert.equal(twice.headers.location, done.headers.location, 'a double click is told the same');
    assert.equal(reasonIn((await browser.get('/9000/status')).body), 'certificate-revoked');
    assert.match(headingOf(await www.visitor().get('/9000/certificate-revoked')), /失効させました/);
  });

  test('without a token of this form nothing happens', async () => {
    const { customer, browser } = await face.loggedOn();
    await browser.get('/9000/certificate/revoke');
    const { contractConfirmationPin = '' } = customer;
    const forged = await browser.submit('/9000/certificate/revoke', {
      reason: 'keyCompromise',
      contractConfirmationPin,
      _csrf: 'forged',
    });
    assert.equal(reasonIn(forged.body), 'csrf-token-missing');
    assert.equal((await browser.get('/9000/status')).status, 200);
  });
});

describe('moving to a new PC', () => {
  test('begun, shown with its last day, cancelled', async () => {
    const { customer, browser } = await face.loggedOn();
    const page = await browser.get('/9000/certificate/move');
    assert.equal(heading(page.body), '新しいパソコンへの移行');
    assert.match(page.body, /なくした/);
    const { contractConfirmationPin = '' } = customer;
    const begun = await browser.submit('/9000/certificate/move', { contractConfirmationPin });
    assert.equal(begun.headers.location, '/9000/certificate/move');
    const shown = await browser.get('/9000/certificate/move');
    assert.equal(heading(shown.body), '移行を始めました');
    assert.match(shown.body, /2026年6月29日/);
    assert.match((await browser.get('/9000/status')).body, /移行の途中です/);
    await browser.get('/9000/certificate/move');
    const cancelled = await browser.submit('/9000/certificate/move/cancel', {});
    assert.equal(cancelled.headers.location, '/9000/status');
    assert.doesNotMatch((await browser.get('/9000/status')).body, /移行の途中です/);
  });

  test('the new PC acquires on www and takes over with its first logon', async () => {
    const { customer, browser } = await face.loggedOn();
    await browser.get('/9000/certificate/move');
    const { contractConfirmationPin = '' } = customer;
    await browser.submit('/9000/certificate/move', { contractConfirmationPin });
    const got = (await acquire(face.world, customer)) as Acquired;
    assert.equal((await browser.get('/9000/status')).status, 200);
    face.world.clock.now += 1000;
    const onNew = await face.logOn(customer, got);
    assert.match((await onNew.get('/9000/status')).body, /前の電子証明書を削除してください/);
    assert.equal(reasonIn((await browser.get('/9000/status')).body), 'certificate-superseded');
  });
});

describe('emergency stop', () => {
  test('one PIN, and every browser of the contract is refused at its next request', async () => {
    const { customer, acquired, browser } = await face.loggedOn();
    const second = await face.logOn(customer, acquired);
    const page = await browser.get('/9000/stop');
    assert.equal(heading(page.body), '緊急停止');
    const { contractConfirmationPin = '' } = customer;
    const done = await browser.submit('/9000/stop', { contractConfirmationPin });
    assert.equal(done.headers.location, `${face.world.addresses.wwwOrigin}/9000/contract-stopped`);
    for (const one of [browser, second]) {
      const { body } = await one.get('/9000/status');
      assert.equal(reasonIn(body), 'contract-stopped');
      assert.doesNotMatch(body, /もう一度/);
    }
    const stopped = await www.visitor().get('/9000/contract-stopped');
    assert.match(stopped.body, /0120-000-\d+/);
  });
});

describe('a user', () => {
  let own: LogonFace;
  before(async () => {
    const profile = bank('9000');
    const { windowDays } = profile.reAcquisition;
    const strict = { ...profile, reAcquisition: { windowDays, administratorApprovesUsers: true } };
    own = await openLogonFace({ banks: new Map([['9000', strict]]) });
  });
  after(() => own.close());

  test('renews, in English; has no emergency stop and no list to approve', async () => {
    const { world } = own;
    const administrator = await administratorOf(world, await openContract(world, '9000'));
    const user = await addUser(world, administrator);
    const first = await mustAcquire(world, user);
    world.clock.now = lastSecondOf(dayOf(first.view.notAfter)) - 60_000;
    const browser = await own.logOn(user, first);
    await browser.get('/9000/status?lang=en');
    const status = await browser.get('/9000/status');
    assert.match(status.body, /Today is the last day/);
    assert.match(status.body, /href="\/9000\/renewal\/user">Renew certificate</);
    assert.doesNotMatch(status.body, /Emergency stop/);
    for (const path of ['/9000/stop', '/9000/certificates/waiting']) {
      assert.equal((await browser.get(path)).status, 403);
    }
    const { acquired } = await renewInBrowser(browser, '9000', 'user');
    assert.equal(acquired.view.subject, first.view.subject);
  });

  test('whose re-acquired certificate waits: listed, approved on a page of its own', async () => {
    const { world } = own;
    world.clock.now = NOON;
    const customer = await openContract(world, '9000');
    const administrator = await administratorOf(world, customer);
    const user = await addUser(world, administrator, { userId: 'suzuki01', name: '鈴木 花子' });
    const first = await mustAcquire(world, user);
    await logOn(world, user, first.certificate);
    world.clock.now = lastSecondOf(addDays(dayOf(first.view.notAfter), -1));
    const renewing = await own.logOn(customer, administrator.acquired);
    const { acquired: renewed } = await renewInBrowser(renewing, '9000', 'administrator');
    world.clock.now += 3 * DAY;
    const waiting = (await acquire(world, user)) as Acquired;
    assert.equal(waiting.view.waiting, true);

    const blocked = await own.visitor(waiting).get('/9000/user');
    assert.equal(reasonIn(blocked.body), 'certificate-waiting');
    const browser = await own.logOn(customer, renewed);
    assert.match((await browser.get('/9000/status')).body, /承認を待っている利用者がいます（1件）/);
    const list = await browser.get('/9000/certificates/waiting');
    assert.match(list.body, /鈴木 花子（suzuki01）/);
    const page = `/9000/certificates/waiting/${waiting.view.serialNumber}`;
    assert.match(list.body, new RegExp(`href="${page}"`));
    await browser.get(page);
    const { contractConfirmationPin = '' } = customer;
    const undecided = await browser.submit(page, { contractConfirmationPin });
    assert.match(undecided.body, /form-invalid/);
    await browser.get(page);
    const done = await browser.submit(page, { contractConfirmationPin, decision: 'approve' });
    assert.equal(done.headers.location, '/9000/certificates/waiting');
    const empty = await browser.get('/9000/certificates/waiting');
    assert.match(empty.body, /承認を待っているものはありません/);
    assert.equal(reasonIn((await browser.get(page)).body), 'approval-over');
    const logged = await own.logOn(user, waiting);
    assert.doesNotMatch((await logged.get('/9000/status')).body, /承認を待っている/);
  });
});
