// What the administrator's pages about users do not accept, and the way on that they show.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Customer, mustAcquire, openContract } from '../world/customers.ts';
import type { HttpsVisitor } from '../world/https-visitor.ts';
import { type LogonFace, openLogonFace, reasonIn } from '../world/logon-face.ts';
import { pinOf, registerOnPage as register } from '../world/user-pages.ts';
import { addUser, administratorOf, type LoggedOn } from '../world/users.ts';

const BANK = '9000';

let face: LogonFace;
before(async () => {
  face = await openLogonFace();
});
after(() => face.close());

const administrator = async (): Promise<LoggedOn> =>
  administratorOf(face.world, await openContract(face.world, BANK));

describe('what is not accepted', () => {
  let customer: Customer;
  let browser: HttpsVisitor;
  before(async () => {
    ({ customer, browser } = await face.loggedOn());
  });

  const right = () => ({
    userId: 'right001',
    name: '見本 太郎',
    mail: 'taro@customer.example',
    permission: 'issue',
    ...pinOf(customer),
  });
  const send = async (fields: Record<string, string>) => {
    await browser.get(`/${BANK}/users/register`);
    return browser.submit(`/${BANK}/users/register`, { ...right(), ...fields });
  };

  const faults: readonly [string, Record<string, string>, string][] = [
    ['no id', { userId: '' }, 'userId'],
    ['an id with signs', { userId: 'a-b-c-d' }, 'userId'],
    ['no name', { name: '' }, 'name'],
    ['a mail address with a line break', { mail: 'a@b.example\nCc: c@d.example' }, 'mail'],
    ['no PIN', { contractConfirmationPin: '' }, 'contractConfirmationPin'],
  ];
  for (const [what, fields, field] of faults) {
    test(`form-invalid: ${what}; what was typed stands again, secrets do not`, async () => {
      const answer = await send(fields);
      assert.equal(answer.status, 400);
      assert.match(answer.body, new RegExp(`<a href="#${field}">`));
      assert.match(answer.body, new RegExp(`id="${field}-fault"`));
      assert.match(answer.body, /<title>入力エラー：/);
      if (field !== 'name') assert.match(answer.body, /value="見本 太郎"/);
      assert.doesNotMatch(answer.body, new RegExp(customer.contractConfirmationPin ?? 'x'));
    });
  }

  test('pin-wrong: attempts left, and the form with what was typed', async () => {
    const answer = await send({ contractConfirmationPin: 'wrong111' });
    assert.equal(answer.status, 403);
    assert.match(answer.body, /あと4回/);
    assert.match(answer.body, /value="right001"/);
    const done = await send({});
    assert.equal(done.status, 303, 'and then rightly');
  });

  test('user-id-taken: on the page that asked', async () => {
    await addUserHere('taken001');
    const answer = await send({ userId: 'TAKEN001' });
    assert.equal(answer.status, 409);
    assert.match(answer.body, /user-id-taken/);
    assert.match(answer.body, /name="userId"/);
  });

  test('a form posted twice registers once', async () => {
    const { body } = await browser.get(`/${BANK}/users/register`);
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(body)?.[1] ?? '';
    const form = { ...right(), userId: 'double01', form: hidden('form'), _csrf: hidden('_csrf') };
    const answers = await Promise.all([1, 2].map(() => browser.submit(`/${BANK}/users/register`, form)));
    for (const answer of answers)
      assert.equal(answer.headers.location, `/${BANK}/user/double01/done/registered`);
  });

  test('csrf-token-missing', async () => {
    const answer = await browser.post(`/${BANK}/users/register`, new URLSearchParams(right()).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
    });
    assert.equal(answer.status, 403);
    assert.match(answer.body, /csrf-token-missing/);
  });

  test('user-unknown: another contract’s user is as absent as nobody', async () => {
    const other = await face.loggedOn();
    await register(other.browser, other.customer, 'theirs01');
    for (const page of ['', '/change', '/details', '/remove', '/first-pins', '/done/registered']) {
      for (const userId of ['theirs01', 'nobody01', '%00', encodeURIComponent('利用者')]) {
        const answer = await browser.get(`/${BANK}/user/${userId}${page}`);
        assert.equal(answer.status, 404, `${userId}${page}`);
        assert.equal(reasonIn(answer.body), 'user-unknown');
        assert.doesNotMatch(answer.body, /見本 花子/);
      }
    }
    await browser.get(`/${BANK}/users`);
    const revoked = await browser.submit(`/${BANK}/user/theirs01/change`, {
      permission: 'revoke',
      ...pinOf(customer),
    });
    assert.equal(reasonIn(revoked.body), 'user-unknown');
  });

  test('page-not-found: a user’s session has no such pages', async () => {
    const user = await addUser(face.world, await administrator());
    const own = face.visitor(await mustAcquire(face.world, user));
    await own.get(`/${BANK}/user`);
    await own.submit(`/${BANK}/user`, { userPin: user.userPin ?? '' });
    for (const page of ['contract', 'users', 'users/register', `user/${user.userId}/change`]) {
      const answer = await own.get(`/${BANK}/${page}`);
      assert.equal(answer.status, 404, page);
    }
  });

  test('session-missing: the certificate alone opens none of the pages', async () => {
    const { acquired } = await face.customerWithCertificate();
    const stranger = face.visitor(acquired);
    for (const page of [
      'contract',
      'users',
      'users/register',
      'user/right001',
      'user/right001/done/registered',
    ])
      assert.equal(reasonIn((await stranger.get(`/${BANK}/${page}`)).body), 'session-missing');
  });

  test('permission-not-possible: leads back to the users', async () => {
    await addUserHere('stale001');
    await browser.get(`/${BANK}/user/stale001/change`);
    const answer = await browser.submit(`/${BANK}/user/stale001/change`, {
      permission: 'reissue',
      ...pinOf(customer),
    });
    assert.equal(answer.status, 409);
    assert.equal(reasonIn(answer.body), 'permission-not-possible');
    assert.match(answer.body, /href="\/9000\/users"/);
  });

  test('no choice: asked again', async () => {
    await addUserHere('choice01');
    await browser.get(`/${BANK}/user/choice01/change`);
    const answer = await browser.submit(`/${BANK}/user/choice01/change`, pinOf(customer));
    assert.equal(answer.status, 400);
    assert.match(answer.body, /権限を選んでください/);
  });

  async function addUserHere(userId: string): Promise<void> {
    const answer = await send({ userId });
    assert.equal(answer.status, 303);
  }
});
