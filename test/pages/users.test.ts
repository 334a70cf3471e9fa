// The administrator's pages about users and the users' own pages, over real mutual TLS and through www, as the
// manuals 000 and 001 walk through them.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { entriesOf, mustAcquire, openContract } from '../world/customers.ts';
import { NOON } from '../world/deployment.ts';
import { type LogonFace, openLogonFace, reasonIn } from '../world/logon-face.ts';
import { activated, pinOf, pinsOn, registerOnPage as register, titleOf } from '../world/user-pages.ts';
import { addUser, administratorOf, type LoggedOn } from '../world/users.ts';
import { headingOf, openWww, type Www } from '../world/www.ts';

const BANK = '9000';
const JSON_ONLY = { accept: 'application/json' };

let face: LogonFace;
let www: Www;
before(async () => {
  face = await openLogonFace();
  www = await openWww(face.world);
});
after(async () => {
  await www.app.close();
  await face.close();
});

const administrator = async (): Promise<LoggedOn> =>
  administratorOf(face.world, await openContract(face.world, BANK));

describe('the manuals’ way: ステータス → ご契約先管理情報変更 → 利用者情報登録/変更 → 選択 → 変更', () => {
  test('register, hand over the sheet, permit, acquire, log on', async () => {
    const { customer, browser } = await face.loggedOn();
    const status = await browser.get(`/${BANK}/status`);
    assert.match(status.body, /href="\/9000\/contract"[^>]*>\s*ご契約先管理情報変更/);
    const menu = await browser.get(`/${BANK}/contract`);
    assert.equal(titleOf(menu), 'ご契約先管理情報変更');
    assert.match(menu.body, /href="\/9000\/users"[^>]*>\s*利用者情報登録\/変更/);
    const empty = await browser.get(`/${BANK}/users`);
    assert.equal(titleOf(empty), '利用者情報登録/変更');
    assert.match(empty.body, /まだ登録されていません/);

    const { first, page, userId } = await register(browser, customer, 'hanako01', 'none');
    assert.equal(titleOf(page), '利用者の登録が完了しました');
    assert.match(page.body, /お渡し票/);
    assert.ok(first.userPin && first.userConfirmationPin);
    for (const text of [customer.contractId, customer.companyName, userId, 'https://localhost:8443/9000/'])
      assert.ok(page.body.includes(text), text);
    const user = await activated(face.world, first);

    const list = await browser.get(`/${BANK}/users`);
    assert.match(list.body, /href="\/9000\/user\/hanako01"[^>]*>\s*選択/);
    const chosen = await browser.get(`/${BANK}/user/hanako01`);
    assert.match(chosen.body, /href="\/9000\/user\/hanako01\/change"[^>]*>\s*変更/);
    assert.match(chosen.body, /1つの利用者IDに1つだけ/);
    assert.match(chosen.body, /発行の権限<\/dt>\s*<dd>なし/);
    const change = await browser.get(`/${BANK}/user/hanako01/change`);
    for (const choice of ['issue', 'continue']) assert.match(change.body, new RegExp(`value="${choice}"`));
    for (const choice of ['reissue', 'revoke'])
      assert.doesNotMatch(change.body, new RegExp(`value="${choice}"`));
    assert.match(change.body, /<label for="contractConfirmationPin">ご契約先確認暗証番号<\/label>/);
    const sent = await browser.submit(`/${BANK}/user/hanako01/change`, {
      permission: 'issue',
      ...pinOf(customer),
    });
    assert.equal(sent.headers.location, `/${BANK}/user/hanako01/done/permitted`);
    const done = await browser.get(`/${BANK}/user/hanako01/done/permitted`);
    assert.equal(titleOf(done), '利用者情報の変更が完了しました');
    assert.match(done.body, /2026年6月29日までに/);
    assert.match(done.body, /ログオフ/);
    await browser.submit(`/${BANK}/log-off`, {});

    const acquired = await mustAcquire(face.world, user);
    const own = face.visitor(acquired);
    const asked = await own.get(`/${BANK}/user`);
    assert.equal(titleOf(asked), '利用者ログオン');
    const on = await own.submit(`/${BANK}/user`, { userPin: user.userPin ?? '' });
    assert.equal(on.headers.location, `/${BANK}/status`);
    const mine = await own.get(`/${BANK}/status`);
    assert.equal(titleOf(mine), '利用者ステータス');
    for (const text of ['hanako01', '見本 花子']) assert.ok(mine.body.includes(text), text);
    assert.doesNotMatch(mine.body, /ご契約先管理情報変更/);
    const off = await own.submit(`/${BANK}/log-off`, {});
    assert.equal(off.headers.location, `${face.world.addresses.wwwOrigin}/${BANK}/logged-off/user`);
  });

  test('the sheet is shown once: a reload says so, and how to make new first PINs', async () => {
    const { customer, browser } = await face.loggedOn();
    const { userId, first } = await register(browser, customer, 'reload01');
    const again = await browser.get(`/${BANK}/user/${userId}/done/registered`);
    assert.match(again.body, /もう表示できません/);
    assert.match(again.body, new RegExp(`/user/${userId}/first-pins`));
    assert.ok(first.userPin && !again.body.includes(first.userPin));
    await browser.get(`/${BANK}/user/${userId}/first-pins`);
    const sent = await browser.submit(`/${BANK}/user/${userId}/first-pins`, pinOf(customer));
    const renewed = await browser.get(String(sent.headers.location));
    assert.notEqual(pinsOn(renewed).userPin, first.userPin);
    assert.ok(pinsOn(renewed).userPin);
  });

  test('again: 継続, 再発行, 失効 as radio choices, with the reason', async () => {
    const { customer, browser } = await face.loggedOn();
    const user = await activated(face.world, (await register(browser, customer, 'again001')).first);
    const own = await mustAcquire(face.world, user);
    const logon = face.visitor(own);
    await logon.get(`/${BANK}/user`);
    await logon.submit(`/${BANK}/user`, { userPin: user.userPin ?? '' });
    face.world.clock.now += 60_000;
    const page = await browser.get(`/${BANK}/user/again001/change`);
    for (const [value, label] of [
      ['continue', '継続'],
      ['reissue', '再発行'],
      ['revoke', '失効'],
    ]) {
      assert.match(
        page.body,
        new RegExp(`id="permission-${value}"[\\s\\S]*?<label for="permission-${value}">${label}</label>`),
      );
    }
    assert.match(page.body, /value="continue"[^>]*checked/s);
    const sent = await browser.submit(`/${BANK}/user/again001/change`, {
      permission: 'reissue',
      reason: 'keyCompromise',
      ...pinOf(customer),
    });
    const sheet = await browser.get(String(sent.headers.location));
    assert.equal(titleOf(sheet), '利用者情報の変更が完了しました');
    assert.ok(pinsOn(sheet).userPin, 'with new first PINs');
    const next = await logon.get(`/${BANK}/status`);
    assert.equal(reasonIn(next.body), 'certificate-revoked', 'the open session ends with the certificate');
    const row = await face.world.store.db
      .selectFrom('certificate')
      .select('revocation_reason')
      .where('serial_number', '=', own.view.serialNumber)
      .executeTakeFirst();
    assert.equal(row?.revocation_reason, 'keyCompromise');
    face.world.clock.now = NOON;
  });
});

describe('one user: the other acts, each on a page of its own', () => {
  test('locked, unlocked; suspended, resumed; renamed; removed', async () => {
    const { customer, browser } = await face.loggedOn();
    const user = await activated(face.world, (await register(browser, customer, 'others01')).first);
    const own = await mustAcquire(face.world, user);
    const act = async (name: string, fields: Record<string, string> = {}) => {
      await browser.get(`/${BANK}/user/others01/${name}`);
      const sent = await browser.submit(`/${BANK}/user/others01/${name}`, { ...fields, ...pinOf(customer) });
      assert.equal(sent.status, 303, sent.body);
      const done = await browser.get(String(sent.headers.location));
      assert.equal(done.status, 200);
      return titleOf(done);
    };
    const page = async () => (await browser.get(`/${BANK}/user/others01`)).body;

    const logon = face.visitor(own);
    await logon.get(`/${BANK}/user`);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await logon.get(`/${BANK}/user`);
      await logon.submit(`/${BANK}/user`, { userPin: `wrong11${attempt}` });
    }
    assert.match(await page(), /利用者暗証番号がロックされています/);
    assert.match((await browser.get(`/${BANK}/users`)).body, /ロック中/);
    assert.equal(await act('unlock'), 'ロックを解除しました');
    assert.doesNotMatch(await page(), /ロックされています/);
    await logon.get(`/${BANK}/user`);
    const on = await logon.submit(`/${BANK}/user`, { userPin: user.userPin ?? '' });
    assert.equal(on.headers.location, `/${BANK}/status`);
    assert.match(await page(), /使用中/);
    assert.match(await page(), /あと365日/);

    assert.equal(await act('suspend'), '利用を一時停止しました');
    assert.equal(reasonIn((await logon.get(`/${BANK}/status`)).body), 'user-suspended');
    assert.match(await page(), /一時停止中/);
    assert.equal(await act('resume'), '利用を再開しました');
    assert.equal(reasonIn((await logon.get(`/${BANK}/status`)).body), 'session-over', 'ended for good');

    const details = { name: '見本 <b>次郎</b>', mail: 'jiro@customer.example' };
    assert.equal(await act('details', details), '利用者情報の変更が完了しました');
    assert.match(await page(), /見本 &lt;b&gt;次郎&lt;\/b&gt;/);

    assert.equal(await act('remove'), '登録を取り消しました');
    assert.doesNotMatch((await browser.get(`/${BANK}/users`)).body, /others01/);
    assert.equal(reasonIn((await logon.get(`/${BANK}/status`)).body), 'certificate-revoked');
    assert.equal((await browser.get(`/${BANK}/user/others01/change`)).status, 404);
  });

  test('full: no page of registration, and the list says so', async () => {
    const profile = face.world.banks.get(BANK);
    assert.ok(profile);
    const { customer, acquired, browser } = await face.loggedOn();
    await addUser(face.world, await administratorOf(face.world, customer, acquired));
    const banks = face.world.banks as Map<string, typeof profile>;
    banks.set(BANK, { ...profile, users: { ...profile.users, maximum: 1 } });
    try {
      const list = await browser.get(`/${BANK}/users`);
      assert.match(list.body, /登録できる人数に達しています/);
      assert.doesNotMatch(list.body, /users\/register/);
      const page = await browser.get(`/${BANK}/users/register`);
      assert.equal(page.status, 409);
      assert.equal(reasonIn(page.body), 'users-full');
    } finally {
      banks.set(BANK, profile);
    }
  });

  test('all of it by JSON', async () => {
    const { customer, browser } = await face.loggedOn();
    const form = JSON.parse((await browser.get(`/${BANK}/users/register`, JSON_ONLY)).body);
    assert.deepEqual(form.asks, ['contractConfirmationPin']);
    const fields = {
      _csrf: form.csrf,
      userId: 'script01',
      name: 'script',
      mail: 'script@customer.example',
      permission: 'issue',
      ...pinOf(customer),
    };
    const { next } = JSON.parse((await browser.submit(`/${BANK}/users/register`, fields, JSON_ONLY)).body);
    const done = JSON.parse((await browser.get(next, JSON_ONLY)).body);
    assert.equal(done.userId, 'script01');
    assert.ok(done.firstPins.userPin);
    const list = JSON.parse((await browser.get(`/${BANK}/users`, JSON_ONLY)).body);
    assert.deepEqual(
      list.users.map((one: { userId: string }) => one.userId),
      ['script01'],
    );
    const refused = await browser.submit(`/${BANK}/users/register`, fields, JSON_ONLY);
    assert.equal(JSON.parse(refused.body).reason, 'user-id-taken');
  });
});

describe('the users’ pages on www', () => {
  test('the menus lead to them', async () => {
    const visitor = www.visitor();
    const top = await visitor.get(`/${BANK}/`);
    assert.match(top.body, /href="\/9000\/logon\/user"[^>]*>\s*利用者ログオン/);
    const menu = await visitor.get(`/${BANK}/menu/certificate`);
    assert.match(menu.body, /href="\/9000\/enrolment\/user"[^>]*>\s*利用者用：電子証明書取得/);
    const entrance = await visitor.get(`/${BANK}/logon/user`);
    assert.equal(headingOf(entrance), '利用者ログオン');
    const start = await visitor.get(`/${BANK}/logon/user/start`);
    assert.match(String(start.headers.location), /^https:\/\/[^.]+\.logon\.localhost:8444\/9000\/user$/);
  });

  test('acquisition asks a user for what the bank asks users', async () => {
    const user = await addUser(face.world, await administrator());
    const visitor = www.visitor();
    const prepare = await visitor.get(`/${BANK}/enrolment/user`);
    assert.equal(headingOf(prepare), '利用者用：電子証明書取得');
    assert.match(prepare.body, /管理者が発行の設定をした日から80日間/);
    assert.match(prepare.body, /利用者IDを2つ登録/);
    const identify = await visitor.get(`/${BANK}/enrolment/user/identify`);
    const asked = [...identify.body.matchAll(/<label for="(\w+)">/g)].map(([, field]) => field);
    assert.deepEqual(asked, ['contractId', 'userId', 'userPin', 'userConfirmationPin']);
    const entries = entriesOf(user) as Record<string, string>;
    const proven = await visitor.submit(`/${BANK}/enrolment/user/identify`, entries);
    assert.equal(proven.headers.location, `/${BANK}/enrolment/user/key-place`);
    await visitor.get(`/${BANK}/enrolment/user/key-place`);
    const chosen = await visitor.submit(`/${BANK}/enrolment/user/key-place`, { keyPlace: 'file' });
    assert.equal(chosen.headers.location, `/${BANK}/enrolment/user/make-key`);
    const key = await visitor.get(`/${BANK}/enrolment/user/make-key`);
    assert.match(key.body, /data-request-url="\/9000\/enrolment\/user\/request"/);
    // Another way is another cookie: the administrator's begins at its beginning.
    const other = await visitor.get(`/${BANK}/enrolment/administrator/key-place`);
    assert.equal(other.headers.location, `/${BANK}/enrolment/administrator`);
  });

  test('a user looks up the own certificate', async () => {
    const user = await addUser(face.world, await administrator());
    await mustAcquire(face.world, user);
    const visitor = www.visitor();
    const page = await visitor.get(`/${BANK}/certificate-lookup/user`);
    assert.match(page.body, /href="\/9000\/certificate-lookup\/administrator"/);
    const found = await visitor.submit(
      `/${BANK}/certificate-lookup/user`,
      entriesOf(user) as Record<string, string>,
    );
    assert.match(found.body, /取得済み（まだログオンに使われていません）/);
    assert.match(found.body, /href="\/9000\/logon\/user"/);
  });
});
