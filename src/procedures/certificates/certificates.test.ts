// The year of a certificate after its first logon, on both databases: expired, acquired again, approved, moved,
// revoked, issued anew, stopped. Its renewal: ../enrol/begin-renewal.test.ts.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { banks } from '../../../test/world/banks.ts';
import {
  type Acquired,
  acquire,
  type Customer,
  type CustomerUser,
  entriesOf,
  identify,
  logOn,
  mustAcquire,
  openContract,
} from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller, makeWorld, NOON, type World } from '../../../test/world/deployment.ts';
import { renew } from '../../../test/world/renewals.ts';
import { addUser, administratorOf, type LoggedOn } from '../../../test/world/users.ts';
import {
  certificatesOf,
  goToDayFromEnd,
  logOnAgain,
  must,
  newAdministrator,
  reasonOf,
} from '../../../test/world/year.ts';
import { addDays, dayOf } from '../../domain/calendar.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { lookUpCertificate } from '../enrol/look-up-certificate.ts';
import { recogniseCertificate } from '../log-on/recognise-certificate.ts';
import { findSession, type SessionInput } from '../log-on/session.ts';
import { resumeContract, stopContract } from '../stop-contract.ts';
import { listWaitingCertificates, settleWaitingCertificate } from './approve-certificate.ts';
import { findOutlook } from './certificate-outlook.ts';
import { beginMoving, cancelMoving } from './move-to-new-pc.ts';
import { reissueByBank } from './reissue-certificate.ts';
import { revokeBySerialNumber, revokeOwnCertificate } from './revoke-certificate.ts';

const DAY = 24 * 60 * 60 * 1000;

/** 9000 as it is, and a bank of the same kind whose administrators approve. */
const strict: BankProfile = {
  ...(banks.get('9000') as BankProfile),
  reAcquisition: { windowDays: 80, administratorApprovesUsers: true },
};

eachDatabase((name, open) => {
  describe(`after the first logon, on ${name}`, () => {
    let world: World;
    before(async () => {
      world = await makeWorld(await open());
    });
    beforeEach(() => {
      world.clock.now = NOON;
    });
    after(() => world.dispose());

    const lookUp = (customer: Customer) =>
      lookUpCertificate(
        world,
        { bankCode: customer.bankCode, role: 'administrator', fields: entriesOf(customer) },
        caller(),
      );

    describe('after the last day', () => {
      for (const [bank, way, days, reason] of [
        ['5410', 'reAcquisition', 1, undefined],
        ['5410', 'reAcquisition', 89, undefined],
        ['5410', 'reAcquisition', 90, undefined],
        ['5410', 'reAcquisition', 91, 're-acquisition-over'],
        ['5410', 'enrolment', 1, 'certificate-expired'],
        ['5410', 'reAcquisition', 0, 'certificate-already-acquired'],
        ['1283', 'enrolment', 90, undefined],
        ['1283', 'enrolment', 91, 're-acquisition-over'],
        ['9000', 'enrolment', 80, undefined],
        ['9000', 'enrolment', 81, 're-acquisition-over'],
        ['1635', 'enrolment', 1, 'certificate-expired'],
      ] as const) {
        test(`${bank} by ${way}, ${days} days after: ${reason ?? 'acquired again'}`, async () => {
          const { customer, acquired } = await newAdministrator(world, bank);
          goToDayFromEnd(world, acquired, days);
          const got = await acquire(world, customer, undefined, way);
          assert.equal(reasonOf(got), reason);
          if (isRefusal(got)) return;
          const row = (await certificatesOf(world, customer)).at(-1);
          assert.deepEqual([row?.way, row?.approval, row?.address], ['reAcquisition', 'none', '192.0.2.7']);
        });
      }

      test('the first logon tells when and from where it was acquired, the second does not', async () => {
        const { customer, acquired } = await newAdministrator(world);
        goToDayFromEnd(world, acquired, 5);
        const got = must(await acquire(world, customer));
        const at = world.clock.now;
        world.clock.now += 60_000;
        const first = must(await findOutlook(world, await logOnAgain(world, customer, got)));
        assert.deepEqual(first.reAcquired, { at, address: '192.0.2.7' });
        world.clock.now += 60_000;
        const second = must(await findOutlook(world, await logOnAgain(world, customer, got)));
        assert.equal(second.reAcquired, undefined);
      });

      test('a certificate acquired the first time is no news', async () => {
        const { customer, acquired } = await newAdministrator(world);
        const outlook = must(await findOutlook(world, await logOnAgain(world, customer, acquired)));
        assert.equal(outlook.reAcquired, undefined);
      });

      test('the expired one tells whether it can be acquired again, and the look-up by which entrance', async () => {
        const { customer, acquired } = await newAdministrator(world, '5410');
        const shown = { bankCode: '5410', role: 'administrator', certificate: acquired.certificate } as const;
        for (const [days, may] of [
          [1, 'yes'],
          [90, 'yes'],
          [91, undefined],
        ] as const) {
          goToDayFromEnd(world, acquired, days);
          const refusal = (await recogniseCertificate(world, shown, caller())) as Refusal;
          assert.deepEqual([refusal.reason, refusal.details.mayReAcquire], ['certificate-expired', may]);
          const found = must(await lookUp(customer));
          assert.deepEqual([found.mayAcquire, found.way === 'reAcquisition'], [may === 'yes', may === 'yes']);
        }
      });

      test('mails: holder and administrator hear of a re-acquisition at once', async () => {
        const { customer, acquired } = await newAdministrator(world);
        goToDayFromEnd(world, acquired, 5);
        const got = must(await acquire(world, customer));
        const notices = await world.store.db
          .selectFrom('notice')
          .select(['kind', 'params'])
          .where('contract_id', '=', customer.contractId)
          .where('kind', '=', 'reAcquired')
          .execute();
        assert.equal(notices.length, 1);
        assert.match(notices[0]?.params ?? '', new RegExp(got.view.serialNumber));
      });
    });

    describe('approval', () => {
      let strictWorld: World;
      let administrator: LoggedOn;
      let session: SessionInput;
      let user: CustomerUser;
      let waiting: Acquired;
      beforeEach(async () => {
        strictWorld = { ...world, banks: new Map([...world.banks, ['9000', strict]]) };
        administrator = await administratorOf(strictWorld, await openContract(strictWorld, '9000'));
        user = await addUser(strictWorld, administrator);
        const own = await mustAcquire(strictWorld, user);
        must(await logOn(strictWorld, user, own.certificate));
        goToDayFromEnd(world, administrator.acquired, -1);
        const renewed = must(
          await renew(
            strictWorld,
            {
              bankCode: '9000',
              certificate: administrator.acquired.certificate,
              token: must(
                await logOn(strictWorld, administrator.customer, administrator.acquired.certificate),
              ),
            },
            'administrator',
          ),
        );
        goToDayFromEnd(world, own, 3);
        session = {
          bankCode: '9000',
          certificate: renewed.certificate,
          token: must(await logOn(strictWorld, administrator.customer, renewed.certificate)),
        };
        waiting = must(await acquire(strictWorld, user));
      });
      const settle = (approve: boolean, fields = administrator.fields) =>
        settleWaitingCertificate(
          strictWorld,
          { ...session, serialNumber: waiting.view.serialNumber, approve, fields },
          caller(),
        );

      test('waits, is listed with when and from where, and logs on once approved', async () => {
        assert.equal(reasonOf(await logOn(strictWorld, user, waiting.certificate)), 'certificate-waiting');
        assert.equal(must(await findOutlook(strictWorld, session)).waiting, 1);
        const [listed, ...others] = must(await listWaitingCertificates(strictWorld, session));
        assert.equal(others.length, 0);
        assert.equal(listed?.userId, user.userId);
        assert.equal(listed?.address, '192.0.2.7');
        assert.equal(listed?.certificate.serialNumber, waiting.view.serialNumber);

        const wrong = { ...administrator.fields, contractConfirmationPin: 'wrong999' };
        assert.equal(reasonOf(await settle(true, wrong)), 'pin-wrong');
        assert.equal(must(await findOutlook(strictWorld, session)).waiting, 1);
        assert.deepEqual(must(await settle(true)), { approved: true });
        must(await logOn(strictWorld, user, waiting.certificate));
        assert.equal(reasonOf(await settle(true)), 'approval-over');
      });

      test('refused: revoked, and the user may try again', async () => {
        assert.deepEqual(must(await settle(false)), { approved: false });
        assert.equal(reasonOf(await logOn(strictWorld, user, waiting.certificate)), 'certificate-revoked');
        assert.equal(reasonOf(await settle(false)), 'approval-over');
        must(await acquire(strictWorld, user));
      });

      test('acquired once more, the first one waits no more', async () => {
        must(await acquire(strictWorld, user));
        assert.equal(reasonOf(await settle(true)), 'approval-over');
        assert.equal(must(await findOutlook(strictWorld, session)).waiting, 1);
      });

      test('another contract’s administrator sees and settles nothing', async () => {
        const other = await administratorOf(strictWorld, await openContract(strictWorld, '9000'));
        assert.deepEqual(must(await listWaitingCertificates(strictWorld, other)), []);
        const input = { ...other, serialNumber: waiting.view.serialNumber, approve: true };
        assert.equal(reasonOf(await settleWaitingCertificate(strictWorld, input, caller())), 'approval-over');
      });

      test('a user sees and settles nothing', async () => {
        must(await settle(true));
        const own = {
          bankCode: '9000',
          certificate: waiting.certificate,
          token: must(await logOn(strictWorld, user, waiting.certificate)),
        };
        assert.equal(reasonOf(await listWaitingCertificates(strictWorld, own)), 'page-not-found');
        const input = { ...own, serialNumber: waiting.view.serialNumber, approve: true, fields: {} };
        assert.equal(
          reasonOf(await settleWaitingCertificate(strictWorld, input, caller())),
          'page-not-found',
        );
      });
    });

    describe('revoking', () => {
      test('the holder: with the PIN, for a reason of RFC 5280, and the session is over', async () => {
        const { customer, acquired, fields, token } = await newAdministrator(world);
        const session = { bankCode: '9000', certificate: acquired.certificate, token };
        const revoke = (reason: string, contractConfirmationPin = fields.contractConfirmationPin ?? '') =>
          revokeOwnCertificate(world, { ...session, reason, fields: { contractConfirmationPin } }, caller());
        assert.equal(reasonOf(await revoke('keyCompromise', 'wrong999')), 'pin-wrong');
        assert.equal(reasonOf(await revoke('superseded')), 'form-invalid');
        assert.ok(!isRefusal(await findSession(world, session)));
        assert.deepEqual(must(await revoke('keyCompromise')), { revoked: [acquired.view.serialNumber] });
        assert.equal(reasonOf(await findSession(world, session)), 'certificate-revoked');
        const [row] = await certificatesOf(world, customer);
        assert.equal(row?.revocation_reason, 'keyCompromise');
        world.clock.now += 1000;
        assert.equal(reasonOf(await acquire(world, customer)), 'certificate-revoked');
        const mails = await world.store.db
          .selectFrom('notice')
          .select('kind')
          .where('contract_id', '=', customer.contractId)
          .where('kind', '=', 'revoked')
          .execute();
        assert.equal(mails.length, 1);
      });

      test('a user: with the own confirmation PIN', async () => {
        const user = await addUser(world, await newAdministrator(world));
        const own = await mustAcquire(world, user);
        const session = await logOnAgain(world, user, own);
        const fields = { userConfirmationPin: user.userConfirmationPin ?? '' };
        const input = { ...session, reason: 'cessationOfOperation', fields };
        assert.equal(must(await revokeOwnCertificate(world, input, caller())).revoked.length, 1);
        assert.equal(reasonOf(await findSession(world, session)), 'certificate-revoked');
      });

      test('the bank: by serial number, once; another bank’s is absent', async () => {
        const { acquired, ...session } = await newAdministrator(world);
        const { serialNumber } = acquired.view;
        const revoke = (bankCode: string) =>
          revokeBySerialNumber(world, { bankCode, serialNumber, reason: 'affiliationChanged' }, caller());
        assert.equal(reasonOf(await revoke('9001')), 'certificate-unknown');
        assert.deepEqual(must(await revoke('9000')).revoked, [serialNumber]);
        assert.deepEqual(must(await revoke('9000')).revoked, []);
        assert.equal(reasonOf(await findSession(world, session)), 'certificate-revoked');
      });
    });

    describe('re-issue by the bank', () => {
      test('a lost PC: what is there ends, and the days begin anew', async () => {
        const { customer, acquired } = await newAdministrator(world);
        world.clock.now += 200 * DAY;
        assert.equal(reasonOf(await acquire(world, customer)), 'certificate-already-acquired');
        const claim = { bankCode: '9000', contractId: customer.contractId, userId: '' };
        const outcome = must(await reissueByBank(world, claim, caller()));
        assert.deepEqual(outcome, { revoked: 1, until: addDays(dayOf(world.clock.now), 80) });
        assert.equal(reasonOf(await logOn(world, customer, acquired.certificate)), 'certificate-revoked');
        world.clock.now += 80 * DAY;
        const got = must(await acquire(world, customer));
        await logOnAgain(world, customer, got);
        assert.equal((await certificatesOf(world, customer)).at(-1)?.way, 'enrolment');
      });

      test('too long after expiry: the same, and over after the days', async () => {
        const { customer, acquired } = await newAdministrator(world);
        goToDayFromEnd(world, acquired, 300);
        assert.equal(reasonOf(await acquire(world, customer)), 're-acquisition-over');
        const claim = { bankCode: '9000', contractId: customer.contractId, userId: '' };
        must(await reissueByBank(world, claim, caller()));
        world.clock.now += 81 * DAY;
        assert.equal(reasonOf(await acquire(world, customer)), 'window-over');
        must(await reissueByBank(world, claim, caller()));
        must(await acquire(world, customer));
      });

      test('a user too; who is not there is not', async () => {
        const administrator = await newAdministrator(world);
        const user = await addUser(world, administrator);
        await logOnAgain(world, user, await mustAcquire(world, user));
        world.clock.now += 1000;
        const { contractId } = administrator.customer;
        const claim = { bankCode: '9000', contractId, userId: user.userId };
        assert.equal(must(await reissueByBank(world, claim, caller())).revoked, 1);
        must(await acquire(world, user));
        const absent = await reissueByBank(world, { ...claim, userId: 'nobody' }, caller());
        assert.equal(reasonOf(absent), 'not-accepted');
      });
    });

    describe('a new PC', () => {
      const move = ({ fields, ...session }: LoggedOn) => beginMoving(world, { ...session, fields }, caller());

      test('the old certificate works until the new one has logged on', async () => {
        const administrator = await newAdministrator(world);
        const { customer, acquired } = administrator;
        world.clock.now += 200 * DAY;
        const session = { ...administrator, ...(await logOnAgain(world, customer, acquired)) };
        assert.equal(reasonOf(await acquire(world, customer)), 'certificate-already-acquired');
        assert.equal(
          reasonOf(await move({ ...session, fields: { contractConfirmationPin: 'wrong999' } })),
          'pin-wrong',
        );
        const until = addDays(dayOf(world.clock.now), 80);
        assert.deepEqual(must(await move(session)), { until });
        assert.equal(must(await findOutlook(world, session)).movingUntil, until);
        const got = must(await acquire(world, customer));
        assert.ok(!isRefusal(await findSession(world, session)));
        assert.equal(must(await lookUp(customer)).mayAcquire, true);
        world.clock.now += 1000;
        const onNew = await logOnAgain(world, customer, got);
        assert.equal(reasonOf(await findSession(world, session)), 'certificate-superseded');
        assert.equal(must(await findOutlook(world, onNew)).movingUntil, undefined);
        assert.equal(reasonOf(await acquire(world, customer)), 'certificate-already-acquired');
      });

      test('left undone it closes by itself, and nothing else has changed', async () => {
        const administrator = await newAdministrator(world);
        const { customer, acquired } = administrator;
        must(await move(administrator));
        world.clock.now += 81 * DAY;
        assert.equal(reasonOf(await acquire(world, customer)), 'certificate-already-acquired');
        assert.equal(
          must(await findOutlook(world, await logOnAgain(world, customer, acquired))).movingUntil,
          undefined,
        );
        goToDayFromEnd(world, acquired, 10);
        must(await acquire(world, customer));
        assert.equal((await certificatesOf(world, customer)).at(-1)?.way, 'reAcquisition');
      });

      test('cancelled: the other PC acquires nothing any more', async () => {
        const administrator = await newAdministrator(world);
        const { customer } = administrator;
        must(await move(administrator));
        const token = must(await identify(world, customer));
        must(await cancelMoving(world, administrator, caller()));
        assert.equal(reasonOf(await acquire(world, customer)), 'certificate-already-acquired');
        assert.ok(token.length > 0);
      });

      test('a user moves too', async () => {
        const user = await addUser(world, await newAdministrator(world));
        const own = await mustAcquire(world, user);
        const session = await logOnAgain(world, user, own);
        const fields = { userConfirmationPin: user.userConfirmationPin ?? '' };
        must(await beginMoving(world, { ...session, fields }, caller()));
        must(await acquire(world, user));
      });

      test('in every bank', async () => {
        for (const code of world.banks.keys()) {
          const administrator = await newAdministrator(world, code);
          must(await move(administrator));
          const got = must(await acquire(world, administrator.customer));
          world.clock.now += 1000;
          await logOnAgain(world, administrator.customer, got);
        }
      });
    });

    describe('emergency stop', () => {
      test('everything of the contract ends at the next request, and only the bank lets it go on', async () => {
        const administrator = await newAdministrator(world);
        const { customer, acquired, fields, ...session } = administrator;
        const user = await addUser(world, administrator);
        const own = await mustAcquire(world, user);
        const theirs = await logOnAgain(world, user, own);
        const stranger = await newAdministrator(world);

        const wrong = { ...session, fields: { contractConfirmationPin: 'wrong999' } };
        assert.equal(reasonOf(await stopContract(world, wrong, caller())), 'pin-wrong');
        const byUser = await stopContract(world, { ...theirs, fields: {} }, caller());
        assert.equal(reasonOf(byUser), 'page-not-found');
        must(await stopContract(world, { ...session, fields }, caller()));

        for (const answer of [
          await findSession(world, session),
          await findSession(world, theirs),
          await logOn(world, customer, acquired.certificate),
          await logOn(world, user, own.certificate),
          await acquire(world, customer),
        ]) {
          assert.equal(reasonOf(answer), 'contract-stopped');
        }
        assert.ok(!isRefusal(await findSession(world, stranger)), 'another contract goes on');

        const claim = { bankCode: '9000', contractId: customer.contractId };
        assert.deepEqual(must(await resumeContract(world, claim, caller())), { resumed: true });
        assert.deepEqual(must(await resumeContract(world, claim, caller())), { resumed: false });
        assert.equal(reasonOf(await findSession(world, session)), 'session-over', 'no session comes back');
        assert.equal(reasonOf(await findSession(world, theirs)), 'session-over');
        must(await logOn(world, customer, acquired.certificate));
        must(await logOn(world, user, own.certificate));
      });
    });

    test('every act stands in the audit, the refused ones with their reason', async () => {
      const acts = await world.store.db
        .selectFrom('audit')
        .select(['act', 'outcome'])
        .distinct()
        .where('act', 'in', [
          'moving.begun',
          'moving.cancelled',
          'contract.stopped',
          'contract.resumed',
          'certificate.approved',
          'certificate.approval-refused',
          'certificate.permitted',
          'certificate.revoked',
          'certificate.revocation-asked',
        ])
        .execute();
      const known = new Set(acts.map(({ act, outcome }) => `${act} ${outcome}`));
      for (const entry of [
        'moving.begun done',
        'moving.begun refused',
        'moving.cancelled done',
        'contract.stopped done',
        'contract.stopped refused',
        'contract.resumed done',
        'certificate.approved done',
        'certificate.approved refused',
        'certificate.approval-refused done',
        'certificate.permitted done',
        'certificate.revoked done',
        'certificate.revocation-asked refused',
      ]) {
        assert.ok(known.has(entry), entry);
      }
    });
  });
});
