// A token that has run ahead, put right before and after a logon: how far, how often, by whom, and what it never gives.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { banksAndSixth } from '../../../test/world/banks.ts';
import {
  type Acquired,
  type Customer,
  type CustomerUser,
  entriesOf,
  mustAcquire,
  openContract,
} from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller, makeWorld, NOON, type World } from '../../../test/world/deployment.ts';
import { giveToken, shownBy, type Token } from '../../../test/world/tokens.ts';
import { addUser, administratorOf } from '../../../test/world/users.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { LOOK_AHEAD, MOST_DRIFT, RESYNC_LOOK_AHEAD } from '../../domain/token-steps.ts';
import { answerLogonPage } from './answer-logon-page.ts';
import { findTokenToResynchronise, resynchroniseToken } from './resynchronise-token.ts';
import type { SessionInput } from './session.ts';

/** Asks PIN, card and token on three pages of an administrator's logon, PIN and token on one of a user's. */
const BANK = '7777';
const LIMIT = 3;
const STEP_MS = 60_000;

const reasonOf = (outcome: object): string => (isRefusal(outcome) ? outcome.reason : 'done');
const must = <Done extends object>(outcome: Done | Refusal): Done => {
  assert.ok(!isRefusal(outcome), JSON.stringify(outcome));
  return outcome;
};

interface Someone {
  readonly customer: Customer;
  readonly token: Token;
  readonly acquired: Acquired;
  readonly session: SessionInput;
}

eachDatabase((name, open) => {
  describe(`resynchronising on ${name}`, () => {
    let world: World;
    before(async () => {
      const banks = new Map(banksAndSixth());
      const sixth = banks.get(BANK);
      assert.ok(sixth?.token);
      assert.equal(sixth.token.failureLimit, LIMIT);
      banks.set(BANK, { ...sixth, token: { ...sixth.token, kinds: ['hotp', 'totp'] } });
      world = await makeWorld(await open(), { banks });
    });
    after(() => world.dispose());

    /** What a token with a button shows at a count; count 0 went with the acquisition. */
    const answer = (who: Someone, page: number, fields: Record<string, string>, session = who.session) =>
      answerLogonPage(world, { ...session, page, fields }, caller());
    /** An administrator before the page of the one-time password, after `pages` pages. */
    const someone = async (kind: Token['kind'] = 'hotp', pages = 2): Promise<Someone> => {
      world.clock.now = NOON;
      const customer = await openContract(world, BANK);
      const token = await giveToken(world, customer, { kind });
      const oneTimePassword = () => shownBy(token, kind === 'hotp' ? 0 : NOON);
      const acquired = await mustAcquire(world, { ...customer, oneTimePassword });
      let session: SessionInput = { bankCode: BANK, certificate: acquired.certificate };
      const who = { customer, token, acquired, session };
      for (let page = 0; page < pages; page += 1) {
        const fields = { contractPin: customer.contractPin, cardPassword: customer.card?.cells[''] ?? '' };
        session = { ...session, token: must(await answer(who, page, fields, session)).token };
      }
      return { ...who, session };
    };
    const two = (token: Token, first: number, second = first + 1): [string, string] => [
      shownBy(token, first),
      shownBy(token, second),
    ];
    const put = ({ session }: Pick<Someone, 'session'>, passwords: [string, string], fields = {}) =>
      resynchroniseToken(world, { ...session, passwords, fields }, caller());
    const type = (who: Someone, oneTimePassword: string) => answer(who, 2, { oneTimePassword });
    const lastUsed = async ({ token }: Pick<Someone, 'token'>) => {
      const rows = world.store.db.selectFrom('token').select(['last_used', 'drift']);
      return rows.where('serial_number', '=', token.serialNumber).executeTakeFirstOrThrow();
    };

    for (const [first, outcome] of [
      [1, 'done'],
      [LOOK_AHEAD + 2, 'done'],
      [RESYNC_LOOK_AHEAD + 1, 'done'],
      [RESYNC_LOOK_AHEAD + 2, 'token-not-resynchronised'],
      [0, 'token-not-resynchronised'],
    ] as const) {
      test(`a button at count ${first} when 1 is next: ${outcome}`, async () => {
        const who = await someone();
        assert.equal(reasonOf(await put(who, two(who.token, first))), outcome);
      });
    }

    test('then the next one logs on, and neither of the two is accepted again', async () => {
      const who = await someone();
      assert.equal(reasonOf(await type(who, shownBy(who.token, 40))), 'one-time-password-wrong');
      assert.deepEqual(must(await put(who, two(who.token, 41))), {
        role: 'administrator',
        kind: 'hotp',
        open: false,
        pins: [],
      });
      assert.equal((await lastUsed(who)).last_used, 42);
      for (const spent of [41, 42]) {
        assert.equal(reasonOf(await type(who, shownBy(who.token, spent))), 'one-time-password-wrong');
      }
      assert.equal(must(await type(who, shownBy(who.token, 43))).open, true);
    });

    test('nor are they as two', async () => {
      const who = await someone();
      must(await put(who, two(who.token, 41)));
      for (const first of [41, 42]) {
        assert.equal(reasonOf(await put(who, two(who.token, first))), 'token-not-resynchronised');
      }
      // 43 was good by itself when it was typed.
      must(await put(who, two(who.token, 44)));
    });

    for (const [title, passwords] of [
      ['one left out between', ({ token }: Someone) => two(token, 9, 11)],
      ['in the wrong order', ({ token }: Someone) => two(token, 10, 9)],
      ['the second mistyped', ({ token }: Someone) => [shownBy(token, 9), '00000000']],
      ['the first mistyped', ({ token }: Someone) => ['00000000', shownBy(token, 10)]],
      ['of another token', (_: Someone, other: Token) => two(other, 9)],
    ] as const satisfies readonly [string, (who: Someone, other: Token) => string[]][]) {
      test(`token-not-resynchronised: ${title}`, async () => {
        const [who, other] = [await someone(), await someone()];
        const [first = '', second = ''] = passwords(who, other.token);
        const refused = await put(who, [first, second]);
        assert.ok(isRefusal(refused));
        assert.deepEqual(
          [refused.reason, refused.details.attemptsLeft],
          ['token-not-resynchronised', LIMIT - 1],
        );
        assert.equal((await lastUsed(who)).last_used, 0);
      });
    }

    test('one that would have been good by itself is spent when the other is wrong', async () => {
      const who = await someone();
      assert.equal(reasonOf(await put(who, [shownBy(who.token, 2), '00000000'])), 'token-not-resynchronised');
      assert.equal(reasonOf(await type(who, shownBy(who.token, 2))), 'one-time-password-wrong');
      assert.equal(must(await type(who, shownBy(who.token, 3))).open, true);
    });

    test('one-time-password-locked: counted with the logon’s entries, told by mail, and then nothing is right', async () => {
      const who = await someone();
      await type(who, '00000000');
      await put(who, ['00000001', '00000002']);
      assert.equal(reasonOf(await put(who, ['00000003', '00000004'])), 'one-time-password-locked');
      assert.equal(reasonOf(await put(who, two(who.token, 9))), 'one-time-password-locked');
      assert.equal((await lastUsed(who)).last_used, 0, 'nor is anything spent');
      assert.equal(reasonOf(await type(who, shownBy(who.token, 1))), 'one-time-password-locked');
      const mails = await world.store.db
        .selectFrom('notice')
        .select('params')
        .where('kind', '=', 'locked')
        .where('contract_id', '=', who.customer.contractId)
        .execute();
      assert.equal(mails.length, 1);
      assert.match(mails[0]?.params ?? '', /"withCertificate":true.*|"secrets":\["oneTimePassword"\]/);
    });

    test('right ones end the count', async () => {
      const who = await someone();
      for (let round = 0; round < 3; round += 1) {
        await put(who, ['00000001', '00000002']);
        await type(who, '00000000');
        must(await put(who, two(who.token, 10 + round * 10)));
      }
    });

    test('twenty at once are one, also against a logon with the second', async () => {
      const who = await someone();
      const uses = await Promise.all(Array.from({ length: 20 }, () => put(who, two(who.token, 4))));
      assert.equal(uses.filter((one) => !isRefusal(one)).length, 1);
      const other = await someone();
      const [pair, single] = await Promise.all([
        put(other, two(other.token, 1)),
        type(other, shownBy(other.token, 2)),
      ]);
      assert.equal([pair, single].filter((one) => !isRefusal(one)).length, 1, 'one of the two has it');
    });

    test('form-invalid: the same twice, and what is no password, are told and not counted', async () => {
      const who = await someone();
      const password = shownBy(who.token, 9);
      for (const [first, second] of [
        [password, password],
        [password, ''],
        ['123', password],
        [password, 'abcdefgh'],
      ] as const) {
        assert.equal(reasonOf(await put(who, [first, second])), 'form-invalid');
      }
      const { length } = await world.store.db
        .selectFrom('guess_count')
        .selectAll()
        .where('contract_id', '=', who.customer.contractId)
        .execute();
      assert.equal(length, 0);
    });

    for (const [steps, outcome] of [
      [-MOST_DRIFT, 'done'],
      [MOST_DRIFT - 1, 'done'],
      [MOST_DRIFT, 'token-not-resynchronised'],
      [-MOST_DRIFT - 1, 'token-not-resynchronised'],
    ] as const) {
      test(`a clock ${steps} steps off: ${outcome}; the next password is then looked for there`, async () => {
        const who = await someone('totp');
        world.clock.now = NOON + 60 * STEP_MS;
        const first = world.clock.now + steps * STEP_MS;
        const renewed = { ...who, session: { ...who.session, token: undefined } };
        for (const page of [0, 1]) {
          const fields = {
            contractPin: who.customer.contractPin,
            cardPassword: who.customer.card?.cells[''] ?? '',
          };
          const { token } = must(await answer(renewed, page, fields, renewed.session));
          Object.assign(renewed, { session: { ...renewed.session, token } });
        }
        const shown = [first, first + STEP_MS].map((at) => shownBy(who.token, at)) as [string, string];
        assert.equal(reasonOf(await put(renewed, shown)), outcome);
        if (outcome !== 'done') return;
        assert.equal((await lastUsed(who)).drift, steps + 1);
        assert.equal(reasonOf(await type(renewed, shown[1])), 'one-time-password-wrong');
        assert.equal(must(await type(renewed, shownBy(who.token, first + 2 * STEP_MS))).open, true);
      });
    }

    test('who is logged on may put it right too', async () => {
      const who = await someone();
      const session = { ...who.session, token: must(await type(who, shownBy(who.token, 1))).token };
      assert.equal(must(await put({ session }, two(who.token, 99))).open, true);
    });

    describe('a page that asks PIN and token together', () => {
      let user: CustomerUser;
      let token: Token;
      let session: SessionInput;
      before(async () => {
        world.clock.now = NOON;
        const customer = await openContract(world, BANK);
        const device = await giveToken(world, customer);
        let count = 0;
        const press = () => {
          count += 1;
          return shownBy(device, count - 1);
        };
        const admin = await administratorOf(world, {
          ...customer,
          oneTimePassword: press,
        });
        const fields = { ...admin.fields, oneTimePassword: press() };
        user = await addUser(world, { ...admin, fields });
        token = await giveToken(world, { ...customer, userId: user.userId });
        const { certificate } = await mustAcquire(world, {
          ...user,
          oneTimePassword: () => shownBy(token, 0),
        });
        session = { bankCode: BANK, certificate };
      });

      test('the PIN is typed along; a wrong one is told and the two are not looked at', async () => {
        const view = must(await findTokenToResynchronise(world, session));
        assert.deepEqual([view.pins, view.open], [['userPin'], false]);
        const wrong = await put({ session }, two(token, 30), { userPin: 'wrong999' });
        assert.equal(reasonOf(wrong), 'pin-wrong');
        assert.equal(reasonOf(await put({ session }, two(token, 30))), 'form-invalid', 'no PIN at all');
        assert.equal((await lastUsed({ token })).last_used, 0);
        must(await put({ session }, two(token, 30), entriesOf(user)));
        const fields = { ...entriesOf(user), oneTimePassword: shownBy(token, 32) };
        assert.equal(
          must(await answerLogonPage(world, { ...session, page: 0, fields }, caller())).open,
          true,
        );
      });
    });

    test('not before the page is asked, without a session, with another’s, without a token, at a bank without', async () => {
      const early = await someone('hotp', 1);
      assert.equal(reasonOf(await put(early, two(early.token, 9))), 'session-missing');
      const who = await someone();
      const { certificate } = who.acquired;
      const alone = { bankCode: BANK, certificate };
      assert.equal(reasonOf(await put({ session: alone }, two(who.token, 9))), 'session-missing');
      const other = await someone();
      const mixed = { ...alone, token: other.session.token };
      assert.equal(
        reasonOf(await put({ session: mixed }, two(who.token, 9))),
        'session-of-another-certificate',
      );
      const none = { ...who.session, certificate: undefined };
      assert.equal(reasonOf(await put({ session: none }, two(who.token, 9))), 'no-certificate');
      await world.store.db.updateTable('token').set({ state: 'ended', ended_at: NOON }).execute();
      assert.equal(reasonOf(await put(who, two(who.token, 9))), 'token-missing');
      const admin = await administratorOf(world, await openContract(world, '9000'));
      assert.equal(reasonOf(await put({ session: admin }, two(who.token, 9))), 'page-not-found');
    });

    test('on record with how far it was ahead, and without a password', async () => {
      const who = await someone();
      const passwords = two(who.token, 50);
      await put(who, ['00000001', '00000002']);
      must(await put(who, passwords));
      const records = await world.store.db
        .selectFrom('audit')
        .selectAll()
        .where('act', '=', 'token.resynchronised')
        .where('contract_id', '=', who.customer.contractId)
        .orderBy('sequence')
        .execute();
      assert.deepEqual(
        records.map(({ outcome, reason, certificate }) => [outcome, reason, certificate]),
        [
          ['refused', 'token-not-resynchronised', who.acquired.view.serialNumber],
          ['done', null, who.acquired.view.serialNumber],
        ],
      );
      const text = JSON.stringify(records);
      assert.match(text, /ahead[^}]*51/);
      for (const password of [...passwords, '00000001']) assert.ok(!text.includes(password));
    });
  });
});
