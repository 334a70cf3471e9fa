import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  acquire,
  answerOf,
  entriesOf,
  logOn,
  mustAcquire,
  openContract,
  type Person,
} from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller, makeWorld, NOON, type World } from '../../../test/world/deployment.ts';
import { listUser } from '../../../test/world/users.ts';
import { coordinateOf } from '../../domain/card-question.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { revokeCertificate } from '../../store/write/certificate.ts';
import { findSession } from '../log-on/session.ts';
import { suspendContract } from '../suspend-contract.ts';
import { unlockContract } from '../unlock.ts';
import { answerPasswordPage } from './answer-password-page.ts';
import { findPasswordSession, logOffPassword, passwordCardQuestion } from './password-session.ts';

const reasonOf = (value: object | string): string | undefined =>
  isRefusal(value) ? value.reason : undefined;

eachDatabase((name, open) => {
  describe(`logon by id and password on ${name}`, () => {
    let world: World;
    before(async () => {
      world = await makeWorld(await open());
    });
    after(() => world.dispose());

    const who = (person: Person) =>
      'customer' in person
        ? ({ bankCode: person.customer.bankCode, role: 'user', customer: person.customer } as const)
        : ({ bankCode: person.bankCode, role: 'administrator', customer: person } as const);

    const answer = (person: Person, change: Record<string, string> = {}, page = 0, token?: string) => {
      const { bankCode, role } = who(person);
      const fields = { ...entriesOf(person), ...change };
      return answerPasswordPage(world, { bankCode, role, token, page, fields }, caller());
    };

    /** Every page, answered rightly; the open session's token. */
    async function enter(person: Person): Promise<string | Refusal> {
      const { bankCode, role, customer } = who(person);
      const pages = world.banks.get(bankCode)?.logon.passwordPages?.[role].pages ?? [];
      let token: string | undefined;
      for (const [page, fields] of pages.entries()) {
        const cells: Record<string, string> = {};
        if (fields.includes('cardPassword')) {
          const question = await passwordCardQuestion(world, { bankCode, role, token });
          if (isRefusal(question)) return question;
          assert.equal(question.kind, 'table');
          const places = question.kind === 'table' ? question.cells.map(coordinateOf) : [];
          cells['cardPassword'] = answerOf(customer, places);
        }
        const answered = await answer(person, cells, page, token);
        if (isRefusal(answered)) return answered;
        assert.notEqual(answered.token, token, 'a new token at each page');
        token = answered.token;
      }
      return token ?? '';
    }
    const entered = async (person: Person): Promise<string> => {
      const token = await enter(person);
      assert.ok(typeof token === 'string', reasonOf(token));
      return token;
    };
    const look = (person: Person, token: string) => {
      const { bankCode, role } = who(person);
      return findPasswordSession(world, { bankCode, role, token });
    };

    test('every bank that has it: administrators log on by the bank’s own pages', async () => {
      for (const profile of world.banks.values()) {
        const customer = await openContract(world, profile.code);
        if (profile.logon.passwordLogon === 'never') {
          assert.equal(reasonOf(await answer(customer)), 'page-not-found', profile.code);
          continue;
        }
        const token = await entered(customer);
        const session = await look(customer, token);
        assert.ok(!isRefusal(session), reasonOf(session));
        assert.ok(session.open && session.contractId === customer.contractId, profile.code);
      }
    });

    test('a user logs on, and sees the logon before', async () => {
      const customer = await openContract(world, '9000');
      const user = await listUser(world, customer);
      await entered(user);
      world.clock.now += 60_000;
      const session = await look(user, await entered(user));
      world.clock.now = NOON;
      assert.ok(!isRefusal(session));
      assert.deepEqual([session.role, session.userId], ['user', user.userId]);
      assert.equal(session.lastLogon?.at, NOON);
    });

    const WRONG: readonly [string, Record<string, string>, string][] = [
      ['unknown id', { contractId: '99999999999' }, 'not-accepted'],
      ['wrong PIN', { contractPin: 'wrong999' }, 'pin-wrong'],
    ];
    for (const [what, change, cause] of WRONG) {
      test(`not-accepted: ${what}`, async () => {
        const refused = await answer(await openContract(world, '9000'), change);
        assert.ok(isRefusal(refused));
        assert.deepEqual([refused.reason, refused.cause, refused.details], ['not-accepted', cause, {}]);
      });
    }

    test('not-accepted: a wrong card on the second page, which stays open for the right one', async () => {
      const customer = await openContract(world, '9000');
      const first = await answer(customer);
      assert.ok(!isRefusal(first) && !first.open);
      const wrong = await answer(customer, { cardPassword: '00000000' }, 1, first.token);
      assert.ok(isRefusal(wrong));
      assert.equal(wrong.reason, 'not-accepted');
      const key = { bankCode: '9000', role: 'administrator', token: first.token } as const;
      const question = await passwordCardQuestion(world, key);
      assert.ok(!isRefusal(question) && question.kind === 'table');
      const cardPassword = answerOf(customer, question.cells.map(coordinateOf));
      const right = await answer(customer, { cardPassword }, 1, first.token);
      assert.ok(!isRefusal(right) && right.open);
    });

    test('pages come in order, each once, and only to who began', async () => {
      const customer = await openContract(world, '9000');
      assert.equal(reasonOf(await answer(customer, { cardPassword: '00000000' }, 1)), 'session-missing');
      assert.equal(reasonOf(await answer(customer, { cardPassword: '00000000' }, 1, 'x')), 'session-over');
      const token = await entered(customer);
      assert.equal(reasonOf(await answer(customer, { cardPassword: '00000000' }, 1, token)), 'session-over');
      assert.equal(reasonOf(await answer(customer, {}, 2, token)), 'page-not-found');
      assert.equal(reasonOf(await answer(customer, { contractPin: 'x' })), 'form-invalid');
    });

    test('tries count with those of an acquisition, on the channel without a certificate', async () => {
      const customer = await openContract(world, '9000');
      const limit = world.banks.get('9000')?.secrets.contractPin.failureLimit ?? 0;
      for (let tries = 0; tries < limit; tries += 1) await answer(customer, { contractPin: 'wrong999' });
      const locked = await answer(customer);
      assert.ok(isRefusal(locked));
      assert.deepEqual([locked.reason, locked.cause], ['not-accepted', 'pin-locked']);
      assert.equal(reasonOf(await acquire(world, customer)), 'not-accepted');
      await unlockContract(world, customer, caller());
      assert.equal(typeof (await enter(customer)), 'string');
    });

    test('activation-needed: told to who has proved the first PINs', async () => {
      const customer = await openContract(world, '9000', { activated: false });
      assert.equal(reasonOf(await enter(customer)), 'activation-needed');
      assert.equal(
        reasonOf(await enter({ ...customer, contractPin: 'wrong999' })),
        'not-accepted',
        'and to nobody else',
      );
    });

    test('password-logon-over: for administrator and users, for good, told after the right secrets only', async () => {
      const customer = await openContract(world, '9000');
      const user = await listUser(world, customer);
      assert.equal(typeof (await enter(user)), 'string');
      const { view } = await mustAcquire(world, customer);
      for (const person of [customer, user]) {
        assert.equal(reasonOf(await enter(person)), 'password-logon-over');
      }
      assert.equal(reasonOf(await answer(user, { userPin: 'wrong999' })), 'not-accepted');
      assert.equal(reasonOf(await answer(customer, { contractPin: 'wrong999' })), 'not-accepted');
      await world.store.transaction((tx) => revokeCertificate(tx, view.serialNumber, 'keyCompromise', NOON));
      assert.equal(reasonOf(await enter(user)), 'password-logon-over', 'no revocation brings it back');
    });

    test('a user’s certificate alone ends nothing', async () => {
      const customer = await openContract(world, '9000');
      const user = await listUser(world, customer);
      await mustAcquire(world, user);
      assert.equal(typeof (await enter(customer)), 'string');
    });

    test('the method changes in the midst of open sessions: refused at the next request', async () => {
      const customer = await openContract(world, '9000');
      const user = await listUser(world, customer);
      const [own, users] = [await entered(customer), await entered(user)];
      const half = await answer(customer);
      assert.ok(!isRefusal(half));
      assert.ok(!isRefusal(await look(user, users)));
      await mustAcquire(world, customer);
      assert.equal(reasonOf(await look(customer, own)), 'password-logon-over');
      assert.equal(reasonOf(await look(user, users)), 'password-logon-over');
      const key = { bankCode: '9000', role: 'administrator', token: half.token } as const;
      const question = await passwordCardQuestion(world, key);
      assert.ok(!isRefusal(question) && question.kind === 'table');
      const cardPassword = answerOf(customer, question.cells.map(coordinateOf));
      const last = await answer(customer, { cardPassword }, 1, half.token);
      assert.equal(reasonOf(last), 'password-logon-over', 'who had begun does not get through');
    });

    test('a logon and the certificate at once: whoever wins, no password session goes on', async () => {
      const customer = await openContract(world, '5410');
      const [token] = await Promise.all([enter(customer), mustAcquire(world, customer)]);
      if (typeof token === 'string') {
        assert.equal(reasonOf(await look(customer, token)), 'password-logon-over');
      } else {
        assert.equal(token.reason, 'password-logon-over');
      }
    });

    test('contract-suspended, after the logon too', async () => {
      const customer = await openContract(world, '5410');
      const token = await entered(customer);
      await suspendContract(world, customer, caller());
      assert.equal(reasonOf(await look(customer, token)), 'contract-suspended');
      assert.equal(reasonOf(await enter(customer)), 'contract-suspended');
    });

    test('session-over: log off, idleness, the longest time, another bank, another role', async () => {
      const customer = await openContract(world, '5410');
      const { idleMinutes, absoluteHours } = world.banks.get('5410')?.logon ?? assert.fail();
      const left = await entered(customer);
      const key = { bankCode: '5410', role: 'administrator', token: left } as const;
      await logOffPassword(world, { ...key, bankCode: '9000' }, caller());
      assert.ok(!isRefusal(await look(customer, left)), 'another bank’s log off ends nothing');
      await logOffPassword(world, key, caller());
      await logOffPassword(world, key, caller());
      assert.equal(reasonOf(await look(customer, left)), 'session-over');
      try {
        const idle = await entered(customer);
        world.clock.now += idleMinutes * 60_000 - 1;
        assert.ok(!isRefusal(await look(customer, idle)));
        world.clock.now += idleMinutes * 60_000;
        assert.equal(reasonOf(await look(customer, idle)), 'session-over');
        const long = await entered(customer);
        const began = world.clock.now;
        for (; world.clock.now < began + absoluteHours * 3_600_000; world.clock.now += 600_000) {
          assert.ok(!isRefusal(await look(customer, long)));
        }
        assert.equal(reasonOf(await look(customer, long)), 'session-over');
      } finally {
        world.clock.now = NOON;
      }
      const token = await entered(customer);
      const elsewhere = { bankCode: '9000', role: 'administrator', token } as const;
      assert.equal(reasonOf(await findPasswordSession(world, elsewhere)), 'session-over');
      const other = { bankCode: '5410', role: 'user', token } as const;
      assert.equal(reasonOf(await findPasswordSession(world, other)), 'session-over');
    });

    test('neither kind of session passes for the other', async () => {
      const customer = await openContract(world, '5410');
      const byPassword = await entered(customer);
      const { certificate } = await mustAcquire(world, customer);
      const byCertificate = await logOn(world, customer, certificate);
      assert.ok(typeof byCertificate === 'string');
      assert.equal(
        reasonOf(await findSession(world, { bankCode: '5410', certificate, token: byPassword })),
        'session-of-another-certificate',
      );
      assert.equal(reasonOf(await look(customer, byCertificate)), 'session-over');
    });

    test('every step is on record, without a secret', async () => {
      const customer = await openContract(world, '5410');
      await answer(customer, { contractPin: 'wrong999' });
      const token = await entered(customer);
      await logOffPassword(world, { bankCode: '5410', role: 'administrator', token }, caller());
      const rows = await world.store.db
        .selectFrom('audit')
        .selectAll()
        .where('contract_id', '=', customer.contractId)
        .where('act', 'like', 'password-logon.%')
        .orderBy('sequence')
        .execute();
      assert.deepEqual(
        rows.map(({ act, outcome, reason }) => [act, outcome, reason]),
        [
          ['password-logon.page-answered', 'refused', 'pin-wrong'],
          ['password-logon.completed', 'done', null],
          ['password-logon.ended', 'done', null],
        ],
      );
      const said = JSON.stringify(rows);
      assert.ok(!said.includes(customer.contractPin) && !said.includes(token));
    });
  });
});
