// 発行, 継続, 再発行, 失効, also while the user is enrolling, on both databases.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { identify, logOn, makeRequest, mustAcquire, ticketFor } from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller, NOON, type World } from '../../../test/world/deployment.ts';
import { openUserDesk, reasonOf, type UserDesk } from '../../../test/world/user-desk.ts';
import { addUser, type LoggedOn } from '../../../test/world/users.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { openKeyTicket } from '../enrol/enrolment.ts';
import { submitRequest } from '../enrol/submit-request.ts';
import { findSession } from '../log-on/session.ts';
import { setUserPermission } from './set-user-permission.ts';
import { suspendUser } from './suspend-user.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

eachDatabase((name, open) => {
  describe(`permissions on ${name}`, () => {
    let desk: UserDesk;
    let world: World;
    let admin: LoggedOn;
    before(async () => {
      desk = await openUserDesk(await open());
      ({ world, admin } = desk);
    });
    after(() => world.dispose());

    describe('the four choices', () => {
      test('発行: from now on, for so many days', async () => {
        const user = await addUser(world, admin, { permit: false });
        const done = await desk.permit(user.userId, 'issue');
        assert.ok(!isRefusal(done));
        assert.equal(done.acquireUntil, '2026-06-29');
        assert.equal(done.firstPins, undefined);
        await mustAcquire(world, user);
      });

      test('発行 once more when the days went by', async () => {
        const user = await addUser(world, admin);
        try {
          world.clock.now = NOON + 100 * DAY_MS;
          const own = await desk.again();
          const done = await desk.permit(user.userId, 'issue', own);
          assert.ok(!isRefusal(done), JSON.stringify(done));
          assert.ok(!isRefusal(await identify(world, user)));
        } finally {
          world.clock.now = NOON;
        }
      });

      test('継続: changes nothing, and is on record', async () => {
        const user = await addUser(world, admin);
        const { certificate } = await mustAcquire(world, user);
        await logOn(world, user, certificate);
        assert.ok(!isRefusal(await desk.permit(user.userId, 'continue')));
        assert.deepEqual(await desk.statusesOf(user), ['in-use']);
        const kept = await world.store.db
          .selectFrom('audit')
          .selectAll()
          .where('act', '=', 'user.permission-kept')
          .execute();
        assert.ok(kept.some(({ details: said }) => JSON.parse(said).userId === user.userId));
      });

      test('再発行: what there was ends, with new first PINs another can be acquired', async () => {
        const user = await addUser(world, admin);
        const { certificate } = await mustAcquire(world, user);
        const token = await logOn(world, user, certificate);
        assert.ok(!isRefusal(token));
        world.clock.now += 60_000;
        const done = await setUserPermission(
          world,
          { ...admin, userId: user.userId, choice: 'reissue', reason: 'keyCompromise' },
          caller(),
        );
        assert.ok(!isRefusal(done));
        assert.deepEqual(await desk.statusesOf(user), ['revoked']);
        const session = await findSession(world, { bankCode: '9000', certificate, token });
        assert.equal(reasonOf(session), 'certificate-revoked', 'at the next request');
        assert.equal(reasonOf(await identify(world, user)), 'not-accepted', 'the old PINs open nothing');
        await mustAcquire(world, await desk.withFirstPins(user, done.firstPins));
        world.clock.now = NOON;
        assert.deepEqual(await desk.statusesOf(user), ['revoked', 'unused']);
      });

      test('失効: what there was ends, and no other can be acquired', async () => {
        const user = await addUser(world, admin);
        await mustAcquire(world, user);
        assert.ok(!isRefusal(await desk.permit(user.userId, 'revoke')));
        assert.deepEqual(await desk.statusesOf(user), ['revoked']);
        const refused = await identify(world, user);
        assert.ok(isRefusal(refused));
        assert.equal(refused.cause, 'user-not-permitted');
        assert.deepEqual((await desk.view(user.userId)).choices, ['issue', 'continue']);
        assert.ok(!isRefusal(await desk.permit(user.userId, 'issue')), 'and can be permitted again');
        await mustAcquire(world, user);
      });

      test('permission-not-possible: what a page showed is no longer so', async () => {
        const user = await addUser(world, admin);
        assert.equal(reasonOf(await desk.permit(user.userId, 'reissue')), 'permission-not-possible');
        await mustAcquire(world, user);
        assert.equal(reasonOf(await desk.permit(user.userId, 'issue')), 'permission-not-possible');
        await desk.permit(user.userId, 'revoke');
        assert.equal(reasonOf(await desk.permit(user.userId, 'revoke')), 'permission-not-possible');
      });

      test('two tabs at once: one withdraws, the other finds it withdrawn', async () => {
        const user = await addUser(world, admin);
        await mustAcquire(world, user);
        const outcomes = await Promise.all([1, 2].map(() => desk.permit(user.userId, 'revoke')));
        assert.deepEqual(outcomes.filter(isRefusal).map(reasonOf), ['permission-not-possible']);
      });
    });

    describe('withdrawn while the user is enrolling', () => {
      test('before the key page: told before a key is made', async () => {
        const user = await addUser(world, admin);
        const token = await identify(world, user);
        assert.ok(!isRefusal(token));
        await ticketFor(world, user, token);
        await desk.permit(user.userId, 'revoke');
        const key = { bankCode: '9000', role: 'user', token } as const;
        assert.equal(reasonOf(await openKeyTicket(world, key)), 'user-not-permitted');
      });

      test('with the key page open: told at the request', async () => {
        const user = await addUser(world, admin);
        const token = await identify(world, user);
        assert.ok(!isRefusal(token));
        const ticket = await ticketFor(world, user, token);
        await suspendUser(world, { ...admin, userId: user.userId }, caller());
        const { request } = await makeRequest();
        const input = { bankCode: '9000', role: 'user', token, ticket, request } as const;
        assert.equal(reasonOf(await submitRequest(world, input, caller())), 'user-suspended');
        assert.deepEqual(await desk.statusesOf(user), []);
      });

      test('in the very moment: nothing that works is left, whoever came first', async () => {
        for (let round = 0; round < 8; round += 1) {
          const user = await addUser(world, admin);
          const token = await identify(world, user);
          assert.ok(!isRefusal(token));
          const ticket = await ticketFor(world, user, token);
          const { request } = await makeRequest();
          const input = { bankCode: '9000', role: 'user', token, ticket, request } as const;
          const [issued, withdrawn] = await Promise.all([
            submitRequest(world, input, caller()),
            desk.permit(user.userId, 'revoke'),
          ]);
          assert.ok(!isRefusal(withdrawn));
          if (isRefusal(issued)) assert.equal(issued.reason, 'user-not-permitted');
          for (const status of await desk.statusesOf(user)) assert.equal(status, 'revoked');
        }
      });
    });

    test('every act is on record, and none holds a PIN', async () => {
      const user = await addUser(world, admin);
      const all = await world.store.db.selectFrom('audit').selectAll().execute();
      const acts = new Set(all.map(({ act }) => act));
      for (const act of ['permitted', 'permission-kept', 'permitted-anew', 'permission-withdrawn'])
        assert.ok(acts.has(`user.${act}`), act);
      const text = JSON.stringify(all);
      for (const pin of [user.userPin, user.userConfirmationPin]) assert.ok(pin && !text.includes(pin));
    });
  });
});
