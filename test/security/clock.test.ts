// A clock that is set back two hours, or a node whose clock runs 90 seconds behind (security page, test 19): nothing is
// issued twice, nothing that ended comes back, nobody stands in a dead end.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { revokeBySerialNumber } from '../../src/procedures/certificates/revoke-certificate.ts';
import { doDailyWork } from '../../src/procedures/daily.ts';
import { findEnrolment } from '../../src/procedures/enrol/enrolment.ts';
import { submitRequest } from '../../src/procedures/enrol/submit-request.ts';
import { keepHouse } from '../../src/procedures/housekeeping.ts';
import { recogniseCertificate } from '../../src/procedures/log-on/recognise-certificate.ts';
import { findSession } from '../../src/procedures/log-on/session.ts';
import {
  type Acquired,
  acquire,
  identify,
  logOn,
  makeRequest,
  mustAcquire,
  openContract,
  type Person,
  ticketFor,
} from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { caller, NOON } from '../world/deployment.ts';
import { giveToken, shownBy, spendPassword } from '../world/tokens.ts';
import { openUserDesk, reasonOf, type UserDesk } from '../world/user-desk.ts';
import { addUser } from '../world/users.ts';
import { goToDayFromEnd, must, newAdministrator } from '../world/year.ts';

/** A day after the administrator's certificate was made, so that it works in all that follows. */
const START = NOON + 24 * 60 * 60 * 1000;
const TWO_HOURS = 2 * 60 * 60 * 1000;
const SKEW = 90_000;

eachDatabase((name, open) => {
  describe(`the clock on ${name}`, () => {
    let desk: UserDesk;
    before(async () => {
      desk = await openUserDesk(await open());
    });
    beforeEach(() => {
      desk.world.clock.now = START;
    });
    after(() => desk.world.dispose());

    const reasonFor = (person: Person) => acquire(desk.world, person).then(reasonOf);
    const revoke = ({ view }: Acquired) =>
      revokeBySerialNumber(
        desk.world,
        { bankCode: '9000', serialNumber: view.serialNumber, reason: 'keyCompromise' },
        caller(),
      );

    for (const back of [TWO_HOURS, SKEW]) {
      describe(`${back / 1000} seconds back`, () => {
        test('between the permission and the certificate: what was revoked is not acquired again', async () => {
          const { world } = desk;
          const user = await addUser(world, await desk.again());
          world.clock.now -= back;
          const acquired = await mustAcquire(world, user);
          must(await logOn(world, user, acquired.certificate));
          await revoke(acquired);
          assert.equal(await reasonFor(user), 'certificate-revoked');
          world.clock.now = START + back;
          assert.equal(await reasonFor(user), 'certificate-revoked');
        });

        test('between the certificate and 再発行: the user acquires at once', async () => {
          const { world } = desk;
          const user = await addUser(world, await desk.again());
          const acquired = await mustAcquire(world, user);
          must(await logOn(world, user, acquired.certificate));
          world.clock.now -= back;
          const reissued = must(await desk.permit(user.userId, 'reissue', await desk.again()));
          const fresh = await desk.withFirstPins(user, reissued.firstPins);
          const again = await mustAcquire(world, fresh);
          assert.notEqual(again.view.serialNumber, acquired.view.serialNumber);
          const shown = { bankCode: '9000', certificate: acquired.certificate };
          assert.equal(reasonOf(await recogniseCertificate(world, shown, caller())), 'certificate-revoked');
        });

        test('between the secrets and the request: one certificate, and its page finds it', async () => {
          const { world } = desk;
          const customer = await openContract(world, '9000');
          const token = must(await identify(world, customer));
          const ticket = await ticketFor(world, customer, token);
          world.clock.now -= back;
          const key = { bankCode: '9000', role: 'administrator', token } as const;
          const { request } = await makeRequest();
          const got = must(await submitRequest(world, { ...key, ticket, request }, caller()));
          const found = must(await findEnrolment(world, key));
          assert.equal(found.certificate?.serialNumber, got.view.serialNumber);
          const again = must(await submitRequest(world, { ...key, ticket, request }, caller()));
          assert.equal(again.view.serialNumber, got.view.serialNumber);
          const { request: another } = await makeRequest();
          const second = await submitRequest(world, { ...key, ticket, request: another }, caller());
          assert.equal(reasonOf(second), 'request-already-made');
        });
      });
    }

    test('a certificate of a node 90 seconds ahead logs on at one that is behind', async () => {
      const { world } = desk;
      const customer = await openContract(world, '9000');
      world.clock.now = START + SKEW;
      const { certificate } = await mustAcquire(world, customer);
      world.clock.now = START;
      const token = must(await logOn(world, customer, certificate));
      world.clock.now = START + SKEW;
      const session = { bankCode: '9000', certificate, token };
      assert.ok(must(await findSession(world, session)).open);
    });

    test('what was revoked, locked or spent stays so', async () => {
      const { world } = desk;
      const { customer, acquired } = await newAdministrator(world);
      await revoke(acquired);
      const locked = await openContract(world, '9000');
      for (let tries = 0; tries < 10; tries += 1)
        await identify(world, { ...locked, contractPin: 'wrong999' });
      const owner = await openContract(world, '1283');
      const token = await giveToken(world, owner);
      const holder = await world.store.db
        .selectFrom('holder')
        .innerJoin('contract', 'contract.id', 'holder.contract')
        .select('holder.id')
        .where('contract.contract_id', '=', owner.contractId)
        .executeTakeFirstOrThrow();
      const spend = async (at: number) =>
        (await spendPassword(world, holder.id, shownBy(token, at), true)).right;
      assert.equal(await spend(START), true);

      world.clock.now -= TWO_HOURS;
      await keepHouse(world);
      assert.equal(reasonOf(await logOn(world, customer, acquired.certificate)), 'certificate-revoked');
      assert.equal(reasonOf(await identify(world, locked)), 'not-accepted');
      assert.equal(await spend(START), false, 'spent');
      assert.equal(await spend(START - TWO_HOURS), false, 'older than the one that was spent');
      world.clock.now = START + 60_000;
      assert.equal(await spend(START + 60_000), true, 'and goes on once the time has come again');
    });

    test('what has been announced is not announced again', async () => {
      const { world } = desk;
      const { acquired } = await newAdministrator(world);
      goToDayFromEnd(world, acquired, -30);
      assert.ok((await doDailyWork(world)).announced > 0);
      world.clock.now -= TWO_HOURS;
      assert.equal((await doDailyWork(world)).announced, 0);
      world.clock.now -= 24 * 60 * 60 * 1000;
      assert.equal((await doDailyWork(world)).announced, 0);
    });
  });
});
