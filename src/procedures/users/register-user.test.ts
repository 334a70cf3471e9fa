// A user registered: the whole way, what is refused and to whom, on both databases.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  acquire,
  entriesOf,
  identify,
  logOn,
  mustAcquire,
  openContract,
} from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller, NOON, type World } from '../../../test/world/deployment.ts';
import { openUserDesk, reasonOf, type UserDesk } from '../../../test/world/user-desk.ts';
import { addUser, administratorOf, type LoggedOn } from '../../../test/world/users.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { answerEnrolmentPage } from '../enrol/answer-enrolment-page.ts';
import { openKeyTicket } from '../enrol/enrolment.ts';
import { findSession } from '../log-on/session.ts';
import { changeUser } from './change-user.ts';
import { showFirstPins } from './first-pins.ts';
import { findUser, listUsers } from './list-users.ts';
import { registerUser } from './register-user.ts';
import { removeUser } from './remove-user.ts';
import { renewFirstPins } from './renew-first-pins.ts';
import { setUserPermission } from './set-user-permission.ts';
import { suspendUser } from './suspend-user.ts';
import { unlockUser } from './unlock-user.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

eachDatabase((name, open) => {
  describe(`registering users on ${name}`, () => {
    let desk: UserDesk;
    let world: World;
    let admin: LoggedOn;
    before(async () => {
      desk = await openUserDesk(await open());
      ({ world, admin } = desk);
    });
    after(() => world.dispose());

    const details = { name: '見本 花子', mail: 'hanako@customer.example', permit: true };

    test('registered, permitted, acquired, logged on: the whole way of a user', async () => {
      const user = await addUser(world, admin);
      const fresh = await desk.view(user.userId);
      assert.equal(fresh.permitted, true);
      assert.deepEqual(fresh.acquisition, { lastDay: '2026-06-29', over: false });
      assert.deepEqual(fresh.choices, ['issue', 'continue', 'revoke']);

      const { certificate, view: acquired } = await mustAcquire(world, user);
      assert.equal(acquired.commonName, `${admin.customer.contractId}${user.userId}9000`);
      const token = await logOn(world, user, certificate);
      assert.ok(!isRefusal(token));
      const session = await findSession(world, { bankCode: '9000', certificate, token });
      assert.ok(!isRefusal(session));
      assert.deepEqual([session.role, session.userId, session.open], ['user', user.userId, true]);

      const used = await desk.view(user.userId);
      assert.equal(used.certificate?.status, 'in-use');
      assert.equal(used.certificate?.daysLeft, 365);
      assert.equal(used.lastLogonAt, NOON);
      assert.deepEqual(used.choices, ['continue', 'reissue', 'revoke']);
      assert.equal(used.acquisition, undefined);
    });

    test('certificate-already-acquired: one certificate for each id', async () => {
      const user = await addUser(world, admin);
      const { certificate } = await mustAcquire(world, user);
      await logOn(world, user, certificate);
      assert.equal(reasonOf(await acquire(world, user)), 'certificate-already-acquired');
    });

    test('user-not-permitted: told to who has proved the PINs, to nobody else', async () => {
      const user = await addUser(world, admin, { permit: false });
      assert.equal((await desk.view(user.userId)).permitted, false);
      assert.deepEqual((await desk.view(user.userId)).choices, ['issue', 'continue']);
      // The answer keeps its one face until a way has begun; the bank's record has the cause.
      const refused = await identify(world, user);
      assert.ok(isRefusal(refused));
      assert.equal(refused.cause, 'user-not-permitted');
      const stranger = await identify(world, { ...user, userPin: 'wrong1111' });
      assert.equal(reasonOf(stranger), 'not-accepted');
    });

    test('the permission’s days: the 80th is the last', async () => {
      const user = await addUser(world, admin);
      try {
        world.clock.now = NOON + 80 * DAY_MS;
        assert.ok(!isRefusal(await identify(world, user)));
        world.clock.now = NOON + 81 * DAY_MS;
        const over = await identify(world, user);
        assert.ok(isRefusal(over));
        assert.equal(over.cause, 'window-over');
      } finally {
        world.clock.now = NOON;
      }
    });

    describe('what was typed about a user', () => {
      const cases: readonly [string, Partial<typeof details & { userId: string }>, string][] = [
        ['an id too short', { userId: 'abc' }, 'userId'],
        ['an id too long', { userId: 'a'.repeat(13) }, 'userId'],
        ['an id with signs', { userId: 'taro-01' }, 'userId'],
        ['no id', { userId: '' }, 'userId'],
        ['no name', { name: '  ' }, 'name'],
        ['a name that turns its text around', { name: 'taro\u202e' }, 'name'],
        ['a name of several lines', { name: 'taro\nhanako' }, 'name'],
        ['a name without end', { name: '花'.repeat(61) }, 'name'],
        ['no mail', { mail: '' }, 'mail'],
        ['a mail address with a line break', { mail: 'a@customer.example\nBcc: b@customer.example' }, 'mail'],
        ['two mail addresses', { mail: 'a@customer.example,b@customer.example' }, 'mail'],
      ];
      for (const [what, said, field] of cases) {
        test(`form-invalid: ${what}`, async () => {
          const input = { ...admin, ...details, userId: 'hanako01', ...said };
          const refused = await registerUser(world, input, caller());
          assert.ok(isRefusal(refused));
          assert.equal(refused.reason, 'form-invalid');
          assert.equal(refused.details.field, field);
        });
      }

      test('full-width letters are the same id', async () => {
        const input = { ...admin, ...details, userId: 'ＷＩＤＥ０１' };
        const registered = await registerUser(world, input, caller());
        assert.ok(!isRefusal(registered));
        assert.equal(registered.userId, 'WIDE01');
      });
    });

    test('user-id-taken: also in other letters, and after a removal', async () => {
      await addUser(world, admin, { userId: 'Sato01' });
      for (const userId of ['Sato01', 'sato01', 'SATO01']) {
        const again = await registerUser(world, { ...admin, ...details, userId }, caller());
        assert.equal(reasonOf(again), 'user-id-taken');
      }
      await removeUser(world, { ...admin, userId: 'Sato01' }, caller());
      const again = await registerUser(world, { ...admin, ...details, userId: 'Sato01' }, caller());
      assert.equal(reasonOf(again), 'user-id-taken');
      const other = await administratorOf(world, await openContract(world, '9000'));
      assert.ok(!isRefusal(await registerUser(world, { ...other, ...details, userId: 'Sato01' }, caller())));
    });

    test('users-full: of many registered at once as many as there is room for', async () => {
      const own = await administratorOf(world, await openContract(world, '9000'));
      const profile = world.banks.get('9000');
      assert.ok(profile);
      const narrow = {
        ...world,
        banks: new Map([['9000', { ...profile, users: { ...profile.users, maximum: 3 } }]]),
      };
      const outcomes = await Promise.all(
        // No more at once than the PIN may be typed wrongly: each is counted until it is found right.
        Array.from({ length: 5 }, (_, index) =>
          registerUser(narrow, { ...own, ...details, userId: `many${index}` }, caller()),
        ),
      );
      const refused = outcomes.filter(isRefusal);
      assert.deepEqual(
        refused.map(({ reason, details: { maximum } }) => [reason, maximum]),
        [1, 2].map(() => ['users-full', 3]),
      );
      const list = await listUsers(narrow, own);
      assert.ok(!isRefusal(list));
      assert.equal(list.users.length, 3);
      const [first] = list.users;
      await removeUser(narrow, { ...own, userId: first?.userId ?? '' }, caller());
      assert.ok(
        !isRefusal(await registerUser(narrow, { ...own, ...details, userId: 'many9' }, caller())),
        'who is removed leaves room',
      );
    });

    test('the same id registered twice at once is registered once', async () => {
      const outcomes = await Promise.all(
        [1, 2, 3].map(() => registerUser(world, { ...admin, ...details, userId: 'twice01' }, caller())),
      );
      assert.deepEqual(outcomes.filter(isRefusal).map(reasonOf), ['user-id-taken', 'user-id-taken']);
    });

    test('pin-wrong, pin-locked: every act asks for the confirmation PIN', async () => {
      const own = await administratorOf(world, await openContract(world, '9000'));
      const user = await addUser(world, own);
      const fields = { ...own.fields, contractConfirmationPin: 'wrong111' };
      const input = { ...own, fields, userId: user.userId };
      const acts = [
        () => registerUser(world, { ...input, ...details, userId: 'another1' }, caller()),
        () => changeUser(world, { ...input, ...details }, caller()),
        () => setUserPermission(world, { ...input, choice: 'revoke' }, caller()),
        () => suspendUser(world, input, caller()),
      ];
      for (const act of acts) assert.equal(reasonOf(await act()), 'pin-wrong');
      assert.equal(reasonOf(await removeUser(world, input, caller())), 'pin-locked');
      const right = { ...own, userId: user.userId };
      assert.equal(reasonOf(await unlockUser(world, right, caller())), 'pin-locked');
      assert.ok(!isRefusal(await identify(world, user)), 'nothing was done');
    });

    test('user-unknown: another contract’s user, another bank’s, nobody', async () => {
      const other = await administratorOf(world, await openContract(world, '9000'));
      const theirs = await addUser(world, other, { userId: 'theirs01' });
      for (const userId of [theirs.userId, 'nobody01', '', 'a'.repeat(300), 'nul\u0000']) {
        const input = { ...admin, userId };
        assert.equal(reasonOf(await findUser(world, input)), 'user-unknown');
        assert.equal(reasonOf(await desk.permit(userId, 'revoke')), 'user-unknown');
        assert.equal(reasonOf(await changeUser(world, { ...input, ...details }, caller())), 'user-unknown');
        assert.equal(reasonOf(await suspendUser(world, input, caller())), 'user-unknown');
        assert.equal(reasonOf(await removeUser(world, input, caller())), 'user-unknown');
        assert.equal(reasonOf(await unlockUser(world, input, caller())), 'user-unknown');
        assert.equal(reasonOf(await renewFirstPins(world, input, caller())), 'user-unknown');
        assert.equal(reasonOf(await showFirstPins(world, input, caller())), 'user-unknown');
      }
      const unknown = await world.store.db
        .selectFrom('audit')
        .select('outcome')
        .where('reason', '=', 'user-unknown')
        .execute();
      assert.ok(unknown.length > 0 && unknown.every(({ outcome }) => outcome === 'refused'));
      assert.ok(!isRefusal(await identify(world, theirs)), 'theirs stands as it was');
    });

    test('page-not-found: a user has no users', async () => {
      const user = await addUser(world, admin);
      const { certificate } = await mustAcquire(world, user);
      const token = await logOn(world, user, certificate);
      assert.ok(!isRefusal(token));
      const fields = entriesOf(admin.customer);
      const session = { bankCode: '9000', certificate, token, fields, userId: user.userId };
      assert.equal(reasonOf(await listUsers(world, session)), 'page-not-found');
      assert.equal(reasonOf(await findUser(world, session)), 'page-not-found');
      const registered = await registerUser(world, { ...session, ...details, userId: 'mine0001' }, caller());
      assert.equal(reasonOf(registered), 'page-not-found');
      const promoted = await setUserPermission(world, { ...session, choice: 'reissue' }, caller());
      assert.equal(reasonOf(promoted), 'page-not-found');
    });

    test('session-missing: the administrator’s certificate alone does nothing', async () => {
      const { token: _, ...without } = admin;
      assert.equal(reasonOf(await listUsers(world, without)), 'session-missing');
      const registered = await registerUser(world, { ...without, ...details, userId: 'mine0002' }, caller());
      assert.equal(reasonOf(registered), 'session-missing');
    });

    test('a bank without a confirmation PIN for users: one first PIN', async () => {
      const own = await administratorOf(world, await openContract(world, '5410'));
      const user = await addUser(world, own, { userId: 'taro0001' });
      assert.ok(user.userPin);
      assert.equal(user.userConfirmationPin, undefined);
      await mustAcquire(world, user);
    });

    test('a user’s enrolment is not gone on with as an administrator’s', async () => {
      const user = await addUser(world, admin);
      const token = await identify(world, user);
      assert.ok(!isRefusal(token));
      const key = { bankCode: '9000', role: 'administrator', token } as const;
      assert.equal(reasonOf(await openKeyTicket(world, key)), 'enrolment-over');
      const fields = entriesOf(user);
      const page = { ...key, way: 'reAcquisition', page: 1, fields } as const;
      assert.equal(reasonOf(await answerEnrolmentPage(world, page, caller())), 'page-not-found');
    });
  });
});
