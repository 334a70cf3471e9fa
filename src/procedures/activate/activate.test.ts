import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { activate, inventPins, type OwnPins, twice } from '../../../test/world/activation.ts';
import { bank } from '../../../test/world/banks.ts';
import {
  type Customer,
  entriesOf,
  identify,
  logOn,
  mustAcquire,
  openContract,
} from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller, makeWorld, NOON, type World } from '../../../test/world/deployment.ts';
import { addUser, administratorOf, type LoggedOn } from '../../../test/world/users.ts';
import { addDays, dayOf } from '../../domain/calendar.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import type { PinField } from '../../profile/bank-profile.ts';
import { findHolder, readSecrets } from '../../store/read/contract.ts';
import { setOwnPin } from '../../store/write/activation.ts';
import { loadEnrolment } from '../enrol/enrolment.ts';
import { keepHouse } from '../housekeeping.ts';
import { findSession } from '../log-on/session.ts';
import { suspendContract } from '../suspend-contract.ts';
import { renewFirstPins } from '../users/renew-first-pins.ts';
import { findActivation } from './activation.ts';
import { beginActivation } from './begin-activation.ts';
import { choosePins, type RefusedChoice } from './choose-pins.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const reasonOf = (value: object | string): string | undefined =>
  isRefusal(value) ? value.reason : undefined;

eachDatabase((name, open) => {
  describe(`activation on ${name}`, () => {
    let world: World;
    before(async () => {
      world = await makeWorld(await open());
    });
    after(() => world.dispose());

    const newcomer = (said: Parameters<typeof openContract>[2] = {}, code = '9000') =>
      openContract(world, code, { ...said, activated: false });
    const keyOf = ({ bankCode }: Customer) => ({ bankCode, role: 'administrator' }) as const;
    const begin = (customer: Customer, change: Record<string, string> = {}) =>
      beginActivation(world, { ...keyOf(customer), fields: { ...entriesOf(customer), ...change } }, caller());
    const begun = async (customer: Customer): Promise<string> => {
      const answer = await begin(customer);
      assert.ok(!isRefusal(answer), reasonOf(answer));
      return answer.token;
    };
    const choose = (
      customer: Customer,
      token: string | undefined,
      pins: Partial<Record<PinField, { pin: string; again: string }>>,
    ) => choosePins(world, { ...keyOf(customer), token, pins }, caller());
    const own = (): OwnPins => inventPins(bank('9000'), 'administrator');
    const holderOf = async ({ bankCode, contractId }: Customer) => {
      const holder = await findHolder(world.store.db, { bankCode, contractId, userId: '' });
      assert.ok(holder);
      return holder;
    };

    test('own PINs take the place of the first ones, which then open nothing', async () => {
      const customer = await newcomer();
      const token = await begun(customer);
      const view = await findActivation(world, { ...keyOf(customer), token });
      assert.ok(!isRefusal(view));
      assert.deepEqual(
        [view.contractId, view.pins, view.done, view.permitted],
        [customer.contractId, ['contractPin', 'contractConfirmationPin'], false, true],
      );
      const pins = own();
      assert.deepEqual(await choose(customer, token, twice(pins)), { done: true });
      const after = await findActivation(world, { ...keyOf(customer), token });
      assert.ok(!isRefusal(after) && after.done && after.pins.length === 0);
      assert.equal(reasonOf(await identify(world, customer)), 'not-accepted');
      const changed = { ...customer, ...pins };
      const acquired = await mustAcquire(world, changed);
      assert.equal(typeof (await logOn(world, changed, acquired.certificate)), 'string');
    });

    test('every bank: the customer activates, acquires and logs on', async () => {
      for (const code of world.banks.keys()) {
        const customer = await newcomer({}, code);
        const pins = await activate(world, keyOf(customer), entriesOf(customer));
        const changed = { ...customer, ...pins };
        const acquired = await mustAcquire(world, changed);
        assert.equal(typeof (await logOn(world, changed, acquired.certificate)), 'string', code);
      }
    });

    test('activation-needed: an acquisition with first PINs, told to who has proved them', async () => {
      const customer = await newcomer();
      const refused = await identify(world, customer);
      assert.ok(isRefusal(refused));
      assert.deepEqual([refused.reason, refused.cause], ['activation-needed', 'activation-needed']);
      const wrong = await identify(world, { ...customer, contractPin: 'wrong999' });
      assert.equal(reasonOf(wrong), 'not-accepted');
    });

    test('where the bank does without, first PINs acquire, and may be replaced all the same', async () => {
      const profile = bank('9000');
      const activation = { ...profile.activation, required: false };
      const lax = { ...world, banks: new Map([['9000', { ...profile, activation }]]) };
      const customer = await newcomer();
      const acquired = await mustAcquire(lax, customer);
      assert.equal(typeof (await logOn(lax, customer, acquired.certificate)), 'string');
      assert.ok(await activate(lax, keyOf(customer), entriesOf(customer)));
    });

    const WRONG: readonly [string, (customer: Customer) => Record<string, string>, string][] = [
      ['unknown id', () => ({ contractId: '99999999999' }), 'not-accepted'],
      ['wrong PIN', () => ({ contractPin: 'wrong999' }), 'pin-wrong'],
      ['wrong confirmation PIN', () => ({ contractConfirmationPin: 'wrong999' }), 'pin-wrong'],
    ];
    for (const [what, change, cause] of WRONG) {
      test(`not-accepted: ${what}`, async () => {
        const customer = await newcomer();
        const refused = await begin(customer, change(customer));
        assert.ok(isRefusal(refused));
        assert.deepEqual([refused.reason, refused.cause, refused.details], ['not-accepted', cause, {}]);
      });
    }

    test('wrong first PINs count like any guess, with those of an acquisition, and lock', async () => {
      const customer = await newcomer();
      const limit = bank('9000').secrets.contractPin.failureLimit;
      for (let tries = 0; tries < limit - 1; tries += 1) await begin(customer, { contractPin: 'wrong999' });
      await identify(world, { ...customer, contractPin: 'wrong999' });
      const refused = await begin(customer);
      assert.ok(isRefusal(refused));
      assert.deepEqual([refused.reason, refused.cause], ['not-accepted', 'pin-locked']);
    });

    test('form-invalid is not counted', async () => {
      const refused = await begin(await newcomer(), { contractPin: 'x' });
      assert.ok(isRefusal(refused));
      assert.deepEqual([refused.reason, refused.details], ['form-invalid', { field: 'contractPin' }]);
      assert.equal(
        reasonOf(
          await beginActivation(world, { bankCode: '0000', role: 'administrator', fields: {} }, caller()),
        ),
        'bank-unknown',
      );
    });

    test('activation-done: told to who has proved the own PINs', async () => {
      const customer = await openContract(world, '9000');
      assert.equal(reasonOf(await begin(customer)), 'activation-done');
    });

    test('contract-suspended, before and in the midst', async () => {
      const before = await newcomer();
      await suspendContract(world, before, caller());
      assert.equal(reasonOf(await begin(before)), 'contract-suspended');
      const midst = await newcomer();
      const token = await begun(midst);
      await suspendContract(world, midst, caller());
      assert.equal(reasonOf(await choose(midst, token, twice(own()))), 'contract-suspended');
      assert.equal((await holderOf(midst)).provisional, 1);
    });

    test('first-pins-over: from the day after the last', async () => {
      const customer = await newcomer();
      const last = addDays(dayOf(NOON), bank('9000').activation.windowDays);
      try {
        world.clock.now = Date.parse(`${last}T23:59:59+09:00`);
        assert.ok(!isRefusal(await begin(customer)));
        world.clock.now += 1000;
        const refused = await begin(customer);
        assert.ok(isRefusal(refused));
        assert.deepEqual([refused.reason, refused.details], ['first-pins-over', { firstPinsUntil: last }]);
      } finally {
        world.clock.now = NOON;
      }
    });

    const same = (pin: string) => ({ pin, again: pin });
    const CHOICES: readonly [
      string,
      (customer: Customer) => Partial<Record<PinField, { pin: string; again: string }>>,
      readonly [PinField, string][],
    ][] = [
      [
        'form-invalid',
        () => ({ contractPin: same('x'), contractConfirmationPin: same('x81pq0') }),
        [['contractPin', 'form-invalid']],
      ],
      [
        'pins-differ',
        () => ({ contractPin: { pin: 'mk7w2d', again: 'mk7w2e' }, contractConfirmationPin: same('x81pq0') }),
        [['contractPin', 'pins-differ']],
      ],
      [
        'pin-too-simple',
        ({ contractId }) => ({
          contractPin: same('mk7w2d'),
          contractConfirmationPin: same(contractId.slice(-6)),
        }),
        [['contractConfirmationPin', 'pin-too-simple']],
      ],
      [
        'pin-same-as-other',
        () => ({ contractPin: same('mk7w2d'), contractConfirmationPin: same('mk7w2d') }),
        [['contractConfirmationPin', 'pin-same-as-other']],
      ],
      [
        'pin-unchanged',
        ({ contractPin }) => ({ contractPin: same(contractPin), contractConfirmationPin: same('x81pq0') }),
        [['contractPin', 'pin-unchanged']],
      ],
      [
        'pin-unchanged: exchanged',
        ({ contractPin, contractConfirmationPin = '' }) => ({
          contractPin: same(contractConfirmationPin),
          contractConfirmationPin: same(contractPin),
        }),
        [
          ['contractPin', 'pin-unchanged'],
          ['contractConfirmationPin', 'pin-unchanged'],
        ],
      ],
    ];
    for (const [what, pins, faults] of CHOICES) {
      test(`${what}, and nothing is changed by it`, async () => {
        const customer = await newcomer();
        const token = await begun(customer);
        const refused = (await choose(customer, token, pins(customer))) as RefusedChoice;
        const [first] = faults;
        assert.equal(refused.reason, first?.[1]);
        assert.equal(refused.details['secret'] ?? refused.details['field'], first?.[0]);
        assert.deepEqual(
          refused.faults?.map(({ pin, reason }) => [pin, reason]),
          faults,
        );
        assert.equal((await holderOf(customer)).provisional, 1);
        assert.deepEqual(await choose(customer, token, twice(own())), { done: true }, 'then a good one');
      });
    }

    test('full-width letters are the same as half-width ones', async () => {
      const customer = await newcomer();
      const token = await begun(customer);
      const pins = {
        contractPin: { pin: 'ｍｋ７ｗ２ｄ', again: ' mk7w2d ' },
        contractConfirmationPin: same('x81pq0'),
      };
      assert.deepEqual(await choose(customer, token, pins), { done: true });
      assert.equal(reasonOf(await begin({ ...customer, ...plain(pins) })), 'activation-done');
    });
    const plain = (_: object) => ({ contractPin: 'mk7w2d', contractConfirmationPin: 'x81pq0' });

    test('activation-over: no token, another bank’s, another role’s, an hour later', async () => {
      const customer = await newcomer();
      const token = await begun(customer);
      const pins = twice(own());
      assert.equal(reasonOf(await choose(customer, undefined, pins)), 'activation-over');
      assert.equal(reasonOf(await choose(customer, 'x', pins)), 'activation-over');
      assert.equal(reasonOf(await choose({ ...customer, bankCode: '9001' }, token, pins)), 'activation-over');
      const asUser = { bankCode: '9000', role: 'user', token, pins } as const;
      assert.equal(reasonOf(await choosePins(world, asUser, caller())), 'activation-over');
      try {
        world.clock.now += 60 * 60 * 1000;
        assert.equal(reasonOf(await choose(customer, token, pins)), 'activation-over');
        world.clock.now += 2 * DAY_MS;
        await keepHouse(world);
      } finally {
        world.clock.now = NOON;
      }
      assert.equal(reasonOf(await choose(customer, token, pins)), 'activation-over', 'and forgotten');
      assert.ok(!isRefusal(await begin(customer)), 'one begins anew and has lost nothing');
    });

    test('in parallel, by as many ways and as many sendings, exactly one wins', async () => {
      const customer = await newcomer();
      const tokens = await Promise.all([begun(customer), begun(customer), begun(customer)]);
      const tries = [...tokens, ...tokens].map((token) => ({ token, pins: own() }));
      const outcomes = await Promise.all(
        tries.map(({ token, pins }) => choose(customer, token, twice(pins))),
      );
      assert.equal(outcomes.filter((one) => !isRefusal(one)).length, 1);
      for (const one of outcomes.filter(isRefusal)) assert.equal(one.reason, 'activation-done');
      const winner = tries[outcomes.findIndex((one) => !isRefusal(one))]?.pins;
      // The winner's first: the others are as many wrong entries as lock.
      assert.ok(!isRefusal(await identify(world, { ...customer, ...winner })), 'all PINs are the winner’s');
      for (const { pins } of tries.filter((one) => one.pins !== winner)) {
        assert.ok(isRefusal(await identify(world, { ...customer, ...pins })));
      }
    });

    test('what began with the first PINs is over: acquisitions and sessions', async () => {
      const profile = bank('9000');
      const activation = { ...profile.activation, required: false };
      const lax = { ...world, banks: new Map([['9000', { ...profile, activation }]]) };
      const customer = await newcomer();
      const { certificate } = await mustAcquire(lax, customer);
      const session = await logOn(lax, customer, certificate);
      assert.ok(typeof session === 'string');
      const customer2 = await newcomer();
      const enrolment = await identify(lax, customer2);
      assert.ok(typeof enrolment === 'string');
      await activate(lax, keyOf(customer), entriesOf(customer));
      await activate(lax, keyOf(customer2), entriesOf(customer2));
      const shown = { bankCode: '9000', certificate, token: session };
      assert.equal(reasonOf(await findSession(lax, shown)), 'session-over');
      const way = { ...keyOf(customer2), token: enrolment };
      assert.equal(reasonOf(await loadEnrolment(lax, way)), 'enrolment-over');
    });

    test('one PIN that the bank has made anew: only that one is chosen, unlike the other', async () => {
      const customer = await openContract(world, '9000');
      const holder = await holderOf(customer);
      const secrets = await readSecrets(world.store.db, holder.id);
      const hash = secrets.find(({ kind }) => kind === 'contractPin')?.hash ?? '';
      await world.store.transaction(async (tx) => {
        await setOwnPin(tx, holder.id, { kind: 'contractPin', hash }, NOON);
        await tx
          .updateTable('secret')
          .set({ provisional: 1 })
          .where('holder', '=', holder.id)
          .where('kind', '=', 'contractPin')
          .execute();
      });
      const token = await begun(customer);
      const view = await findActivation(world, { ...keyOf(customer), token });
      assert.ok(!isRefusal(view));
      assert.deepEqual(view.pins, ['contractPin']);
      const other = customer.contractConfirmationPin ?? '';
      assert.equal(
        reasonOf(await choose(customer, token, { contractPin: same(other) })),
        'pin-same-as-other',
      );
      assert.deepEqual(await choose(customer, token, { contractPin: same('mk7w2d') }), { done: true });
      assert.equal(typeof (await identify(world, { ...customer, contractPin: 'mk7w2d' })), 'string');
    });

    test('days that count from 開通確認 count from its day, and from the first one only', async () => {
      const customer = await newcomer({ acquisitionFrom: '2026-01-01' }, '1283');
      const pins = await activate(world, keyOf(customer), entriesOf(customer));
      assert.equal((await holderOf(customer)).acquisitionFrom, dayOf(NOON));
      assert.equal(typeof (await identify(world, { ...customer, ...pins })), 'string');
      const elsewhere = await newcomer({ acquisitionFrom: '2026-01-01' });
      await activate(world, keyOf(elsewhere), entriesOf(elsewhere));
      assert.equal((await holderOf(elsewhere)).acquisitionFrom, '2026-01-01');
    });

    describe('of a user', () => {
      let admin: LoggedOn;
      before(async () => {
        admin = await administratorOf(world, await openContract(world, '9000'));
      });
      const key = { bankCode: '9000', role: 'user' } as const;

      test('the first PINs of the sheet are replaced by own ones; then the user acquires', async () => {
        const user = await addUser(world, admin, { activated: false });
        assert.equal(reasonOf(await identify(world, user)), 'activation-needed');
        const pins = await activate(world, key, entriesOf(user));
        assert.deepEqual(Object.keys(pins), ['userPin', 'userConfirmationPin']);
        await mustAcquire(world, { ...user, ...pins });
      });

      test('activation-needed at a logon: first PINs made anew for who has a certificate', async () => {
        const user = await addUser(world, admin);
        const { certificate } = await mustAcquire(world, user);
        const renewed = await renewFirstPins(world, { ...admin, userId: user.userId }, caller());
        assert.ok(!isRefusal(renewed), reasonOf(renewed));
        const first = { ...user, ...renewed.firstPins };
        assert.equal(reasonOf(await logOn(world, first, certificate)), 'activation-needed');
        const pins = await activate(world, key, entriesOf(first));
        assert.equal(typeof (await logOn(world, { ...user, ...pins }, certificate)), 'string');
      });

      test('activation-over: first PINs made anew while the user was choosing', async () => {
        const user = await addUser(world, admin, { activated: false });
        const way = await beginActivation(world, { ...key, fields: entriesOf(user) }, caller());
        assert.ok(!isRefusal(way));
        const pins = twice(inventPins(bank('9000'), 'user'));
        const raced = await Promise.all([
          choosePins(world, { ...key, ...way, pins }, caller()),
          renewFirstPins(world, { ...admin, userId: user.userId }, caller()),
        ]);
        const [chosen, renewed] = raced;
        assert.ok(!isRefusal(renewed), reasonOf(renewed));
        // Whoever came first: the new sheet is what is valid in the end.
        if (isRefusal(chosen)) assert.equal((chosen as Refusal).reason, 'activation-over');
        const first = { ...user, ...renewed.firstPins };
        assert.ok(await activate(world, key, entriesOf(first)));
      });
    });

    test('every step is on record, without a PIN', async () => {
      const customer = await newcomer();
      await begin(customer, { contractPin: 'wrong999' });
      const token = await begun(customer);
      await choose(customer, token, { contractPin: same('111111'), contractConfirmationPin: same('x81pq0') });
      await choose(customer, token, { contractPin: same('mk7w2d'), contractConfirmationPin: same('x81pq0') });
      const rows = await world.store.db
        .selectFrom('audit')
        .selectAll()
        .where('contract_id', '=', customer.contractId)
        .where('act', 'like', 'activation.%')
        .orderBy('sequence')
        .execute();
      assert.deepEqual(
        rows.map(({ act, outcome, reason }) => [act, outcome, reason]),
        [
          ['activation.identified', 'refused', 'pin-wrong'],
          ['activation.identified', 'done', null],
          ['activation.chosen', 'refused', 'pin-too-simple'],
          ['activation.completed', 'done', null],
        ],
      );
      const said = JSON.stringify(rows);
      for (const pin of [customer.contractPin, 'mk7w2d', 'x81pq0', '111111', 'wrong999']) {
        assert.ok(!said.includes(pin), pin);
      }
    });
  });
});
