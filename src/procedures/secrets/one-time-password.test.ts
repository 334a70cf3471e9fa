import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { bank } from '../../../test/world/banks.ts';
import { type Customer, openContract } from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { makeWorld, NOON, type World } from '../../../test/world/deployment.ts';
import { giveToken, shownBy, spendPassword, type Token } from '../../../test/world/tokens.ts';
import { LOOK_AHEAD, MOST_DRIFT } from '../../domain/token-steps.ts';
import { findHolder } from '../../store/read/contract.ts';
import { findActiveToken } from '../../store/read/token.ts';
import { openStore } from '../../store/store.ts';
import { deriveDeploymentKeys } from '../deployment.ts';

/** RFC 4226 appendix D, and RFC 6238 appendix B with a seed for each hash. */
const SEED = Buffer.from('12345678901234567890');
const seedOf = (bytes: number) => Buffer.from('1234567890'.repeat(7).slice(0, bytes));
const HOTP_VECTORS = [
  ...['755224', '287082', '359152', '969429', '338314'],
  ...['254676', '287922', '162583', '399871', '520489'],
];
const TOTP_VECTORS = [
  [59, '94287082', '46119246', '90693936'],
  [1111111109, '07081804', '68084774', '25091201'],
  [1111111111, '14050471', '67062674', '99943326'],
  [1234567890, '89005924', '91819424', '93441116'],
  [2000000000, '69279037', '90698825', '38618901'],
  [20000000000, '65353130', '77737706', '47863826'],
] as const;

/** Bank 1283 with as many digits. */
function banksWithDigits(digits: number) {
  const profile = bank('1283');
  assert.ok(profile.token);
  return new Map([['1283', { ...profile, token: { ...profile.token, digits } }]]);
}

eachDatabase((name, open, { fresh }) => {
  describe(`one-time passwords on ${name}`, () => {
    let world: World;
    before(async () => {
      world = await makeWorld(await open());
    });
    after(() => world.dispose());

    const holderOf = async (customer: Customer): Promise<string> =>
      (await findHolder(world.store.db, { ...customer, userId: '' }))?.id ?? '';
    const someone = async (said: Parameters<typeof giveToken>[2] = {}, of: World = world) => {
      const customer = await openContract(of, '1283');
      const token = await giveToken(of, customer, said);
      return { token, holder: await holderOf(customer) };
    };
    const use = async (holder: string, password: string, now = NOON, of: World = world) => {
      of.clock.now = now;
      try {
        return (await spendPassword(of, holder, password, true)).right;
      } finally {
        of.clock.now = NOON;
      }
    };

    for (const [away, right] of [
      [-2, false],
      [-1, true],
      [0, true],
      [1, true],
      [2, false],
    ] as const) {
      test(`a token whose clock is ${away} steps off: ${right ? 'accepted' : 'refused'}`, async () => {
        const { token, holder } = await someone();
        assert.equal(await use(holder, shownBy(token, NOON + away * 30_000)), right);
      });
    }

    test('to the second: 30 s late and early are in, 31 late and 60 early are out', async () => {
      // NOON begins a step.
      for (const [seconds, right] of [
        [-30, true],
        [-31, false],
        [59, true],
        [60, false],
      ] as const) {
        const { token, holder } = await someone();
        assert.equal(await use(holder, shownBy(token, NOON + seconds * 1000)), right, String(seconds));
      }
    });

    test('accepted once, and nothing from before it afterwards', async () => {
      const { token, holder } = await someone();
      const [earlier, present, next] = [-30_000, 0, 30_000].map((away) => shownBy(token, NOON + away));
      assert.equal(await use(holder, present ?? ''), true);
      assert.equal(await use(holder, present ?? ''), false, 'twice');
      assert.equal(await use(holder, earlier ?? ''), false, 'the step before');
      assert.equal(await use(holder, next ?? ''), true, 'the step after');
      assert.equal(await use(holder, present ?? ''), false);
    });

    test('200 at once are one', async () => {
      const { token, holder } = await someone();
      const password = shownBy(token, NOON);
      const uses = await Promise.all(
        Array.from({ length: 200 }, () => spendPassword(world, holder, password, true)),
      );
      assert.equal(uses.filter(({ right }) => right).length, 1);
    });

    test('spent stays spent after a restart and on another node', async () => {
      const location = await fresh();
      const first = await makeWorld(await openStore(location));
      const { token } = await someone({}, first);
      const row = await first.store.db.selectFrom('token').selectAll().executeTakeFirstOrThrow();
      const password = shownBy(token, NOON);
      assert.equal(await use(row.holder, password, NOON, first), true);
      if (first.store.dialect === 'sqlite') await first.store.close();
      const second = await makeWorld(await openStore(location), { keyFolder: first.keyFolder });
      assert.equal(await use(row.holder, password, NOON, second), false);
      assert.equal(await use(row.holder, shownBy(token, NOON + 30_000), NOON + 30_000, second), true);
      if (first.store.dialect === 'postgres') {
        assert.equal(await use(row.holder, shownBy(token, NOON + 30_000), NOON + 30_000, first), false);
        await first.store.close();
      }
      await second.store.close();
      await first.dispose();
    });

    test('a clock that runs away is followed, a step at a time', async () => {
      const { token, holder } = await someone();
      for (let away = 1; away <= 4; away += 1) {
        const now = NOON + away * 86_400_000;
        assert.equal(await use(holder, shownBy(token, now + away * 30_000), now), true, `${away} steps`);
      }
      const now = NOON + 9 * 86_400_000;
      assert.equal((await findActiveToken(world.store.db, holder))?.drift, 4);
      assert.equal(await use(holder, shownBy(token, now), now), false, 'not where it is no longer');
      assert.equal(await use(holder, shownBy(token, now + 6 * 30_000), now), false, 'nor a jump');
      assert.equal(await use(holder, shownBy(token, now + 3 * 30_000), now), true, 'back again');
    });

    test('the window cannot be pushed along for ever', async () => {
      const { token, holder } = await someone();
      let accepted = 0;
      for (let away = 1; away <= MOST_DRIFT + 5; away += 1) {
        const now = NOON + away * 86_400_000;
        if (await use(holder, shownBy(token, now + away * 30_000), now)) accepted += 1;
      }
      assert.equal(accepted, MOST_DRIFT + 1);
    });

    test("another holder's token is wrong", async () => {
      const [mine, theirs] = [await someone(), await someone()];
      assert.equal(await use(mine.holder, shownBy(theirs.token, NOON)), false);
      assert.equal(await use(theirs.holder, shownBy(theirs.token, NOON)), true);
    });

    test('none registered, nobody there, and a limit reached: never right, never spent', async () => {
      const customer = await openContract(world, '1283');
      const without = await holderOf(customer);
      assert.deepEqual(await spendPassword(world, without, '123456', true), {
        right: false,
        absent: true,
      });
      assert.deepEqual(await spendPassword(world, undefined, '123456', true), {
        right: false,
        absent: false,
      });
      const { token, holder } = await someone();
      const password = shownBy(token, NOON);
      assert.equal((await spendPassword(world, holder, password, false)).right, false);
      assert.equal(await use(holder, password), true);
    });

    test('a button pressed for nothing is looked ahead for, and no further', async () => {
      const { token, holder } = await someone({ kind: 'hotp' });
      const button: Token = token;
      assert.equal(await use(holder, shownBy(button, LOOK_AHEAD + 1)), false, 'too far');
      assert.equal(await use(holder, shownBy(button, LOOK_AHEAD)), true);
      assert.equal(await use(holder, shownBy(button, LOOK_AHEAD)), false, 'twice');
      assert.equal(await use(holder, shownBy(button, 0)), false, 'passed over');
      assert.equal(await use(holder, shownBy(button, LOOK_AHEAD + 1)), true, 'the next');
    });

    test('RFC 4226 appendix D', async () => {
      const { holder } = await someone({ kind: 'hotp', secret: SEED });
      for (const password of HOTP_VECTORS) assert.equal(await use(holder, password), true, password);
    });

    for (const [index, algorithm] of (['SHA1', 'SHA256', 'SHA512'] as const).entries()) {
      test(`RFC 6238 appendix B, ${algorithm}`, async () => {
        const wide = { ...world, banks: banksWithDigits(8) };
        const secret = seedOf([20, 32, 64][index] ?? 0);
        const { holder } = await someone({ algorithm, secret }, wide);
        for (const [seconds, ...passwords] of TOTP_VECTORS) {
          const password = passwords[index] ?? '';
          assert.equal(await use(holder, password, seconds * 1000), true, `${seconds} s`);
        }
      });
    }

    for (const digits of [6, 7, 8]) {
      test(`${digits} digits`, async () => {
        const other = { ...world, banks: banksWithDigits(digits) };
        const { token, holder } = await someone({}, other);
        const password = shownBy(token, NOON);
        assert.equal(password.length, digits);
        assert.equal(await use(holder, password.slice(1)), false);
        assert.equal(await use(holder, `0${password}`), false);
        assert.equal(await use(holder, password), true);
      });
    }

    test('a token of 60 seconds', async () => {
      const { token, holder } = await someone({ stepSeconds: 60 });
      assert.equal(await use(holder, shownBy(token, NOON + 60_000)), true);
    });

    test('the database alone shows no secret, and a secret moved to another row opens nothing', async () => {
      const [mine, theirs] = [await someone(), await someone()];
      const row = await findActiveToken(world.store.db, mine.holder);
      assert.ok(row && !Buffer.from(row.sealed_secret).includes(mine.token.secret));
      await world.store.transaction((tx) =>
        tx
          .updateTable('token')
          .set({ sealed_secret: row.sealed_secret })
          .where('holder', '=', theirs.holder)
          .execute(),
      );
      await assert.rejects(use(theirs.holder, shownBy(mine.token, NOON)));
      const stolen = { ...world, keys: deriveDeploymentKeys('another pepper, also of 32 characters') };
      await assert.rejects(spendPassword(stolen, mine.holder, shownBy(mine.token, NOON), true));
    });
  });
});
