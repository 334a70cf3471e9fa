// Renewal on both databases: the days, the change of certificates, interruptions, and everything that must not renew.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { logOn, makeRequest, mustAcquire } from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller, makeWorld, NOON, type World } from '../../../test/world/deployment.ts';
import { renew, renewalKeyOf, renewalTicket } from '../../../test/world/renewals.ts';
import { addUser, type LoggedOn } from '../../../test/world/users.ts';
import {
  certificatesOf,
  goToDayFromEnd,
  logOnAgain,
  must,
  newAdministrator,
  reasonOf,
} from '../../../test/world/year.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { findOutlook } from '../certificates/certificate-outlook.ts';
import { revokeBySerialNumber } from '../certificates/revoke-certificate.ts';
import { findSession, type SessionInput } from '../log-on/session.ts';
import { stopContract } from '../stop-contract.ts';
import { beginRenewal, viewRenewal } from './begin-renewal.ts';
import { findEnrolment } from './enrolment.ts';
import { submitRequest } from './submit-request.ts';

const DAY = 24 * 60 * 60 * 1000;

eachDatabase((name, open) => {
  describe(`renewal on ${name}`, () => {
    let world: World;
    before(async () => {
      world = await makeWorld(await open());
    });
    beforeEach(() => {
      world.clock.now = NOON;
    });
    after(() => world.dispose());

    for (const [days, reason] of [
      [-31, 'renewal-not-open'],
      [-30, undefined],
      [-29, undefined],
      [0, undefined],
    ] as const) {
      test(`${days} days from the last one: ${reason ?? 'renewed'}`, async () => {
        const { customer, acquired } = await newAdministrator(world);
        goToDayFromEnd(world, acquired, days);
        const session = await logOnAgain(world, customer, acquired);
        const view = await viewRenewal(world, session);
        assert.equal(reasonOf(view), reason);
        assert.equal(must(await findOutlook(world, session)).mayRenew, reason === undefined);
        assert.equal(reasonOf(await renew(world, session, 'administrator')), reason);
      });
    }

    test('the day after the last one the session itself is refused', async () => {
      const { customer, acquired } = await newAdministrator(world);
      goToDayFromEnd(world, acquired, 0);
      const session = await logOnAgain(world, customer, acquired);
      must(await beginRenewal(world, { ...session, fields: {} }, caller()));
      const ticket = must(await renewalTicket(world, session, 'administrator'));
      world.clock.now = acquired.view.notAfter + 1000;
      const { request } = await makeRequest();
      const late = { ...renewalKeyOf(session, 'administrator'), ticket, request };
      for (const answer of [
        await viewRenewal(world, session),
        await submitRequest(world, late, caller()),
        await findSession(world, session),
      ]) {
        assert.equal(reasonOf(answer), 'certificate-expired');
      }
      assert.equal((await certificatesOf(world, customer)).length, 1);
    });

    test('a new key under the same name; the old one works until the new one has logged on', async () => {
      const { customer, acquired } = await newAdministrator(world);
      goToDayFromEnd(world, acquired, -10);
      const old = await logOnAgain(world, customer, acquired);
      const renewed = must(await renew(world, old, 'administrator'));
      assert.equal(renewed.view.subject, acquired.view.subject);
      assert.notEqual(renewed.view.serialNumber, acquired.view.serialNumber);
      assert.ok(renewed.view.notAfter > acquired.view.notAfter + 300 * DAY);
      const before = must(await findOutlook(world, old));
      assert.equal(before.successor?.serialNumber, renewed.view.serialNumber);
      assert.ok(!isRefusal(await findSession(world, old)));

      world.clock.now += 60_000;
      const fresh = await logOnAgain(world, customer, renewed);
      assert.equal(reasonOf(await findSession(world, old)), 'certificate-superseded');
      assert.equal(reasonOf(await logOn(world, customer, acquired.certificate)), 'certificate-superseded');
      const outlook = must(await findOutlook(world, fresh));
      assert.equal(outlook.predecessor?.serialNumber, acquired.view.serialNumber);
      assert.equal(outlook.mayRenew, false);
      const [first, second] = await certificatesOf(world, customer);
      assert.equal(first?.revocation_reason, 'superseded');
      assert.equal(second?.way, 'renewal');
      assert.equal(reasonOf(await renew(world, fresh, 'administrator')), 'renewal-not-open');
      // Once the old one's own days are over no browser offers it any more.
      goToDayFromEnd(world, acquired, 1);
      assert.equal(
        must(await findOutlook(world, await logOnAgain(world, customer, renewed))).predecessor,
        undefined,
      );
    });

    test('an unused renewed one does not log on as the old one; the year goes on with it', async () => {
      const { customer, acquired } = await newAdministrator(world);
      goToDayFromEnd(world, acquired, -1);
      const renewed = must(await renew(world, await logOnAgain(world, customer, acquired), 'administrator'));
      goToDayFromEnd(world, acquired, 30);
      const session = await logOnAgain(world, customer, renewed);
      assert.ok(!isRefusal(await findSession(world, session)));
    });

    test('a user renews too', async () => {
      const administrator = await newAdministrator(world);
      const user = await addUser(world, administrator);
      const own = await mustAcquire(world, user);
      await logOnAgain(world, user, own);
      goToDayFromEnd(world, own, -30);
      const session = await logOnAgain(world, user, own);
      const renewed = must(await renew(world, session, 'user'));
      assert.equal(renewed.view.subject, own.view.subject);
    });

    test('interrupted: the same request gets the same certificate, a new key another, the first one goes', async () => {
      const { customer, acquired } = await newAdministrator(world);
      goToDayFromEnd(world, acquired, -20);
      const session = await logOnAgain(world, customer, acquired);
      const key = await makeRequest();
      const one = must(await renew(world, session, 'administrator', { key }));
      // The answer was lost; the browser was closed; another session begins from the start.
      const later = await logOnAgain(world, customer, acquired);
      assert.equal(must(await viewRenewal(world, later)).begun, false);
      const same = must(await renew(world, later, 'administrator', { key }));
      assert.equal(same.view.serialNumber, one.view.serialNumber);
      assert.equal(must(await viewRenewal(world, later)).begun, true);
      world.clock.now += 1000;
      const other = must(await renew(world, later, 'administrator'));
      assert.notEqual(other.view.serialNumber, one.view.serialNumber);
      const states = (await certificatesOf(world, customer)).map((row) => row.revocation_reason);
      assert.deepEqual(states, [null, 'superseded', null]);
      assert.ok(!isRefusal(await findSession(world, later)), 'the one in use is untouched');
      assert.equal(
        reasonOf(await renew(world, later, 'administrator', { key })),
        'key-of-revoked-certificate',
      );
    });

    test('20 requests with different keys at once: one certificate more, one in use, one unused', async () => {
      const { customer, acquired } = await newAdministrator(world);
      goToDayFromEnd(world, acquired, -20);
      const session = await logOnAgain(world, customer, acquired);
      must(await beginRenewal(world, { ...session, fields: {} }, caller()));
      const ticket = must(await renewalTicket(world, session, 'administrator'));
      const requests = await Promise.all(Array.from({ length: 20 }, () => makeRequest()));
      const answers = await Promise.all(
        requests.map(({ request }) =>
          submitRequest(world, { ...renewalKeyOf(session, 'administrator'), ticket, request }, caller()),
        ),
      );
      assert.equal(answers.filter((answer) => !isRefusal(answer)).length, 1);
      const rows = await certificatesOf(world, customer);
      assert.equal(rows.filter((row) => row.revoked_at === null).length, 2);
    });

    test('a renewal is its session’s and nobody else’s', async () => {
      const { customer, acquired } = await newAdministrator(world);
      const other = await newAdministrator(world);
      goToDayFromEnd(world, acquired, -20);
      const session = await logOnAgain(world, customer, acquired);
      const theirs = await logOnAgain(world, other.customer, other.acquired);
      must(await beginRenewal(world, { ...session, fields: {} }, caller()));
      const ticket = must(await renewalTicket(world, session, 'administrator'));
      const { request } = await makeRequest();
      const key = renewalKeyOf(session, 'administrator');
      const tries: [object, string][] = [
        [renewalKeyOf(theirs, 'administrator'), 'enrolment-over'],
        [{ ...key, certificate: other.acquired.certificate }, 'session-of-another-certificate'],
        [{ ...key, token: theirs.token }, 'session-of-another-certificate'],
        [{ ...key, token: undefined }, 'session-missing'],
        [{ ...key, certificate: undefined }, 'no-certificate'],
        [{ ...key, way: 'enrolment' }, 'enrolment-over'],
        [{ ...key, way: 'reAcquisition' }, 'enrolment-over'],
        [{ ...key, role: 'user' }, 'certificate-of-another-role'],
        [{ ...key, bankCode: '9001' }, 'certificate-of-another-bank'],
      ];
      for (const [change, reason] of tries) {
        const input = { ...(change as typeof key), ticket, request };
        assert.equal(reasonOf(await submitRequest(world, input, caller())), reason);
      }
      // A ticket of the other's own renewal is no right to this one.
      must(await beginRenewal(world, { ...theirs, fields: {} }, caller()));
      must(await renewalTicket(world, theirs, 'administrator'));
      const mixed = { ...renewalKeyOf(theirs, 'administrator'), ticket, request };
      assert.equal(reasonOf(await submitRequest(world, mixed, caller())), 'enrolment-over');
      must(await submitRequest(world, { ...key, ticket, request }, caller()));
    });

    test('revoked, superseded, stopped, suspended while renewing: refused at the next step', async () => {
      for (const [end, reason] of [
        [
          async ({ acquired }: LoggedOn) =>
            revokeBySerialNumber(
              world,
              { bankCode: '9000', serialNumber: acquired.view.serialNumber, reason: 'keyCompromise' },
              caller(),
            ),
          'certificate-revoked',
        ],
        [
          async ({ customer, acquired }: LoggedOn, session: SessionInput) => {
            const renewed = must(await renew(world, session, 'administrator'));
            await logOnAgain(world, customer, renewed);
            return acquired;
          },
          'certificate-superseded',
        ],
        [
          async ({ fields }: LoggedOn, session: SessionInput) =>
            stopContract(world, { ...session, fields }, caller()),
          'contract-stopped',
        ],
      ] as const) {
        const administrator = await newAdministrator(world);
        const { customer, acquired } = administrator;
        goToDayFromEnd(world, acquired, -20);
        const session = await logOnAgain(world, customer, acquired);
        must(await beginRenewal(world, { ...session, fields: {} }, caller()));
        const ticket = must(await renewalTicket(world, session, 'administrator'));
        must(await end(administrator, session));
        const { request } = await makeRequest();
        const input = { ...renewalKeyOf(session, 'administrator'), ticket, request };
        assert.equal(reasonOf(await submitRequest(world, input, caller())), reason);
      }
    });

    test('a bank may ask more than the session: wrong ones are counted, and nothing begins', async () => {
      const { customer, acquired } = await newAdministrator(world);
      const profile = world.banks.get('9000') as BankProfile;
      const asking: World = {
        ...world,
        banks: new Map([
          ['9000', { ...profile, renewal: { ...profile.renewal, asks: ['contractConfirmationPin'] } }],
        ]),
      };
      goToDayFromEnd(world, acquired, -20);
      const session = await logOnAgain(world, customer, acquired);
      const begin = (contractConfirmationPin: string) =>
        beginRenewal(asking, { ...session, fields: { contractConfirmationPin } }, caller());
      assert.equal(reasonOf(await begin('')), 'form-invalid');
      assert.equal(reasonOf(await begin('wrong999')), 'pin-wrong');
      assert.equal(must(await viewRenewal(asking, session)).begun, false);
      must(await begin(customer.contractConfirmationPin ?? ''));
      assert.equal(must(await viewRenewal(asking, session)).begun, true);
    });

    test('a renewal that was left for an hour is over, and begins anew', async () => {
      const { customer, acquired } = await newAdministrator(world);
      goToDayFromEnd(world, acquired, -20);
      const session = await logOnAgain(world, customer, acquired);
      must(await beginRenewal(world, { ...session, fields: {} }, caller()));
      for (let minutes = 10; minutes <= 60; minutes += 10) {
        world.clock.now += 10 * 60_000;
        must(await findSession(world, session));
      }
      const key = renewalKeyOf(session, 'administrator');
      assert.equal(reasonOf(await findEnrolment(world, key)), 'enrolment-over');
      must(await renew(world, session, 'administrator'));
    });

    test('every renewal that was begun or refused stands in the audit', async () => {
      const rows = await world.store.db
        .selectFrom('audit')
        .select('outcome')
        .distinct()
        .where('act', '=', 'renewal.begun')
        .orderBy('outcome')
        .execute();
      assert.deepEqual(
        rows.map(({ outcome }) => outcome),
        ['done', 'refused'],
      );
    });
  });
});
