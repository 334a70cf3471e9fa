import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  type Acquired,
  type CustomerUser,
  identify,
  logOn,
  mustAcquire,
  openContract,
} from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller, makeWorld, type World } from '../../../test/world/deployment.ts';
import { addUser, administratorOf, type LoggedOn } from '../../../test/world/users.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { answerLogonPage } from '../log-on/answer-logon-page.ts';
import { recogniseCertificate } from '../log-on/recognise-certificate.ts';
import { findSession } from '../log-on/session.ts';
import { stopContract } from '../stop-contract.ts';
import { unlockContract } from '../unlock.ts';
import { findLocks } from './find-locks.ts';

const reasonOf = (value: object | string): string | undefined =>
  isRefusal(value) ? value.reason : undefined;

eachDatabase((name, open) => {
  describe(`locks on ${name}`, () => {
    let world: World;
    before(async () => {
      world = await makeWorld(await open());
    });
    after(() => world.dispose());

    interface Office {
      readonly admin: LoggedOn;
      readonly user: CustomerUser;
      readonly acquired: Acquired;
      /** The user's open session. */
      readonly session: string;
    }
    async function office(code = '9000'): Promise<Office> {
      const admin = await administratorOf(world, await openContract(world, code));
      const user = await addUser(world, admin);
      const acquired = await mustAcquire(world, user);
      const session = await logOn(world, user, acquired.certificate);
      assert.ok(typeof session === 'string', reasonOf(session));
      return { admin, user, acquired, session };
    }
    const shown = ({ admin, acquired, session }: Office) => ({
      bankCode: admin.bankCode,
      certificate: acquired.certificate,
      token: session,
    });
    const limitOf = (code: string) => world.banks.get(code)?.secrets.contractPin.failureLimit ?? 0;

    /** Wrong PINs at the logon with a certificate, up to the limit. */
    async function lockAdministrator({ admin }: Office) {
      const { bankCode, certificate } = admin;
      for (let tries = 0; tries < limitOf(bankCode); tries += 1) {
        const fields = { contractPin: 'wrong999' };
        await answerLogonPage(
          world,
          { bankCode, role: 'administrator', certificate, page: 0, fields },
          caller(),
        );
      }
    }
    async function lockUser({ admin, acquired }: Office) {
      const { bankCode } = admin;
      const { certificate } = acquired;
      const limit = world.banks.get(bankCode)?.secrets.userPin.failureLimit ?? 0;
      for (let tries = 0; tries < limit; tries += 1) {
        const fields = { userPin: 'wrong999' };
        await answerLogonPage(world, { bankCode, role: 'user', certificate, page: 0, fields }, caller());
      }
    }

    test('contract-locked: an administrator’s lock stops users at logon, and at the next request', async () => {
      const one = await office();
      assert.ok(!isRefusal(await findSession(world, shown(one))));
      await lockAdministrator(one);
      assert.equal(reasonOf(await findSession(world, shown(one))), 'contract-locked');
      assert.equal(reasonOf(await recogniseCertificate(world, shown(one), caller())), 'contract-locked');
      assert.equal(reasonOf(await logOn(world, one.user, one.acquired.certificate)), 'contract-locked');
      assert.equal(reasonOf(await findLocks(world, shown(one))), 'contract-locked');

      const { bankCode, customer } = one.admin;
      await unlockContract(world, { bankCode, contractId: customer.contractId }, caller());
      assert.ok(!isRefusal(await findSession(world, shown(one))), 'the session goes on');
      assert.equal(typeof (await logOn(world, one.user, one.acquired.certificate)), 'string');
    });

    test('a wrong confirmation PIN in the session locks as well', async () => {
      const one = await office();
      const { admin } = one;
      const fields = { contractConfirmationPin: 'wrong999' };
      for (let tries = 0; tries < limitOf('9000'); tries += 1) {
        await stopContract(world, { ...admin, fields }, caller());
      }
      assert.equal(reasonOf(await findSession(world, shown(one))), 'contract-locked');
      const locks = await findLocks(world, admin);
      assert.ok(!isRefusal(locks));
      assert.deepEqual(locks.own, [{ secret: 'contractConfirmationPin', channel: 'certificate' }]);
    });

    test('other contracts, and the same contract id at another bank, go on', async () => {
      const one = await office();
      const other = await office();
      await lockAdministrator(one);
      assert.ok(!isRefusal(await findSession(world, shown(other))));
    });

    test('a stranger without a certificate stops no company', async () => {
      const one = await office();
      const { customer } = one.admin;
      for (let tries = 0; tries < limitOf('9000'); tries += 1) {
        await identify(world, { ...customer, contractPin: 'wrong999' });
      }
      assert.ok(!isRefusal(await findSession(world, shown(one))));
      assert.equal(typeof (await logOn(world, customer, one.admin.acquired.certificate)), 'string');
      const locks = await findLocks(world, one.admin);
      assert.ok(!isRefusal(locks));
      assert.deepEqual(locks.own, [{ secret: 'contractPin', channel: 'open' }], 'but it is shown');
    });

    test('where the bank does not want it, users go on', async () => {
      const one = await office('5410');
      await lockAdministrator(one);
      assert.ok(!isRefusal(await findSession(world, shown(one))));
    });

    test('a user’s lock is the user’s alone, and the administrator sees it', async () => {
      const one = await office();
      const colleague = await addUser(world, one.admin);
      const theirs = await mustAcquire(world, colleague);
      const before = await findLocks(world, one.admin);
      assert.deepEqual(before, { own: [], users: [] });
      await lockUser(one);
      assert.equal(reasonOf(await logOn(world, one.user, one.acquired.certificate)), 'pin-locked');
      assert.equal(typeof (await logOn(world, colleague, theirs.certificate)), 'string');
      assert.ok(!isRefusal(await findSession(world, one.admin)));
      const locks = await findLocks(world, one.admin);
      assert.ok(!isRefusal(locks));
      assert.deepEqual(locks, {
        own: [],
        users: [
          {
            userId: one.user.userId,
            name: one.user.name,
            locked: [{ secret: 'userPin', channel: 'certificate' }],
          },
        ],
      });
      const own = await findLocks(world, shown(one));
      assert.ok(!isRefusal(own));
      assert.deepEqual(own.own, [{ secret: 'userPin', channel: 'certificate' }], 'so does the user');
      assert.deepEqual(own.users, []);
    });

    test('the bank unlocks a user; an unknown one is told from nobody', async () => {
      const one = await office();
      await lockUser(one);
      const { bankCode, customer } = one.admin;
      const key = { bankCode, contractId: customer.contractId };
      assert.equal(
        reasonOf(await unlockContract(world, { ...key, userId: 'nobody01' }, caller())),
        'not-accepted',
      );
      assert.deepEqual(await unlockContract(world, key, caller()), { unlocked: true });
      assert.equal(reasonOf(await logOn(world, one.user, one.acquired.certificate)), 'pin-locked');
      await unlockContract(world, { ...key, userId: one.user.userId }, caller());
      assert.equal(typeof (await logOn(world, one.user, one.acquired.certificate)), 'string');
    });
  });
});
