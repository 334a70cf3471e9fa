import assert from 'node:assert/strict';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import {
  acquire,
  type Customer,
  entriesOf,
  identify,
  logOn,
  makeRequest,
  mustAcquire,
  openContract,
  ticketFor,
} from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller, makeWorld, NOON, type World } from '../../../test/world/deployment.ts';
import { addDays, dayOf } from '../../domain/calendar.ts';
import { commonNameOf } from '../../domain/certificate-subject.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { findHolder } from '../../store/read/contract.ts';
import { revokeCertificate } from '../../store/write/certificate.ts';
import { setContractState } from '../../store/write/contract.ts';
import { unlockContract } from '../unlock.ts';
import { answerEnrolmentPage } from './answer-enrolment-page.ts';
import { chooseKeyPlace, findEnrolment, openKeyTicket } from './enrolment.ts';
import { lookUpCertificate } from './look-up-certificate.ts';
import { submitRequest } from './submit-request.ts';

const reasonOf = (value: object | string): string | undefined =>
  isRefusal(value) ? value.reason : undefined;

eachDatabase((name, open) => {
  describe(`enrolment on ${name}`, () => {
    let world: World;
    before(async () => {
      world = await makeWorld(await open());
    });
    after(() => world.dispose());

    const answer = (customer: Customer, change: Record<string, string> = {}, more: object = {}) =>
      answerEnrolmentPage(
        world,
        {
          bankCode: customer.bankCode,
          role: 'administrator',
          page: 0,
          fields: { ...entriesOf(customer), ...change },
          ...more,
        },
        caller(),
      );
    const auditsOf = (contractId: string) =>
      world.store.db
        .selectFrom('audit')
        .selectAll()
        .where('contract_id', '=', contractId)
        .orderBy('sequence')
        .execute();
    const submit = async (customer: Customer, token: string, ticket: string, request: Uint8Array) =>
      submitRequest(
        world,
        { bankCode: customer.bankCode, role: 'administrator', token, ticket, request },
        caller(),
      );

    test('every bank: the administrator acquires, and the certificate is the one of the plan', async () => {
      for (const [code, profile] of world.banks) {
        const customer = await openContract(world, code);
        const { certificate, chain, view, key } = await mustAcquire(world, customer);
        const x509 = new X509Certificate(certificate);
        assert.equal(x509.checkIssued(new X509Certificate(chain[0] ?? new Uint8Array())), true);
        assert.equal(x509.checkPrivateKey(key.privateKey), true);
        assert.equal(x509.serialNumber.toLowerCase(), view.serialNumber);
        const { contractId } = customer;
        assert.equal(
          view.commonName,
          commonNameOf(profile, { role: 'administrator', contractId, userId: '' }),
        );
        const acts = (await auditsOf(customer.contractId)).map((row) => row.act);
        assert.deepEqual(acts.slice(-2), ['certificate.planned', 'certificate.issued']);
      }
    });

    test('the cookie finds the way again: stage, choice, certificate', async () => {
      const customer = await openContract(world, '9000');
      const token = await identify(world, customer);
      assert.ok(!isRefusal(token));
      const key = { bankCode: '9000', role: 'administrator', token } as const;
      const start = await findEnrolment(world, key);
      assert.ok(!isRefusal(start));
      assert.deepEqual([start.proven, start.keyPlace, start.certificate], [true, null, undefined]);
      assert.equal(start.companyName, customer.companyName);
      assert.equal(reasonOf(await openKeyTicket(world, key)), 'key-place-not-allowed');
      assert.equal(
        reasonOf(await chooseKeyPlace(world, { ...key, keyPlace: 'cloud' }, caller())),
        'key-place-not-allowed',
      );
      const ticket = await ticketFor(world, customer, token);
      await submit(customer, token, ticket, (await makeRequest()).request);
      const done = await findEnrolment(world, key);
      assert.ok(!isRefusal(done));
      assert.equal(done.certificate?.commonName, `${customer.contractId}9000`);
      for (const other of [
        { ...key, bankCode: '9001' },
        { ...key, role: 'user' as const },
        { ...key, token: 'x' },
        { bankCode: '9000', role: 'administrator' as const },
      ]) {
        assert.equal(reasonOf(await findEnrolment(world, other)), 'enrolment-over');
      }
      world.clock.now += 61 * 60 * 1000;
      assert.equal(reasonOf(await findEnrolment(world, key)), 'enrolment-over');
      world.clock.now = NOON;
    });

    describe('strangers get one answer, and the bank the cause', () => {
      const wrong = (pin: string) => pin.replace(/.$/, (last) => (last === '2' ? '3' : '2'));
      for (const [title, change, cause] of [
        ['unknown id', (c: Customer) => ({ contractId: c.contractId.replace(/^./, '9') }), 'not-accepted'],
        ['wrong PIN', (c: Customer) => ({ contractPin: wrong(c.contractPin) }), 'pin-wrong'],
        [
          'wrong confirmation PIN',
          (c: Customer) => ({ contractConfirmationPin: wrong(c.contractConfirmationPin ?? '') }),
          'pin-wrong',
        ],
      ] as const) {
        test(title, async () => {
          const customer = await openContract(world, '9000');
          const refusal = (await answer(customer, change(customer))) as Refusal;
          assert.deepEqual([refusal.reason, refusal.cause, refusal.details], ['not-accepted', cause, {}]);
          const last = await world.store.db
            .selectFrom('audit')
            .selectAll()
            .orderBy('sequence', 'desc')
            .limit(1)
            .executeTakeFirstOrThrow();
          assert.deepEqual([last.act, last.outcome, last.reason], ['enrolment.identified', 'refused', cause]);
        });
      }

      test('locked: also the right PIN; the bank unlocks', async () => {
        const customer = await openContract(world, '9000');
        const limit = world.banks.get('9000')?.secrets.contractPin.failureLimit ?? 0;
        for (let tries = 0; tries < limit; tries += 1) {
          await answer(customer, { contractPin: wrong(customer.contractPin) });
        }
        const refusal = (await answer(customer)) as Refusal;
        assert.deepEqual([refusal.reason, refusal.cause], ['not-accepted', 'pin-locked']);
        assert.equal(reasonOf(await unlockContract(world, customer, caller())), undefined);
        assert.equal(reasonOf(await answer(customer)), undefined);
      });

      test('the right PIN in time forgets the wrong ones', async () => {
        const customer = await openContract(world, '9000');
        for (let round = 0; round < 3; round += 1) {
          for (let tries = 0; tries < 2; tries += 1) {
            await answer(customer, { contractPin: wrong(customer.contractPin) });
          }
          assert.equal(reasonOf(await answer(customer)), undefined);
        }
      });

      test('another bank knows nothing of the contract', async () => {
        const customer = await openContract(world, '9000');
        assert.equal(reasonOf(await answer({ ...customer, bankCode: '9001' })), 'not-accepted');
      });
    });

    test('form is judged before anything is counted', async () => {
      const customer = await openContract(world, '9000');
      for (const change of [
        { contractPin: '' },
        { contractId: 'no id!' },
        { contractPin: 'x'.repeat(500) },
      ]) {
        assert.equal(reasonOf(await answer(customer, change)), 'form-invalid');
      }
      const counts = await world.store.db
        .selectFrom('guess_count')
        .selectAll()
        .where('contract_id', '=', customer.contractId)
        .execute();
      assert.deepEqual(counts, []);
      assert.equal(reasonOf(await answer(customer, {}, { bankCode: '0000' })), 'page-not-found');
      assert.equal(reasonOf(await answer(customer, {}, { page: 7 })), 'page-not-found');
    });

    test('wide letters and stray blanks are read as meant', async () => {
      const customer = await openContract(world, '9000');
      const wide = customer.contractId.replace(/\d/g, (digit) =>
        String.fromCharCode(digit.charCodeAt(0) + 0xfee0),
      );
      assert.equal(reasonOf(await answer(customer, { contractId: ` ${wide}　` })), undefined);
    });

    test('100 wrong PINs at once count as many as the limit allows, and lock', async () => {
      const customer = await openContract(world, '9000');
      const answers = await Promise.all(
        Array.from({ length: 100 }, () => answer(customer, { contractPin: 'wrong999' })),
      );
      const causes = answers.map((one) => (one as Refusal).cause);
      const limit = world.banks.get('9000')?.secrets.contractPin.failureLimit ?? 0;
      // The last try that was looked at is the one that locks.
      assert.equal(causes.filter((cause) => cause === 'pin-wrong').length, limit - 1);
      assert.equal(causes.filter((cause) => cause === 'pin-locked').length, 101 - limit);
      assert.equal(new Set(answers.map((one) => (one as Refusal).reason)).size, 1);
    });

    test('pages come in order: the second only after the first, of the same person', async () => {
      const customer = await openContract(world, '1283');
      const second = { contractConfirmationPin: customer.contractConfirmationPin ?? '' };
      const pages = world.banks.get('1283')?.enrolment.administrator.pages ?? [];
      assert.equal(pages.length, 2);
      assert.equal(reasonOf(await answer(customer, second, { page: 1 })), 'enrolment-over');
      const first = await answer(customer);
      assert.ok(!isRefusal(first));
      assert.equal(first.proven, false);
      const key = { bankCode: '1283', role: 'administrator', token: first.token } as const;
      assert.equal(reasonOf(await openKeyTicket(world, key)), 'enrolment-over');
      const view = await findEnrolment(world, key);
      assert.ok(!isRefusal(view) && view.companyName === undefined);
      const wrongPin = await answer(customer, { contractConfirmationPin: 'wrong999' }, { ...key, page: 1 });
      assert.equal(reasonOf(wrongPin), 'not-accepted');
      const last = await answer(customer, {}, { ...key, page: 1 });
      assert.ok(!isRefusal(last) && last.proven);
      assert.equal(reasonOf(await answer(customer, {}, { ...key, page: 1 })), 'enrolment-over');
    });

    describe('told to who has proven every secret', () => {
      const today = dayOf(NOON);
      for (const [title, prepare, reason] of [
        ['80 days are over', { acquisitionFrom: addDays(today, -81) }, 'window-over'],
        ['day 80', { acquisitionFrom: addDays(today, -80) }, undefined],
        ['before the first day', { acquisitionFrom: addDays(today, 1) }, 'window-not-open'],
      ] as const) {
        test(`${title}: ${reason ?? 'proven'}`, async () => {
          const customer = await openContract(world, '9000', prepare);
          assert.equal(reasonOf(await answer(customer)), reason);
        });
      }
      for (const [state, reason] of [
        ['suspended', 'contract-suspended'],
        ['closed', 'contract-closed'],
      ] as const) {
        test(reason, async () => {
          const customer = await openContract(world, '9000');
          const holder = await findHolder(world.store.db, { ...customer, userId: '' });
          await world.store.transaction((tx) => setContractState(tx, holder?.contract ?? '', state, NOON));
          assert.equal(reasonOf(await answer(customer)), reason);
        });
      }
      test('certificate-already-acquired, re-acquisition-over, certificate-revoked', async () => {
        const customer = await openContract(world, '9000');
        const { certificate, view } = await mustAcquire(world, customer);
        assert.equal(typeof (await logOn(world, customer, certificate)), 'string');
        assert.equal(reasonOf(await answer(customer)), 'certificate-already-acquired');
        world.clock.now = view.notAfter + 1000;
        assert.equal(reasonOf(await answer(customer)), undefined);
        world.clock.now = view.notAfter + 81 * 24 * 60 * 60 * 1000;
        assert.equal(reasonOf(await answer(customer)), 're-acquisition-over');
        world.clock.now = NOON;
        await world.store.transaction((tx) =>
          revokeCertificate(tx, view.serialNumber, 'keyCompromise', NOON),
        );
        assert.equal(reasonOf(await answer(customer)), 'certificate-revoked');
      });
    });

    test('the same request gets the same certificate: twice, under another ticket, on another way', async () => {
      const customer = await openContract(world, '9000');
      const key = await makeRequest();
      const first = await acquire(world, customer, key);
      const second = await acquire(world, customer, key);
      assert.ok(!isRefusal(first) && !isRefusal(second));
      assert.deepEqual(second.certificate, first.certificate);
      const both = await Promise.all([acquire(world, customer, key), acquire(world, customer, key)]);
      assert.deepEqual(
        both.map((one) => (isRefusal(one) ? one.reason : one.view.serialNumber)),
        [first.view.serialNumber, first.view.serialNumber],
      );
    });

    test('a new key before the first logon replaces the unused certificate', async () => {
      const customer = await openContract(world, '9000');
      const first = await mustAcquire(world, customer);
      const second = await mustAcquire(world, customer);
      assert.notEqual(second.view.serialNumber, first.view.serialNumber);
      assert.equal(reasonOf(await logOn(world, customer, first.certificate)), 'certificate-superseded');
      assert.equal(reasonOf(await acquire(world, customer, first.key)), 'key-of-revoked-certificate');
      assert.equal(typeof (await logOn(world, customer, second.certificate)), 'string');
    });

    test('one ticket, 100 keys at once: one certificate', async () => {
      const customer = await openContract(world, '9000');
      const token = (await identify(world, customer)) as string;
      const ticket = await ticketFor(world, customer, token);
      const keys = await Promise.all(Array.from({ length: 100 }, () => makeRequest()));
      const answers = await Promise.all(keys.map((key) => submit(customer, token, ticket, key.request)));
      const got = answers.filter((one) => !isRefusal(one));
      assert.equal(got.length, 1);
      assert.deepEqual(
        new Set(answers.filter(isRefusal).map((one) => one.reason)),
        new Set(
          ['request-already-made', 'issuing-in-progress'].filter((reason) =>
            answers.some((one) => reasonOf(one) === reason),
          ),
        ),
      );
      const rows = await world.store.db
        .selectFrom('certificate')
        .selectAll()
        .where('subject', 'like', `%${customer.contractId}9000%`)
        .execute();
      assert.equal(rows.length, 1);
    });

    test('a ticket is of one enrolment, a key of one holder', async () => {
      const one = await openContract(world, '9000');
      const other = await openContract(world, '9000');
      const oneToken = (await identify(world, one)) as string;
      const otherToken = (await identify(world, other)) as string;
      const oneTicket = await ticketFor(world, one, oneToken);
      const otherTicket = await ticketFor(world, other, otherToken);
      const key = await makeRequest();
      assert.equal(reasonOf(await submit(other, otherToken, oneTicket, key.request)), 'enrolment-over');
      assert.equal(reasonOf(await submit(other, otherToken, 'made.up', key.request)), 'enrolment-over');
      assert.equal(reasonOf(await submit(one, oneToken, oneTicket, key.request)), undefined);
      assert.equal(
        reasonOf(await submit(other, otherToken, otherTicket, key.request)),
        'key-of-another-holder',
      );
    });

    test('what is wrong with a request or its key is said and recorded', async () => {
      const customer = await openContract(world, '9000');
      const token = (await identify(world, customer)) as string;
      const ticket = await ticketFor(world, customer, token);
      const good = (await makeRequest()).request;
      const forged = Uint8Array.from(good);
      forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
      const rsa = (modulusLength: number, publicExponent = 65537) =>
        makeRequest(() => generateKeyPairSync('rsa', { modulusLength, publicExponent }).privateKey);
      const p521 = await makeRequest(() => generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey);
      for (const [request, reason] of [
        [new Uint8Array(), 'request-malformed'],
        [good.subarray(0, -1), 'request-malformed'],
        [new Uint8Array(100_000), 'request-too-large'],
        [forged, 'possession-not-proven'],
        [p521.request, 'key-curve-refused'],
        [(await rsa(1024)).request, 'key-size-refused'],
        [(await rsa(2048, 3)).request, 'key-exponent-refused'],
      ] as const) {
        assert.equal(reasonOf(await submit(customer, token, ticket, request)), reason);
      }
      const refused = (await auditsOf(customer.contractId)).filter(
        (row) => row.act === 'enrolment.requested',
      );
      assert.equal(refused.length, 7);
      assert.equal(reasonOf(await submit(customer, token, ticket, (await rsa(2048)).request)), undefined);
    });

    test('the look-up tells what became of the certificate, after id and PINs only', async () => {
      const customer = await openContract(world, '9000');
      const lookUp = (fields = {}) =>
        lookUpCertificate(
          world,
          { bankCode: '9000', role: 'administrator', fields: { ...entriesOf(customer), ...fields } },
          caller(),
        );
      const none = await lookUp();
      assert.ok(!isRefusal(none));
      assert.deepEqual(none, { certificates: [], mayAcquire: true, way: 'enrolment' });
      await mustAcquire(world, customer);
      // Newest first: they must differ in time.
      world.clock.now += 1000;
      const { certificate } = await mustAcquire(world, customer);
      await logOn(world, customer, certificate);
      const two = await lookUp();
      assert.ok(!isRefusal(two));
      assert.deepEqual(
        two.certificates.map((one) => one.status),
        ['in-use', 'superseded'],
      );
      assert.equal(two.mayAcquire, false);
      assert.equal(reasonOf(await lookUp({ contractPin: 'wrong999' })), 'not-accepted');
      world.clock.now = NOON;
    });
  });
});
