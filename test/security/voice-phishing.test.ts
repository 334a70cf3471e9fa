// A caller talks a customer out of everything that can be read out: ids, PINs, a one-time password, cells of the card
// (security page, test 1). What that opens and what not, under each setting of a profile; and who hears of it at once.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { isRefusal } from '../../src/domain/refusal.ts';
import { composeMail } from '../../src/notices/compose-mail.ts';
import {
  approveForBank,
  settleWaitingCertificate,
} from '../../src/procedures/certificates/approve-certificate.ts';
import { findOutlook } from '../../src/procedures/certificates/certificate-outlook.ts';
import { beginMoving } from '../../src/procedures/certificates/move-to-new-pc.ts';
import { revokeBySerialNumber } from '../../src/procedures/certificates/revoke-certificate.ts';
import { beginRenewal } from '../../src/procedures/enrol/begin-renewal.ts';
import { answerPasswordPage } from '../../src/procedures/password-logon/answer-password-page.ts';
import { setUserPermission } from '../../src/procedures/users/set-user-permission.ts';
import type { BankProfile } from '../../src/profile/bank-profile.ts';
import { bank, banksAndSixth } from '../world/banks.ts';
import {
  type Acquired,
  acquire,
  type Customer,
  entriesOf,
  logOn,
  mustAcquire,
  openContract,
  type Person,
} from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { caller, makeWorld, NOON, type World } from '../world/deployment.ts';
import { giveToken, shownBy, type Token } from '../world/tokens.ts';
import { addUser, administratorOf, type LoggedOn } from '../world/users.ts';
import { goToDayFromEnd, logOnAgain, must, reasonOf } from '../world/year.ts';

/** As 9000, with the setting that lets the administrator have the last word. */
const WITH_APPROVAL: BankProfile = {
  ...bank('9000'),
  code: '9002',
  reAcquisition: { ...bank('9000').reAcquisition, administratorApprovesUsers: true },
};

/** As 9000, with the settings that leave neither to what can be read out. */
const CAREFUL: BankProfile = {
  ...WITH_APPROVAL,
  code: '9003',
  reAcquisition: { ...WITH_APPROVAL.reAcquisition, bankApprovesAdministrators: true },
};

/** What the caller gets ten days after the certificate's last day. */
const AFTER_EXPIRY = [
  ['9000', 'acquired', 'acquired'],
  ['9001', 'acquired', 'acquired'],
  ['5410', 'acquired', 'acquired'],
  ['1283', 'acquired', 'acquired'],
  ['9002', 'acquired', 'waits for the administrator'],
  ['9003', 'waits for the bank', 'waits for the administrator'],
  ['1635', 'certificate-expired', 'certificate-expired'],
  ['7777', 'certificate-expired', 'certificate-expired'],
] as const;

eachDatabase((name, open) => {
  describe(`what a caller can do, on ${name}`, () => {
    let world: World;
    before(async () => {
      const made = [WITH_APPROVAL, CAREFUL].map((profile) => [profile.code, profile] as const);
      const banks = new Map([...banksAndSixth(), ...made]);
      world = await makeWorld(await open(), { banks });
    });
    beforeEach(() => {
      world.clock.now = NOON;
    });
    after(() => world.dispose());

    /** Has a token where the bank has such, and reads out what it shows. */
    const withToken = async <One extends Person>(person: One, owner: Parameters<typeof giveToken>[1]) => {
      if (world.banks.get(owner.bankCode)?.token == null) return person;
      const token: Token = await giveToken(world, owner);
      let counter = 0;
      const oneTimePassword = () => shownBy(token, token.kind === 'totp' ? world.clock.now : counter++);
      return { ...person, oneTimePassword };
    };
    const company = async (bankCode: string) => {
      const opened = await openContract(world, bankCode);
      const customer: Customer = await withToken(opened, opened);
      const administrator = await administratorOf(world, customer);
      // A token's password of this step is used.
      world.clock.now += 120_000;
      return { customer, administrator };
    };
    const withUser = async (administrator: LoggedOn) => {
      const { customer } = administrator;
      const again = { ...administrator, fields: entriesOf(customer) };
      const added = await addUser(world, again);
      const { bankCode, contractId } = customer;
      const user = await withToken(added, { bankCode, contractId, userId: added.userId });
      const acquired = await mustAcquire(world, user);
      world.clock.now += 120_000;
      must(await logOn(world, user, acquired.certificate));
      return { user, acquired };
    };
    /** By the entrance that the bank has for it. */
    const byPhone = (person: Person) => {
      const { bankCode } = 'customer' in person ? person.customer : person;
      const own = world.banks.get(bankCode)?.reAcquisition.administrator !== undefined;
      return acquire(world, person, undefined, own ? 'reAcquisition' : 'enrolment');
    };
    const mailsOf = async ({ view }: Acquired) => {
      const rows = await world.store.db
        .selectFrom('notice')
        .selectAll()
        .where('kind', '=', 'reAcquired')
        .execute();
      return rows.filter((row) => row.params.includes(view.serialNumber));
    };

    for (const [bankCode, ofAdministrator, ofUser] of AFTER_EXPIRY) {
      test(`${bankCode}, after expiry: administrator ${ofAdministrator}, user ${ofUser}`, async () => {
        const { customer, administrator } = await company(bankCode);
        const { user, acquired } = await withUser(administrator);
        goToDayFromEnd(world, acquired, 10);
        for (const [person, expected, recipients] of [
          [customer, ofAdministrator, [customer.mail]],
          [user, ofUser, [customer.mail, user.mail]],
        ] as const) {
          const got = await byPhone(person);
          if (isRefusal(got)) {
            assert.equal(got.reason, expected);
            continue;
          }
          const mails = await mailsOf(got);
          assert.deepEqual(mails.map(({ recipient }) => recipient).toSorted(), recipients.toSorted());
          for (const row of mails) {
            assert.deepEqual(
              [row.created_at, row.next_try_at],
              [world.clock.now, world.clock.now],
              'at once',
            );
            const profile = world.banks.get(bankCode);
            assert.ok(profile);
            const { subject, text } = composeMail(profile, row);
            assert.match(subject, /ご確認ください/);
            assert.ok(text.includes(got.view.serialNumber) && text.includes('192.0.2.7'));
            assert.doesNotMatch(text, /:\/\//, 'no link');
          }
          const first = await logOn(world, person, got.certificate);
          if (expected !== 'acquired') {
            assert.equal(reasonOf(first), 'certificate-waiting');
            const bySelf = { bankCode, certificate: got.certificate, token: 'x', fields: entriesOf(person) };
            const { serialNumber } = got.view;
            const approved = await settleWaitingCertificate(
              world,
              { ...bySelf, serialNumber, approve: true },
              caller(),
            );
            assert.equal(reasonOf(approved), 'certificate-waiting');
            continue;
          }
          const session = { bankCode, certificate: got.certificate, token: must(first) };
          const outlook = must(await findOutlook(world, session));
          assert.deepEqual(outlook.reAcquired, { at: got.view.signedAt, address: '192.0.2.7' });
        }
      });
    }

    test('9003: everything of an administrator read out opens nothing, until the bank has called back', async () => {
      const { customer, administrator } = await company('9003');
      goToDayFromEnd(world, administrator.acquired, 10);
      const { certificate, view } = must(await byPhone(customer));
      const opened = async () => reasonOf(await logOn(world, customer, certificate));
      assert.equal(await opened(), 'certificate-waiting');
      const held = { bankCode: '9003', certificate, token: administrator.token, fields: entriesOf(customer) };
      for (const refused of [
        await findOutlook(world, held),
        await beginRenewal(world, held, caller()),
        await beginMoving(world, held, caller()),
        await setUserPermission(world, { ...held, userId: 'suzuki01', choice: 'reissue' }, caller()),
        await settleWaitingCertificate(
          world,
          { ...held, serialNumber: view.serialNumber, approve: true },
          caller(),
        ),
      ]) {
        assert.equal(reasonOf(refused), 'certificate-waiting');
      }
      // Once more: no shorter way, and the one before waits for nobody.
      const again = must(await byPhone(customer));
      assert.equal(await opened(), 'certificate-superseded');
      assert.equal(reasonOf(await logOn(world, customer, again.certificate)), 'certificate-waiting');
      const approve = ({ view: { serialNumber } }: Acquired) =>
        approveForBank(world, { bankCode: '9003', serialNumber }, caller());
      assert.equal(reasonOf(await approve({ ...again, view })), 'approval-over');
      must(await approve(again));
      must(await logOn(world, customer, again.certificate));
    });

    test('1283: without the one-time password nothing, and the one that was read out opens one way', async () => {
      const { administrator } = await company('1283');
      const { user, acquired } = await withUser(administrator);
      goToDayFromEnd(world, acquired, 10);
      const guessed = await byPhone({ ...user, oneTimePassword: () => '000000' });
      assert.equal(reasonOf(guessed), 'not-accepted');
      const password = user.oneTimePassword?.() ?? '';
      const readOut = { ...user, oneTimePassword: () => password };
      const got = must(await byPhone(readOut));
      assert.equal((await mailsOf(got)).length, 2);
      assert.equal(reasonOf(await byPhone(readOut)), 'not-accepted');
    });

    for (const { code } of [...banksAndSixth().values()]) {
      test(`${code}: while a certificate is in use, or once it was revoked, everything read out opens nothing`, async () => {
        const { customer, administrator } = await company(code);
        assert.equal(reasonOf(await byPhone(customer)), 'certificate-already-acquired');
        const byPassword = await answerPasswordPage(
          world,
          { bankCode: code, role: 'administrator', page: 0, fields: entriesOf(customer) },
          caller(),
        );
        const { passwordPages } = world.banks.get(code)?.logon ?? {};
        const oneMorePage = (passwordPages?.administrator.pages.length ?? 0) > 1;
        const told = passwordPages === undefined ? 'page-not-found' : 'password-logon-over';
        assert.ok(oneMorePage || reasonOf(byPassword) === told);
        const { serialNumber } = administrator.acquired.view;
        await revokeBySerialNumber(
          world,
          { bankCode: code, serialNumber, reason: 'keyCompromise' },
          caller(),
        );
        world.clock.now += 120_000;
        assert.equal(reasonOf(await byPhone(customer)), 'certificate-revoked');
      });
    }

    test('no act of a session is done without the certificate', async () => {
      const { customer, administrator } = await company('9000');
      const { user, acquired } = await withUser(administrator);
      for (const certificate of [undefined, acquired.certificate]) {
        const input = {
          bankCode: '9000',
          certificate,
          token: administrator.token,
          fields: entriesOf(customer),
        };
        const { serialNumber } = acquired.view;
        for (const refused of [
          await beginRenewal(world, input, caller()),
          await beginMoving(world, input, caller()),
          await setUserPermission(world, { ...input, userId: user.userId, choice: 'reissue' }, caller()),
          await settleWaitingCertificate(world, { ...input, serialNumber, approve: true }, caller()),
        ]) {
          assert.equal(
            reasonOf(refused),
            certificate === undefined ? 'no-certificate' : 'session-of-another-certificate',
          );
        }
      }
    });

    test('a certificate and the PIN without the card: the same cells until it locks', async () => {
      const { customer, administrator } = await company('9000');
      goToDayFromEnd(world, administrator.acquired, 10);
      const got = must(await byPhone(customer));
      const cells = Object.fromEntries(Object.keys(customer.card?.cells ?? {}).map((cell) => [cell, 'xx']));
      assert.ok(customer.card);
      const blind: Customer = { ...customer, card: { ...customer.card, cells } };
      const wrong: Customer = {
        ...blind,
        card: { ...customer.card, cells: Object.fromEntries(Object.keys(cells).map((cell) => [cell, '00'])) },
      };
      assert.equal(reasonOf(await logOn(world, blind, got.certificate)), 'form-invalid');
      const limit = bank('9000').card?.failureLimit ?? 0;
      for (let tries = 1; tries <= limit; tries += 1) {
        const reason = reasonOf(await logOn(world, wrong, got.certificate));
        assert.equal(reason, tries < limit ? 'card-password-wrong' : 'card-password-locked');
      }
      assert.equal(reasonOf(await logOn(world, customer, got.certificate)), 'card-password-locked');
    });

    test('before the first logon: the caller’s certificate takes the place of the customer’s, who hears of it', async () => {
      const customer = await openContract(world, '9000');
      const own = await mustAcquire(world, customer);
      const callers = must(await byPhone(customer));
      const mails = await world.store.db
        .selectFrom('notice')
        .selectAll()
        .where('kind', '=', 'certificateIssued')
        .execute();
      assert.ok(
        mails.some((row) => row.params.includes(callers.view.serialNumber) && row.next_try_at === NOON),
      );
      assert.equal(reasonOf(await logOn(world, customer, own.certificate)), 'certificate-superseded');
      must(await logOnAgain(world, customer, callers));
    });
  });
});
