// Changing the mail address, the PINs or the token of somebody is no way around the certificate (OWASP ASVS 6.3.4,
// 6.3.7, 6.4.4, 7.5.1; security page, test 27): each asks more than an open session, and who had it before is told.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { isRefusal } from '../../src/domain/refusal.ts';
import { findSession } from '../../src/procedures/log-on/session.ts';
import { beginTokenRegistration } from '../../src/procedures/register-token.ts';
import { changeUser } from '../../src/procedures/users/change-user.ts';
import { renewFirstPins } from '../../src/procedures/users/renew-first-pins.ts';
import { setUserPermission } from '../../src/procedures/users/set-user-permission.ts';
import { identify, logOn, mustAcquire, openContract } from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { caller, makeWorld, type World } from '../world/deployment.ts';
import { giveToken, shownBy } from '../world/tokens.ts';
import { addUser, administratorOf, type LoggedOn } from '../world/users.ts';
import { reasonOf } from '../world/year.ts';

const WRONG = { contractPin: 'wrong999', contractConfirmationPin: 'wrong888' };

eachDatabase((name, open) => {
  describe(`back doors on ${name}`, () => {
    let world: World;
    let administrator: LoggedOn;
    before(async () => {
      world = await makeWorld(await open());
      administrator = await administratorOf(world, await openContract(world, '9000'));
    });
    after(() => world.dispose());

    const recipientsOf = async (kind: string, userId: string) =>
      (
        await world.store.db
          .selectFrom('notice')
          .select('recipient')
          .where('kind', '=', kind as 'userMailChanged')
          .where('user_id', '=', userId)
          .execute()
      )
        .map(({ recipient }) => recipient)
        .toSorted();

    test('an open session without the confirmation PIN changes nothing of a user', async () => {
      const user = await addUser(world, administrator);
      const acts = (fields: LoggedOn['fields']) => {
        const on = { ...administrator, fields, userId: user.userId };
        return [
          () => changeUser(world, { ...on, name: user.name, mail: 'thief@evil.example' }, caller()),
          () => renewFirstPins(world, on, caller()),
          () => setUserPermission(world, { ...on, choice: 'continue' }, caller()),
        ];
      };
      for (const act of acts({})) assert.equal(reasonOf(await act()), 'form-invalid');
      for (const act of acts(WRONG)) assert.equal(reasonOf(await act()), 'pin-wrong');
      assert.ok(!isRefusal(await identify(world, user)), 'the old PINs still prove');
      assert.deepEqual(await recipientsOf('userMailChanged', user.userId), []);
      await world.store.db.deleteFrom('guess_count').execute();
    });

    test('another mail address: the one before and the administrator are told, the new one is not asked', async () => {
      const user = await addUser(world, administrator);
      const change = (mail: string) =>
        changeUser(world, { ...administrator, userId: user.userId, name: user.name, mail }, caller());
      assert.ok(!isRefusal(await change(user.mail)));
      assert.deepEqual(await recipientsOf('userMailChanged', user.userId), [], 'nothing has changed');
      assert.ok(!isRefusal(await change('thief@evil.example')));
      const told = [administrator.customer.mail, user.mail].toSorted();
      assert.deepEqual(await recipientsOf('userMailChanged', user.userId), told);
    });

    test('new first PINs alone acquire nothing and keep no session: they are replaced first, and that is told', async () => {
      const user = await addUser(world, administrator);
      const { certificate } = await mustAcquire(world, user);
      const token = await logOn(world, user, certificate);
      assert.ok(typeof token === 'string');
      const made = await renewFirstPins(world, { ...administrator, userId: user.userId }, caller());
      assert.ok(!isRefusal(made));
      assert.equal(reasonOf(await identify(world, user)), 'not-accepted', 'the old PINs');
      const withFirst = { ...user, ...made.firstPins };
      assert.equal(reasonOf(await identify(world, withFirst)), 'activation-needed');
      assert.equal(
        reasonOf(await findSession(world, { bankCode: '9000', certificate, token })),
        'session-over',
      );
      assert.equal(reasonOf(await logOn(world, withFirst, certificate)), 'activation-needed');
    });

    test('another token: the PIN and a password of the one before, of who is logged on', async () => {
      const customer = await openContract(world, '1283');
      const device = await giveToken(world, customer);
      const on = await administratorOf(world, customer);
      const begin = (fields: LoggedOn['fields'], certificate: Uint8Array | undefined = on.certificate) =>
        beginTokenRegistration(world, { ...on, certificate, fields }, caller());
      const { contractConfirmationPin, contractPin } = customer;
      const pins = { contractPin, ...(contractConfirmationPin !== undefined && { contractConfirmationPin }) };
      assert.equal(reasonOf(await begin(pins)), 'form-invalid', 'PINs alone');
      assert.equal(reasonOf(await begin({ ...pins, oneTimePassword: '000000' })), 'one-time-password-wrong');
      const password = shownBy(device, world.clock.now);
      assert.equal(reasonOf(await begin({ ...pins, ...WRONG, oneTimePassword: password })), 'pin-wrong');
      assert.equal(
        reasonOf(await begin({ ...pins, oneTimePassword: password }, new Uint8Array())),
        'certificate-unknown-issuer',
      );
    });
  });
});
