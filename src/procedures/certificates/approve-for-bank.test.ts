// An administrator's certificate that was acquired again waits for the bank, on both databases: who may let it log on,
// when not any more, and what the records say.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { bank, banks } from '../../../test/world/banks.ts';
import { type Acquired, acquire, type Customer, logOn } from '../../../test/world/customers.ts';
import { eachDatabase } from '../../../test/world/databases.ts';
import { caller, makeWorld, NOON, type World } from '../../../test/world/deployment.ts';
import { addUser } from '../../../test/world/users.ts';
import { goToDayFromEnd, must, newAdministrator, reasonOf } from '../../../test/world/year.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { approveForBank, listWaitingCertificates } from './approve-certificate.ts';
import { revokeBySerialNumber } from './revoke-certificate.ts';

const careful: BankProfile = {
  ...bank('9000'),
  reAcquisition: {
    windowDays: 80,
    administratorApprovesUsers: true,
    bankApprovesAdministrators: true,
  },
};

eachDatabase((name, open) => {
  describe(`approval by the bank, on ${name}`, () => {
    let world: World;
    let customer: Customer;
    let waiting: Acquired;
    before(async () => {
      world = await makeWorld(await open(), { banks: new Map([...banks, ['9000', careful]]) });
    });
    after(() => world.dispose());
    beforeEach(async () => {
      world.clock.now = NOON;
      const administrator = await newAdministrator(world);
      ({ customer } = administrator);
      goToDayFromEnd(world, administrator.acquired, 3);
      waiting = must(await acquire(world, customer));
    });
    const approve = ({ view }: Acquired, bankCode = '9000') =>
      approveForBank(world, { bankCode, serialNumber: view.serialNumber }, caller());
    const reasonOfLogon = async ({ certificate }: Acquired) =>
      reasonOf(await logOn(world, customer, certificate));

    test('waits, and logs on once the bank has approved it; the record says who did', async () => {
      assert.equal(await reasonOfLogon(waiting), 'certificate-waiting');
      assert.deepEqual(must(await approve(waiting)), { approved: true });
      assert.equal(await reasonOfLogon(waiting), undefined);
      assert.equal(reasonOf(await approve(waiting)), 'approval-over');
      const records = await world.store.db
        .selectFrom('audit')
        .select(['contract_id', 'details'])
        .where('act', '=', 'certificate.released')
        .where('certificate', '=', waiting.view.serialNumber)
        .execute();
      assert.equal(records.length, 1);
      assert.equal(records[0]?.contract_id, customer.contractId);
      assert.match(records[0]?.details ?? '', /"by":"bank"/);
    });

    test('only one of two that approve at once does', async () => {
      const outcomes = await Promise.all([approve(waiting), approve(waiting)]);
      assert.deepEqual(outcomes.map(reasonOf).toSorted(), ['approval-over', undefined]);
    });

    test('the mail of the re-acquisition tells that it waits', async () => {
      const notice = await world.store.db
        .selectFrom('notice')
        .select('params')
        .where('kind', '=', 'reAcquired')
        .where('contract_id', '=', customer.contractId)
        .executeTakeFirstOrThrow();
      assert.match(notice.params, /"waiting":true/);
    });

    for (const [what, change] of [
      [
        'revoked',
        () =>
          revokeBySerialNumber(
            world,
            { bankCode: '9000', serialNumber: waiting.view.serialNumber, reason: 'keyCompromise' },
            caller(),
          ),
      ],
      ['acquired once more', () => acquire(world, customer)],
      ['expired', () => goToDayFromEnd(world, waiting, 1)],
    ] as const) {
      test(`${what}: it waits no more`, async () => {
        await change();
        assert.equal(reasonOf(await approve(waiting)), 'approval-over');
      });
    }

    test('another bank’s is as absent as what never was', async () => {
      assert.equal(reasonOf(await approve(waiting, '1283')), 'certificate-unknown');
      const never = { ...waiting, view: { ...waiting.view, serialNumber: '4a5b' } };
      assert.equal(reasonOf(await approve(never)), 'certificate-unknown');
      assert.equal(await reasonOfLogon(waiting), 'certificate-waiting');
    });

    test('a user’s is the administrator’s to approve, and the administrator’s is on no list of theirs', async () => {
      must(await approve(waiting));
      const session = {
        bankCode: '9000',
        certificate: waiting.certificate,
        token: must(await logOn(world, customer, waiting.certificate)),
      };
      assert.deepEqual(must(await listWaitingCertificates(world, session)), []);
      const administrator = await newAdministrator(world);
      const user = await addUser(world, administrator);
      const first = must(await acquire(world, user));
      must(await logOn(world, user, first.certificate));
      goToDayFromEnd(world, first, 3);
      const again = must(await acquire(world, user));
      assert.equal(reasonOf(await logOn(world, user, again.certificate)), 'certificate-waiting');
      assert.equal(reasonOf(await approve(again)), 'approval-over');
      assert.equal(reasonOf(await logOn(world, user, again.certificate)), 'certificate-waiting');
    });
  });
});
