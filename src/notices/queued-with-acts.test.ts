// Mails are queued in the transactions of their acts: issuing, a crash within it, a lock.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { issuingOf } from '../../test/world/authorities.ts';
import {
  type Customer,
  entriesOf,
  identify,
  logOn,
  makeRequest,
  mustAcquire,
  openContract,
  ticketFor,
} from '../../test/world/customers.ts';
import { eachDatabase } from '../../test/world/databases.ts';
import { caller, makeWorld, type World } from '../../test/world/deployment.ts';
import { Issuer } from '../ca/issue-certificate.ts';
import { isRefusal } from '../domain/refusal.ts';
import { answerEnrolmentPage } from '../procedures/enrol/answer-enrolment-page.ts';
import { submitRequest } from '../procedures/enrol/submit-request.ts';
import { keepHouse } from '../procedures/housekeeping.ts';
import { unlockContract } from '../procedures/unlock.ts';
import { announceIssued } from './announce-issued.ts';
import { composeMail } from './compose-mail.ts';
import type { NoticeParams } from './notice.ts';

eachDatabase((name, open) => {
  describe(`mails of acts on ${name}`, () => {
    let world: World;
    before(async () => {
      world = await makeWorld(await open());
    });
    after(() => world.dispose());

    const rowsOf = (customer: Customer) =>
      world.store.db
        .selectFrom('notice')
        .selectAll()
        .where('bank_code', '=', customer.bankCode)
        .where('contract_id', '=', customer.contractId)
        // Of how the customer came to own PINs.
        .where('kind', '!=', 'pinsChosen')
        .orderBy('created_at')
        .execute();
    const noticesOf = async (customer: Customer) =>
      (await rowsOf(customer)).map((row) => ({ ...row, params: JSON.parse(row.params) as NoticeParams }));

    test('a certificate is issued: one mail, at once, to the contract’s address; none for the same key again', async () => {
      const customer = await openContract(world, '9000', { mail: 'issued@customer.example' });
      const key = await makeRequest();
      const token = (await identify(world, customer)) as string;
      const input = { bankCode: '9000', role: 'administrator', token, request: key.request } as const;
      for (let again = 0; again < 3; again += 1) {
        const ticket = await ticketFor(world, customer, token);
        const got = await submitRequest(world, { ...input, ticket }, caller('198.51.100.9'));
        assert.ok(!isRefusal(got));
        const [notice, ...more] = await noticesOf(customer);
        assert.deepEqual(more, []);
        assert.equal(notice?.kind, 'certificateIssued');
        assert.equal(notice?.recipient, 'issued@customer.example');
        assert.equal(notice?.next_try_at, world.now());
        assert.equal(notice?.params.serialNumber, got.view.serialNumber);
        assert.equal(notice?.params.address, '198.51.100.9');
        assert.equal(notice?.params.notAfter, got.view.notAfter);
      }
    });

    test('64 at once, in shared commits: a mail for each', async () => {
      const customers = [];
      for (let n = 0; n < 24; n += 1) customers.push(await openContract(world, '9001'));
      const got = await Promise.all(customers.map((customer) => mustAcquire(world, customer)));
      for (const [index, customer] of customers.entries()) {
        const notices = await noticesOf(customer);
        assert.deepEqual(
          notices.map(({ params }) => params.serialNumber),
          [got[index]?.view.serialNumber],
        );
      }
    });

    test('the power goes between the two commits: the sweep that records it queues the mail', async () => {
      const customer = await openContract(world, '9000');
      const token = (await identify(world, customer)) as string;
      const ticket = await ticketFor(world, customer, token);
      const { request } = await makeRequest();
      let commits = 0;
      const failing: World['store'] = {
        ...world.store,
        transaction: (work) => {
          commits += 1;
          return commits === 1 ? world.store.transaction(work) : Promise.reject(new Error('power cut'));
        },
      };
      const issuer = new Issuer(failing, world.ca, world.now, announceIssued(world.banks));
      const input = { bankCode: '9000', role: 'administrator', token, ticket, request } as const;
      await assert.rejects(submitRequest({ ...world, issuer }, input, caller()), /power cut/);
      assert.deepEqual(await noticesOf(customer), []);
      world.clock.now += 60_000;
      await Promise.all([keepHouse(world), keepHouse(world)]);
      assert.deepEqual(
        (await noticesOf(customer)).map(({ kind }) => kind),
        ['certificateIssued'],
      );
    });

    test('a lock by a stranger: once for each lock, also when a hundred try at once', async () => {
      const customer = await openContract(world, '9000');
      const guess = () =>
        answerEnrolmentPage(
          world,
          {
            bankCode: '9000',
            role: 'administrator',
            page: 0,
            fields: { ...entriesOf(customer), contractPin: '00000000' },
          },
          caller(),
        );
      const limit = world.banks.get('9000')?.secrets.contractPin.failureLimit ?? 0;
      for (let n = 1; n < limit; n += 1) await guess();
      assert.deepEqual(await noticesOf(customer), []);
      await Promise.all(Array.from({ length: 20 }, guess));
      const [locked, ...more] = await noticesOf(customer);
      assert.deepEqual(more, []);
      assert.equal(locked?.kind, 'locked');
      assert.deepEqual(locked?.params.secrets, ['contractPin']);
      await unlockContract(world, { bankCode: '9000', contractId: customer.contractId }, caller());
      world.clock.now += 1_000;
      for (let n = 0; n < limit + 2; n += 1) await guess();
      assert.equal((await noticesOf(customer)).length, 2);
    });

    test('a lock of what nobody has is told to nobody', async () => {
      const fields = { ...entriesOf(await openContract(world, '9000')), contractId: '99999999999' };
      for (let n = 0; n < 12; n += 1) {
        await answerEnrolmentPage(
          world,
          { bankCode: '9000', role: 'administrator', page: 0, fields },
          caller(),
        );
      }
      const rows = await world.store.db
        .selectFrom('notice')
        .select('id')
        .where('contract_id', '=', '99999999999')
        .execute();
      assert.deepEqual(rows, []);
    });

    test('no mail and no row of one holds a secret', async () => {
      const customer = await openContract(world, '9000');
      const acquired = await mustAcquire(world, customer);
      await logOn(world, customer, acquired.certificate);
      const rows = await world.store.db.selectFrom('notice').selectAll().execute();
      assert.ok(rows.length > 20);
      const profile = world.banks.get('9000') ?? assert.fail();
      const everything = rows.map((row) => `${JSON.stringify(row)}${composeMail(profile, row).text}`).join();
      for (const secret of [
        customer.contractPin,
        customer.contractConfirmationPin ?? '',
        issuingOf(world.ca).spkiSha256,
      ]) {
        assert.ok(secret.length > 3 && !everything.includes(secret));
      }
    });
  });
});
