// One PIN at many contracts, a few tries each, from many addresses (security page, test 3): counted over all contracts
// exactly, told once, slowed down for strangers alone, and no way to tell real contracts from invented ones.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { isRefusal } from '../../src/domain/refusal.ts';
import {
  deploymentThreshold,
  SPRAYING_THRESHOLD,
  SPRAYING_WINDOW_MS,
  triesUnderStrain,
} from '../../src/domain/spraying.ts';
import { composeMail } from '../../src/notices/compose-mail.ts';
import { answerEnrolmentPage } from '../../src/procedures/enrol/answer-enrolment-page.ts';
import { lookUpCertificate } from '../../src/procedures/enrol/look-up-certificate.ts';
import { keepHouse } from '../../src/procedures/housekeeping.ts';
import { readStrain } from '../../src/procedures/secrets/spraying.ts';
import { bank } from '../world/banks.ts';
import { type Customer, entriesOf, logOn, mustAcquire, openContract } from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { caller, makeWorld, type World } from '../world/deployment.ts';
import { openWww, type Visitor } from '../world/www.ts';

const HOUR = 60 * 60 * 1000;
const ONE_PIN = 'spray777';
/** One PIN on its page, and so one argon2 for each try. */
const BANK = '5410';
const IDENTIFY = `/${BANK}/enrolment/administrator/identify`;

eachDatabase((name, open) => {
  describe(`spraying on ${name}`, () => {
    let world: World;
    let invented = 0;
    before(async () => {
      world = await makeWorld(await open());
    });
    beforeEach(async () => {
      // A window of its own for each test, far from the others'.
      world.clock.now += 12 * HOUR;
      await keepHouse(world);
    });
    after(() => world.dispose());

    const unknownId = () => String(30_000_000 + ++invented);
    const identify = (contractId: string, bankCode = BANK) =>
      answerEnrolmentPage(
        world,
        { bankCode, role: 'administrator', page: 0, fields: { contractId, contractPin: ONE_PIN } },
        caller(`198.51.100.${invented % 250}`),
      );
    const count = (bankCode: string) =>
      world.store.db
        .selectFrom('stranger_count')
        .select('failures')
        .where('bank_code', '=', bankCode)
        .where('window_start', '=', Math.floor(world.clock.now / HOUR) * HOUR)
        .executeTakeFirst();
    const alerts = () =>
      world.store.db
        .selectFrom('audit')
        .select(['bank_code', 'contract_id', 'details'])
        .where('act', '=', 'alert.spraying')
        .where('at', '>=', world.clock.now - 2 * HOUR)
        .orderBy('sequence')
        .execute();
    const mails = () =>
      world.store.db
        .selectFrom('notice')
        .selectAll()
        .where('kind', '=', 'spraying')
        .where('created_at', '>=', world.clock.now - 2 * HOUR)
        .execute();
    /** As if so many entries had gone wrong in this hour. */
    const press = async (failures: number, bankCode = BANK) => {
      const window_start = Math.floor(world.clock.now / HOUR) * HOUR;
      await world.store.db.deleteFrom('stranger_count').where('bank_code', '=', bankCode).execute();
      await world.store.db
        .insertInto('stranger_count')
        .values({ bank_code: bankCode, window_start, failures })
        .execute();
    };

    test('100 at once at known and invented contracts: counted exactly, one alarm, one mail', async () => {
      const known: Customer[] = [];
      for (let made = 0; made < 5; made += 1) known.push(await openContract(world, BANK));
      const ids = Array.from({ length: 100 }, (_, n) =>
        n % 20 === 0 ? known[n / 20]?.contractId : undefined,
      );
      await press(SPRAYING_THRESHOLD - 50);
      const answers = await Promise.all(ids.map((id) => identify(id ?? unknownId())));
      assert.ok(answers.every((answer) => isRefusal(answer) && answer.reason === 'not-accepted'));
      assert.equal((await count(BANK))?.failures, SPRAYING_THRESHOLD + 50);
      const [alert, ...more] = await alerts();
      assert.deepEqual(more, []);
      assert.deepEqual([alert?.bank_code, alert?.contract_id], [BANK, null]);
      assert.deepEqual(JSON.parse(alert?.details ?? ''), {
        wrongEntries: SPRAYING_THRESHOLD,
        windowMinutes: 60,
      });
      const [mail, ...others] = await mails();
      assert.deepEqual(others, []);
      assert.ok(mail);
      assert.equal(mail.recipient, bank(BANK).helpDesk.find((one) => one.mail)?.mail);
      for (const language of ['ja', 'en'] as const) {
        const { subject, text } = composeMail(bank(BANK), { ...mail, language });
        assert.match(`${subject}\n${text}`, /100/);
        assert.doesNotMatch(text, /[{}[\]|]|undefined|末尾|:\/\//, 'about no contract, without a link');
        assert.ok(!text.includes(ONE_PIN));
        for (const { contractId } of known) assert.ok(!text.includes(contractId));
      }
    });

    test('one short of the threshold is no alarm; the next hour has one of its own', async () => {
      await press(SPRAYING_THRESHOLD - 2);
      await identify(unknownId());
      assert.equal((await alerts()).length, 0);
      assert.ok((await readStrain(world, BANK)).strain < 1);
      await identify(unknownId());
      assert.equal((await alerts()).length, 1);
      assert.equal((await readStrain(world, BANK)).strain, 1);
      await identify(unknownId());
      assert.equal((await alerts()).length, 1);
      world.clock.now += HOUR;
      assert.ok((await readStrain(world, BANK)).strain >= 1, 'not over with the hour');
      await press(SPRAYING_THRESHOLD - 1);
      await identify(unknownId());
      assert.equal((await alerts()).length, 2);
      world.clock.now += 2 * SPRAYING_WINDOW_MS;
      assert.equal((await readStrain(world, BANK)).strain, 0);
    });

    test('a little at every bank is seen over all of them', async () => {
      await press(deploymentThreshold(world.banks.size) - 1, '');
      await identify(unknownId());
      assert.deepEqual(
        (await alerts()).map((alert) => alert.bank_code),
        [null],
      );
      assert.ok((await readStrain(world, '1283')).strain >= 1, 'at a bank where nothing went wrong');
    });

    test('right entries, slips of form, and whoever shows a certificate are not counted', async () => {
      const customer = await openContract(world, BANK);
      const acquired = await mustAcquire(world, customer);
      await lookUpCertificate(
        world,
        { bankCode: BANK, role: 'administrator', fields: entriesOf(customer) },
        caller(),
      );
      await identify('');
      assert.ok(
        isRefusal(await logOn(world, { ...customer, contractPin: 'wrong999' }, acquired.certificate)),
      );
      assert.equal(await count(BANK), undefined);
    });

    test('a clock that is set back two hours does not end the alarm', async () => {
      await press(SPRAYING_THRESHOLD);
      world.clock.now -= 2 * HOUR;
      assert.equal((await readStrain(world, BANK)).strain, 1);
      world.clock.now += 2 * HOUR;
    });

    describe('over HTTP', () => {
      const attempt = async (visitor: Visitor, contractId: string) => {
        await visitor.get(IDENTIFY);
        return visitor.submit(IDENTIFY, { contractId, contractPin: ONE_PIN });
      };

      test('under an alarm a network has few tries, in peace each address all of its own', async () => {
        const www = await openWww(world, { triesPerMinute: 20 });
        const pair = (prefix: string) => [1, 2].map((host) => www.visitor(`${prefix}.${host}`));
        for (const visitor of pair('203.0.113')) {
          for (let tries = 0; tries < 6; tries += 1) {
            assert.equal((await attempt(visitor, unknownId())).statusCode, 403);
          }
        }
        assert.doesNotMatch(www.log.join(), /alert\.spraying/);
        await press(SPRAYING_THRESHOLD);
        const fewer = triesUnderStrain(20, 1);
        const statuses: number[] = [];
        const [one, other] = pair('198.51.100');
        assert.ok(one && other);
        for (let tries = 0; tries < fewer + 2; tries += 1) {
          const answer = await attempt(tries % 2 === 0 ? one : other, unknownId());
          statuses.push(answer.statusCode);
          if (answer.statusCode === 429) assert.ok(Number(answer.headers['retry-after']) <= 60);
        }
        assert.deepEqual(statuses, [...Array(fewer).fill(403), 429, 429]);
        const elsewhere = www.visitor('192.0.2.200');
        assert.equal((await attempt(elsewhere, unknownId())).statusCode, 403, 'slow, and not closed');
        assert.equal((await elsewhere.get(IDENTIFY)).statusCode, 200, 'pages are still shown');
        const logged = www.log
          .filter((line) => line.includes('alert.spraying'))
          .map((line) => JSON.parse(line));
        assert.deepEqual(
          logged.map(({ level, bank: code }) => [level, code]),
          [[50, BANK]],
          'one line of level error',
        );
        await www.app.close();
      });

      test('known and invented contracts are refused alike under an alarm, before and after the limit', async () => {
        const customer = await openContract(world, BANK);
        await press(8 * SPRAYING_THRESHOLD);
        const www = await openWww(world, { triesPerMinute: 20 });
        const faces = [];
        for (const [host, id] of [
          ['192.0.2.1', customer.contractId],
          ['198.51.100.1', unknownId()],
        ] as const) {
          const visitor = www.visitor(host);
          const answers = [];
          for (let tries = 0; tries < 4; tries += 1) {
            const { statusCode, body, headers } = await attempt(visitor, id);
            const { date: _, 'retry-after': _wait, ...others } = headers;
            answers.push([statusCode, body.replaceAll(/\b[0-9A-HJKMNP-TV-Z]{10}\b/g, 'REFERENCE'), others]);
          }
          faces.push(answers);
        }
        const plain = (face: unknown) => JSON.stringify(face).replaceAll(/再度|\d+秒/g, '');
        assert.equal(plain(faces[0]), plain(faces[1]));
        await www.app.close();
      });

      test('a customer with a certificate logs on as ever', async () => {
        const customer = await openContract(world, '9000');
        const acquired = await mustAcquire(world, customer);
        await press(1000 * SPRAYING_THRESHOLD, '9000');
        await press(1000 * SPRAYING_THRESHOLD, '');
        for (let logons = 0; logons < 10; logons += 1) {
          assert.equal(typeof (await logOn(world, customer, acquired.certificate)), 'string');
        }
      });
    });

    test('spraying every contract under each one’s own limit hits fewer than one account in a thousand', () => {
      // What the counts of single contracts leave to a stranger who has all the time of the world: PINs of four digits.
      for (const { code, secrets } of world.banks.values()) {
        const { failureLimit, minLength } = secrets.contractPin;
        assert.ok(failureLimit * 10 ** -minLength <= 1e-3, code);
      }
    });
  });
});
