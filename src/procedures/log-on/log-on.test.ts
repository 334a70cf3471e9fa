import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  type Acquired,
  answerOf,
  type Customer,
  entriesOf,
  logOn,
  mustAcquire,
  openContract,
} from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller, makeWorld, NOON, type World } from '../../../test/world/deployment.ts';
import { coordinateOf } from '../../domain/card-question.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { revokeCertificate } from '../../store/write/certificate.ts';
import { answerEnrolmentPage } from '../enrol/answer-enrolment-page.ts';
import { unlockContract } from '../unlock.ts';
import { answerLogonPage } from './answer-logon-page.ts';
import { cardQuestion } from './card-question.ts';
import { recogniseCertificate } from './recognise-certificate.ts';
import { findSession, logOff } from './session.ts';

const reasonOf = (value: object | string): string | undefined =>
  isRefusal(value) ? value.reason : undefined;

/** A certificate of nobody we know. */
function foreignCertificate(): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'warifu-foreign-'));
  try {
    const out = join(folder, 'c.der');
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
        ...['-keyout', join(folder, 'k'), '-subj', '/CN=stranger', '-outform', 'DER', '-out', out],
      ],
      { stdio: 'ignore' },
    );
    return readFileSync(out);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

eachDatabase((name, open) => {
  describe(`logon on ${name}`, () => {
    let world: World;
    let customer: Customer;
    let acquired: Acquired;
    before(async () => {
      world = await makeWorld(await open());
      customer = await openContract(world, '9000');
      acquired = await mustAcquire(world, customer);
    });
    after(() => world.dispose());

    const shown = (certificate: Uint8Array | undefined = acquired.certificate) =>
      ({ bankCode: '9000', role: 'administrator', certificate }) as const;
    const answerPin = (contractPin: string, of = acquired) =>
      answerLogonPage(world, { ...shown(of.certificate), page: 0, fields: { contractPin } }, caller());
    const fresh = async () => {
      const someone = await openContract(world, '9000');
      return { someone, own: await mustAcquire(world, someone) };
    };

    describe('what the certificate says', () => {
      for (const [title, given, reason] of [
        ['none', () => ({ certificate: undefined }), 'no-certificate'],
        ['a foreign one', () => ({ certificate: foreignCertificate() }), 'certificate-unknown-issuer'],
        ['junk', () => ({ certificate: Uint8Array.of(1, 2, 3) }), 'certificate-unknown-issuer'],
        ["another bank's page", () => ({ bankCode: '9001' }), 'certificate-of-another-bank'],
        ["the users' page", () => ({ role: 'user' as const }), 'certificate-of-another-role'],
        ['an unknown bank', () => ({ bankCode: '0000' }), 'bank-unknown'],
        ['the right page', () => ({}), undefined],
      ] as const) {
        test(`${title}: ${reason ?? 'recognised'}`, async () => {
          const answer = await recogniseCertificate(world, { ...shown(), ...given() }, caller());
          assert.equal(reasonOf(answer), reason);
        });
      }
      test('not yet valid, to the last second, expired', async () => {
        for (const [instant, reason] of [
          [acquired.view.notBefore - 1, 'certificate-not-yet-valid'],
          [acquired.view.notBefore, undefined],
          [acquired.view.notAfter, undefined],
          [acquired.view.notAfter + 999, undefined],
          [acquired.view.notAfter + 1000, 'certificate-expired'],
        ] as const) {
          world.clock.now = instant;
          assert.equal(reasonOf(await recogniseCertificate(world, shown(), caller())), reason);
        }
        world.clock.now = NOON;
      });
    });

    test('PIN, then card, then the status; the session id changes at each step', async () => {
      const { someone, own } = await fresh();
      const first = await answerPin(someone.contractPin, own);
      assert.ok(!isRefusal(first) && !first.open);
      const key = { ...shown(own.certificate), token: first.token };
      const half = await findSession(world, key);
      assert.ok(!isRefusal(half) && !half.open);
      const question = await cardQuestion(world, key);
      assert.ok(!isRefusal(question) && question.kind === 'table');
      const cardPassword = answerOf(someone, question.cells.map(coordinateOf));
      const done = await answerLogonPage(world, { ...key, page: 1, fields: { cardPassword } }, caller());
      assert.ok(!isRefusal(done) && done.open);
      assert.notEqual(done.token, first.token);
      assert.equal(reasonOf(await findSession(world, key)), 'session-over');
      const session = await findSession(world, { ...key, token: done.token });
      assert.ok(!isRefusal(session) && session.open);
      assert.equal(session.companyName, someone.companyName);
      assert.equal(session.daysLeft, 365);
      assert.equal(session.lastLogon, undefined);

      world.clock.now += 5000;
      const again = await logOn(world, someone, own.certificate);
      assert.ok(typeof again === 'string');
      const second = await findSession(world, { ...key, token: again });
      assert.ok(!isRefusal(second));
      assert.deepEqual(second.lastLogon, { at: NOON, address: '192.0.2.7' });
      world.clock.now = NOON;

      await logOff(world, { ...key, token: done.token }, caller());
      assert.equal(reasonOf(await findSession(world, { ...key, token: done.token })), 'session-over');
      await logOff(world, { ...key, token: done.token }, caller());
    });

    test('a session is of one certificate, and ends: idle, at last, revoked, expired', async () => {
      const { someone, own } = await fresh();
      const token = (await logOn(world, someone, own.certificate)) as string;
      const key = { ...shown(own.certificate), token };
      assert.equal(reasonOf(await findSession(world, { ...key, token: undefined })), 'session-missing');
      assert.equal(reasonOf(await findSession(world, { ...key, token: 'x' })), 'session-over');
      assert.equal(
        reasonOf(await findSession(world, { ...key, certificate: acquired.certificate })),
        'session-of-another-certificate',
      );
      const { idleMinutes, absoluteHours } = world.banks.get('9000')?.logon ?? {
        idleMinutes: 0,
        absoluteHours: 0,
      };
      const step = idleMinutes * 60_000 - 1;
      for (let at = NOON; at + step < NOON + absoluteHours * 3_600_000; at += step) {
        world.clock.now = at + step;
        assert.equal(reasonOf(await findSession(world, key)), undefined);
      }
      world.clock.now = NOON + absoluteHours * 3_600_000;
      assert.equal(reasonOf(await findSession(world, key)), 'session-over');

      const late = (await logOn(world, someone, own.certificate)) as string;
      world.clock.now += step + 1;
      assert.equal(reasonOf(await findSession(world, { ...key, token: late })), 'session-over');
      world.clock.now = NOON;

      const live = (await logOn(world, someone, own.certificate)) as string;
      await world.store.transaction((tx) =>
        revokeCertificate(tx, own.view.serialNumber, 'keyCompromise', NOON),
      );
      assert.equal(reasonOf(await findSession(world, { ...key, token: live })), 'certificate-revoked');
    });

    test('a wrong PIN tells how many are left, then locks this door only for who has the certificate', async () => {
      const { someone, own } = await fresh();
      const limit = world.banks.get('9000')?.secrets.contractPin.failureLimit ?? 0;
      for (let left = limit - 1; left > 0; left -= 1) {
        const refusal = (await answerPin('wrong999', own)) as Refusal;
        assert.deepEqual([refusal.reason, refusal.details.attemptsLeft], ['pin-wrong', left]);
      }
      assert.equal(reasonOf(await answerPin('wrong999', own)), 'pin-locked');
      assert.equal(reasonOf(await answerPin(someone.contractPin, own)), 'pin-locked');
      await unlockContract(world, someone, caller());
      assert.equal(reasonOf(await answerPin(someone.contractPin, own)), undefined);
    });

    test('who has no certificate cannot lock out who has one', async () => {
      const { someone, own } = await fresh();
      for (let tries = 0; tries < 20; tries += 1) {
        await answerEnrolmentPage(
          world,
          {
            bankCode: '9000',
            role: 'administrator',
            page: 0,
            fields: { ...entriesOf(someone), contractPin: 'wrong999' },
          },
          caller('198.51.100.66'),
        );
      }
      assert.equal(typeof (await logOn(world, someone, own.certificate)), 'string');
    });

    test('100 wrong PINs at once with the certificate count as many as the limit allows', async () => {
      const { own } = await fresh();
      const limit = world.banks.get('9000')?.secrets.contractPin.failureLimit ?? 0;
      const answers = await Promise.all(Array.from({ length: 100 }, () => answerPin('wrong999', own)));
      const wrong = answers.filter((one) => reasonOf(one) === 'pin-wrong').length;
      assert.equal(wrong, limit - 1);
      assert.equal(answers.filter((one) => reasonOf(one) === 'pin-locked').length, 100 - wrong);
    });

    test('the right PIN, sent 20 times at once, is right each time and leaves no lock', async () => {
      const { someone, own } = await fresh();
      await answerPin('wrong999', own);
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => answerPin(someone.contractPin, own)),
      );
      assert.deepEqual(new Set(answers.map(reasonOf)), new Set([undefined]));
      const limit = world.banks.get('9000')?.secrets.contractPin.failureLimit ?? 0;
      const refusal = (await answerPin('wrong999', own)) as Refusal;
      assert.equal(refusal.details.attemptsLeft, limit - 1, 'counted anew');
    });

    test('the card is asked the same cells until they are answered, in every session', async () => {
      const { someone, own } = await fresh();
      const ask = async () => {
        const first = await answerPin(someone.contractPin, own);
        assert.ok(!isRefusal(first));
        const key = { ...shown(own.certificate), token: first.token };
        const question = await cardQuestion(world, key);
        assert.ok(!isRefusal(question) && question.kind === 'table');
        return { key, cells: question.cells.map(coordinateOf) };
      };
      const one = await ask();
      assert.deepEqual((await ask()).cells, one.cells);
      const wrong = answerOf(someone, one.cells).replace(/./g, (digit) => String((Number(digit) + 1) % 10));
      const card = (cardPassword: string) =>
        answerLogonPage(world, { ...one.key, page: 1, fields: { cardPassword } }, caller());
      assert.equal(reasonOf(await card(wrong)), 'card-password-wrong');
      assert.deepEqual((await ask()).cells, one.cells);
      assert.equal(reasonOf(await card(answerOf(someone, one.cells))), undefined);
      const draws = new Set<string>();
      for (let round = 0; round < 5; round += 1) {
        const asked = await ask();
        draws.add(asked.cells.join());
        const cardPassword = answerOf(someone, asked.cells);
        const done = await answerLogonPage(
          world,
          { ...asked.key, page: 1, fields: { cardPassword } },
          caller(),
        );
        assert.equal(reasonOf(done), undefined);
      }
      assert.ok(draws.size > 1);

      const limit = world.banks.get('9000')?.card?.failureLimit ?? 0;
      const locked = await ask();
      for (let tries = 0; tries < limit; tries += 1) {
        await answerLogonPage(world, { ...locked.key, page: 1, fields: { cardPassword: wrong } }, caller());
      }
      const right = answerOf(someone, locked.cells);
      const refusal = await answerLogonPage(
        world,
        { ...locked.key, page: 1, fields: { cardPassword: right } },
        caller(),
      );
      assert.equal(reasonOf(refusal), 'card-password-locked');
    });

    test('cells are not in the database, neither in clear nor under a plain hash', async () => {
      const rows = await world.store.db.selectFrom('customer_card').selectAll().execute();
      for (const row of rows) {
        for (const value of Object.values(JSON.parse(row.cells) as Record<string, string>)) {
          assert.match(value, /^[0-9a-f]{64}$/);
        }
      }
      const other = await openContract(world, '9000');
      const same = Object.values(other.card?.cells ?? {});
      assert.ok(new Set(same).size < 100 && same.length >= 25);
    });

    test('pages come in order, and another certificate cannot take over a session', async () => {
      const { someone, own } = await fresh();
      const skipped = await answerLogonPage(
        world,
        { ...shown(own.certificate), page: 1, fields: { cardPassword: '00000000' } },
        caller(),
      );
      assert.equal(reasonOf(skipped), 'session-missing');
      const first = await answerPin(someone.contractPin, own);
      assert.ok(!isRefusal(first));
      const stolen = await answerLogonPage(
        world,
        { ...shown(), token: first.token, page: 1, fields: { cardPassword: '00000000' } },
        caller(),
      );
      assert.equal(reasonOf(stolen), 'session-of-another-certificate');
      assert.equal(reasonOf(await answerPin('', own)), 'form-invalid');
    });

    test('every bank logs on by its own pages', async () => {
      for (const code of world.banks.keys()) {
        const someone = await openContract(world, code);
        const own = await mustAcquire(world, someone);
        assert.equal(typeof (await logOn(world, someone, own.certificate)), 'string', code);
      }
    });
  });
});
