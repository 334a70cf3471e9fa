// 緊急停止 from a session of either method: what such a session may do, whose it must be, how its PIN is counted.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Customer, entriesOf, openContract } from '../../test/world/customers.ts';
import { eachDatabase } from '../../test/world/databases.ts';
import { caller, makeWorld, type World } from '../../test/world/deployment.ts';
import { logOnByPassword } from '../../test/world/password-logon.ts';
import { administratorOf } from '../../test/world/users.ts';
import { isRefusal } from '../domain/refusal.ts';
import { findHolder } from '../store/read/contract.ts';
import { beginMoving } from './certificates/move-to-new-pc.ts';
import { answerPasswordPage } from './password-logon/answer-password-page.ts';
import { findPasswordSession, type PasswordSessionKey } from './password-logon/password-session.ts';
import { stopContract } from './stop-contract.ts';

const reasonOf = (outcome: unknown) => (isRefusal(outcome) ? outcome.reason : 'done');

eachDatabase((name, open) => {
  describe(`emergency stop on ${name}`, () => {
    let world: World;
    before(async () => {
      world = await makeWorld(await open());
    });
    after(() => world.dispose());

    const byPassword = async (bankCode: string) => {
      const customer = await openContract(world, bankCode);
      const key = await logOnByPassword(world, customer);
      assert.ok(!isRefusal(key), reasonOf(key));
      return { customer, key };
    };
    const stop = (key: PasswordSessionKey, customer: Customer, change: Record<string, string> = {}) =>
      stopContract(world, { ...key, fields: { ...entriesOf(customer), ...change } }, caller());
    const stoppedAt = async ({ bankCode, contractId }: Customer) =>
      (await findHolder(world.store.db, { bankCode, contractId, userId: '' }))?.stoppedAt;

    for (const code of ['9000', '9001', '1635', '5410']) {
      test(`bank ${code}: logged on by id and password, before there is any certificate`, async () => {
        const { customer, key } = await byPassword(code);
        const other = await logOnByPassword(world, customer);
        assert.deepEqual(await stop(key, customer), { stoppedAt: world.now() });
        assert.equal(await stoppedAt(customer), world.now());
        for (const one of [key, other]) {
          assert.ok(!isRefusal(one));
          assert.equal(reasonOf(await findPasswordSession(world, one)), 'contract-stopped');
        }
        assert.equal(reasonOf(await logOnByPassword(world, customer)), 'contract-stopped');
        assert.equal(reasonOf(await stop(key, customer)), 'contract-stopped', 'twice');
        const [row] = await world.store.db
          .selectFrom('audit')
          .select(['outcome', 'certificate'])
          .where('act', '=', 'contract.stopped')
          .where('contract_id', '=', customer.contractId)
          .execute();
        assert.deepEqual(row, { outcome: 'done', certificate: null });
      });
    }

    test('it is the only act of such a session: every other one demands a certificate', async () => {
      const { customer, key } = await byPassword('9000');
      const fields = entriesOf(customer);
      const none = await beginMoving(world, { ...key, certificate: undefined, fields }, caller());
      assert.equal(reasonOf(none), 'no-certificate');
      const admin = await administratorOf(world, await openContract(world, '9000'));
      const another = await beginMoving(world, { ...admin, token: key.token, fields }, caller());
      assert.equal(reasonOf(another), 'session-of-another-certificate');
      const turned = await stop({ bankCode: '9000', role: 'administrator', token: admin.token }, customer);
      assert.equal(reasonOf(turned), 'session-over', 'nor is a session of a certificate one without');
      assert.equal(await stoppedAt(customer), null);
    });

    test('every page must be answered, by an administrator, at this bank', async () => {
      const customer = await openContract(world, '9000');
      const who = { bankCode: '9000', role: 'administrator' } as const;
      const half = await answerPasswordPage(
        world,
        { ...who, page: 0, fields: entriesOf(customer) },
        caller(),
      );
      assert.ok(!isRefusal(half));
      assert.equal(reasonOf(await stop({ ...who, token: half.token }, customer)), 'session-missing');
      const { key } = await byPassword('9000');
      assert.equal(reasonOf(await stop({ ...key, role: 'user' }, customer)), 'session-over');
      assert.equal(reasonOf(await stop({ ...key, bankCode: '9001' }, customer)), 'session-over');
      assert.equal(reasonOf(await stop({ ...key, token: undefined }, customer)), 'session-missing');
      assert.equal(await stoppedAt(customer), null);
    });

    test('pin-wrong, pin-locked: counted with what strangers try, and told of as such', async () => {
      const { customer, key } = await byPassword('9000');
      const wrong = { contractConfirmationPin: 'wrong999' };
      const limit = world.banks.get('9000')?.secrets.contractConfirmationPin?.failureLimit ?? 0;
      for (let left = limit - 1; left > 0; left -= 1) {
        const refused = await stop(key, customer, wrong);
        assert.ok(isRefusal(refused));
        assert.deepEqual([refused.reason, refused.details.attemptsLeft], ['pin-wrong', left]);
      }
      assert.equal(reasonOf(await stop(key, customer, wrong)), 'pin-locked');
      assert.equal(reasonOf(await stop(key, customer)), 'pin-locked', 'nor the right one');
      assert.equal(await stoppedAt(customer), null);
      const counts = await world.store.db
        .selectFrom('guess_count')
        .select(['secret', 'channel', 'failures'])
        .where('contract_id', '=', customer.contractId)
        .execute();
      assert.deepEqual(counts, [{ secret: 'contractConfirmationPin', channel: 'open', failures: limit }]);
    });

    test('ten at once are one', async () => {
      const { customer, key } = await byPassword('5410');
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => stop(key, customer)));
      assert.ok(outcomes.some((one) => !isRefusal(one)));
      assert.equal(await stoppedAt(customer), world.now());
    });
  });
});
