// A user stopped, removed, changed, unlocked, given new first PINs, on both databases.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { identify, logOn, mustAcquire } from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller, NOON, type World } from '../../../test/world/deployment.ts';
import { openUserDesk, reasonOf, type UserDesk } from '../../../test/world/user-desk.ts';
import { addUser, type LoggedOn } from '../../../test/world/users.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { findSession } from '../log-on/session.ts';
import { changeUser } from './change-user.ts';
import { PIN_SHEET_MS, showFirstPins } from './first-pins.ts';
import { listUsers } from './list-users.ts';
import { removeUser } from './remove-user.ts';
import { renewFirstPins } from './renew-first-pins.ts';
import { resumeUser, suspendUser } from './suspend-user.ts';
import { unlockUser } from './unlock-user.ts';

eachDatabase((name, open) => {
  describe(`acts on users on ${name}`, () => {
    let desk: UserDesk;
    let world: World;
    let admin: LoggedOn;
    before(async () => {
      desk = await openUserDesk(await open());
      ({ world, admin } = desk);
    });
    after(() => world.dispose());

    const details = { name: '見本 花子', mail: 'hanako@customer.example', permit: true };

    test('user-suspended: at once, also in an open session; and resumed', async () => {
      const user = await addUser(world, admin);
      const { certificate } = await mustAcquire(world, user);
      const token = await logOn(world, user, certificate);
      assert.ok(!isRefusal(token));
      const input = { ...admin, userId: user.userId };
      assert.ok(!isRefusal(await suspendUser(world, input, caller())));
      const session = { bankCode: '9000', certificate, token };
      assert.equal(reasonOf(await findSession(world, session)), 'user-suspended');
      assert.equal(reasonOf(await logOn(world, user, certificate)), 'user-suspended');
      assert.equal((await desk.view(user.userId)).state, 'suspended');
      assert.ok(!isRefusal(await resumeUser(world, input, caller())));
      assert.ok(!isRefusal(await logOn(world, user, certificate)));
    });

    test('user-removed: for good, with the certificates', async () => {
      const user = await addUser(world, admin);
      const { certificate } = await mustAcquire(world, user);
      await logOn(world, user, certificate);
      const input = { ...admin, userId: user.userId };
      assert.ok(!isRefusal(await removeUser(world, input, caller())));
      assert.deepEqual(await desk.statusesOf(user), ['revoked']);
      const list = await listUsers(world, admin);
      assert.ok(!isRefusal(list));
      assert.ok(list.users.every(({ userId }) => userId !== user.userId));
      for (const refused of [
        await removeUser(world, input, caller()),
        await resumeUser(world, input, caller()),
        await changeUser(world, { ...input, ...details }, caller()),
        await desk.permit(user.userId, 'issue'),
        await renewFirstPins(world, input, caller()),
        await unlockUser(world, input, caller()),
      ])
        assert.equal(reasonOf(refused), 'user-removed');
      const again = await identify(world, user);
      assert.ok(isRefusal(again));
      assert.equal(again.cause, 'user-removed');
    });

    test('name and mail change, the id stays', async () => {
      const user = await addUser(world, admin);
      const input = { ...admin, userId: user.userId, name: '見本 次郎', mail: 'jiro@customer.example' };
      assert.ok(!isRefusal(await changeUser(world, input, caller())));
      const { name: now, mail } = await desk.view(user.userId);
      assert.deepEqual([now, mail], ['見本 次郎', 'jiro@customer.example']);
      const bad = { ...input, mail: 'jiro@customer.example\r\nBcc: x@customer.example' };
      assert.equal(reasonOf(await changeUser(world, bad, caller())), 'form-invalid');
    });

    test('a user’s lock is the user’s alone, and the administrator lifts it', async () => {
      const user = await addUser(world, admin);
      const colleague = await addUser(world, admin);
      const { certificate } = await mustAcquire(world, user);
      for (let attempt = 0; attempt < 5; attempt += 1)
        await logOn(world, { ...user, userPin: `wrong11${attempt}` }, certificate);
      assert.equal(reasonOf(await logOn(world, user, certificate)), 'pin-locked');
      assert.deepEqual((await desk.view(user.userId)).locked, ['userPin']);
      assert.deepEqual((await desk.view(colleague.userId)).locked, []);
      const theirs = await mustAcquire(world, colleague);
      assert.ok(!isRefusal(await logOn(world, colleague, theirs.certificate)));
      assert.ok(!isRefusal(await unlockUser(world, { ...admin, userId: user.userId }, caller())));
      assert.deepEqual((await desk.view(user.userId)).locked, []);
      assert.ok(!isRefusal(await logOn(world, user, certificate)));
    });

    test('first PINs are shown once, to the session that made them, within minutes', async () => {
      const user = await addUser(world, admin, { activated: false });
      const input = { ...admin, userId: user.userId };
      const shown = await showFirstPins(world, input, caller());
      assert.ok(!isRefusal(shown));
      const { userPin, userConfirmationPin } = user;
      assert.deepEqual(shown.pins, { userPin, userConfirmationPin });
      const again = await showFirstPins(world, input, caller());
      assert.ok(!isRefusal(again));
      assert.equal(again.pins, undefined);

      const other = await addUser(world, admin);
      const elsewhere = await logOn(world, admin.customer, admin.acquired.certificate);
      assert.ok(!isRefusal(elsewhere));
      const wrong = await showFirstPins(
        world,
        { ...admin, token: elsewhere, userId: other.userId },
        caller(),
      );
      assert.ok(!isRefusal(wrong));
      assert.equal(wrong.pins, undefined, 'another session');
      world.clock.now = NOON + PIN_SHEET_MS;
      const late = await showFirstPins(world, { ...admin, userId: other.userId }, caller());
      world.clock.now = NOON;
      assert.ok(!isRefusal(late));
      assert.equal(late.pins, undefined, 'too late');
    });

    test('first PINs asked for twice at once are shown once', async () => {
      const user = await addUser(world, admin);
      const input = { ...admin, userId: user.userId };
      const shown = await Promise.all([1, 2, 3].map(() => showFirstPins(world, input, caller())));
      assert.equal(shown.filter((sheet) => !isRefusal(sheet) && sheet.pins !== undefined).length, 1);
    });

    test('new first PINs: the old ones are over, locks with them', async () => {
      const user = await addUser(world, admin);
      for (let attempt = 0; attempt < 5; attempt += 1)
        await identify(world, { ...user, userPin: `wrong11${attempt}` });
      const done = await renewFirstPins(world, { ...admin, userId: user.userId }, caller());
      assert.ok(!isRefusal(done));
      assert.equal(reasonOf(await identify(world, user)), 'not-accepted');
      assert.ok(!isRefusal(await identify(world, await desk.withFirstPins(user, done.firstPins))));
    });

    test('every act is on record, and none holds a PIN', async () => {
      const user = await addUser(world, admin);
      const all = await world.store.db.selectFrom('audit').selectAll().execute();
      const acts = new Set(all.map(({ act }) => act));
      for (const act of [
        'suspended',
        'resumed',
        'removed',
        'changed',
        'unlocked',
        'first-pins-made',
        'first-pins-shown',
      ])
        assert.ok(acts.has(`user.${act}`), act);
      const text = JSON.stringify(all);
      for (const pin of [user.userPin, user.userConfirmationPin]) assert.ok(pin && !text.includes(pin));
    });
  });
});
