// Locks on the pages of who is logged on with a certificate, over real mutual TLS.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isRefusal } from '../../src/domain/refusal.ts';
import { answerLogonPage } from '../../src/procedures/log-on/answer-logon-page.ts';
import { type Acquired, identify, mustAcquire, openContract, type Person } from '../world/customers.ts';
import { caller } from '../world/deployment.ts';
import { type LogonFace, openLogonFace, reasonIn } from '../world/logon-face.ts';
import { addUser, administratorOf } from '../world/users.ts';

let face: LogonFace;
before(async () => {
  face = await openLogonFace();
});
after(() => face.close());

async function office() {
  const admin = await administratorOf(face.world, await openContract(face.world, '9000'));
  const user = await addUser(face.world, admin);
  const theirs = await mustAcquire(face.world, user);
  return { admin, user, theirs };
}

/** Wrong PINs with the right certificate, until the lock. */
async function lock(person: Person, { certificate }: Acquired): Promise<void> {
  const role = 'customer' in person ? 'user' : 'administrator';
  const fields = { contractPin: 'wrong999', userPin: 'wrong999' };
  for (let tries = 0; tries < 5; tries += 1) {
    const shown = { bankCode: '9000', role, certificate, page: 0, fields } as const;
    assert.ok(isRefusal(await answerLogonPage(face.world, shown, caller())));
  }
}

test('contract-locked: an administrator’s lock ends the user’s pages, on the same connection', async () => {
  const { admin, user, theirs } = await office();
  const browser = await face.logOn(user, theirs);
  assert.equal((await browser.get('/9000/status')).status, 200);
  await lock(admin.customer, admin.acquired);
  const status = await browser.get('/9000/status');
  assert.deepEqual([status.status, reasonIn(status.body), status.reused], [403, 'contract-locked', true]);
  assert.match(status.body, /管理者がロックされています/);
  const fresh = await face.visitor(theirs).get('/9000/user');
  assert.deepEqual([fresh.status, reasonIn(fresh.body)], [403, 'contract-locked']);
  const json = await browser.get('/9000/status', { accept: 'application/json' });
  assert.equal(JSON.parse(json.body).reason, 'contract-locked');
});

test('the administrator’s status page names locked users and leads to them', async () => {
  const { admin, user, theirs } = await office();
  const browser = await face.logOn(admin.customer, admin.acquired);
  assert.match((await browser.get('/9000/status')).body, /ロックされているものはありません/);
  await lock(user, theirs);
  const { body } = await browser.get('/9000/status');
  assert.ok(body.includes(`<strong>${user.userId}</strong>`));
  assert.ok(body.includes('利用者暗証番号（電子証明書でのログオンと、ログオンした後の入力）'));
  assert.ok(body.includes('href="/9000/users"'));
  const json = JSON.parse((await browser.get('/9000/status', { accept: 'application/json' })).body);
  assert.deepEqual(json.locks.users[0].locked, [{ secret: 'userPin', channel: 'certificate' }]);
});

test('the user’s status page says what a stranger locked, and the logon goes on', async () => {
  const { user, theirs } = await office();
  for (let tries = 0; tries < 5; tries += 1) {
    await identify(face.world, { ...user, userPin: 'wrong999' });
  }
  const browser = await face.logOn(user, theirs);
  const { body } = await browser.get('/9000/status');
  assert.ok(body.includes('利用者暗証番号（電子証明書を使わない画面での入力）'));
  assert.ok(body.includes('解除は管理者にお申し出ください'));
});

test('activation-needed: a certificate with first PINs is led to www', async () => {
  const customer = await openContract(face.world, '9000');
  const acquired = await mustAcquire(face.world, customer);
  await face.world.store.db.updateTable('secret').set({ provisional: 1 }).execute();
  const browser = face.visitor(acquired);
  await browser.get('/9000/administrator');
  const answer = await browser.submit('/9000/administrator', { contractPin: customer.contractPin });
  await face.world.store.db.updateTable('secret').set({ provisional: 0 }).execute();
  assert.deepEqual([answer.status, reasonIn(answer.body)], [403, 'activation-needed']);
  const { wwwOrigin } = face.world.addresses;
  assert.ok(answer.body.includes(`href="${wwwOrigin}/9000/activation/administrator"`));
});
