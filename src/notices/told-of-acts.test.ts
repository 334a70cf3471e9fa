// Mails of own PINs, moves to a new PC and permissions: queued with the act, once, and judged as a real SMTP server gets
// them, in both languages.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { mustAcquire, openContract } from '../../test/world/customers.ts';
import { eachDatabase } from '../../test/world/databases.ts';
import { caller, makeWorld, type World } from '../../test/world/deployment.ts';
import {
  headerNames,
  MAIL_HEADERS,
  type MailServer,
  openMailServer,
  type ReceivedMail,
} from '../../test/world/mail-server.ts';
import { addUser, administratorOf, type LoggedOn } from '../../test/world/users.ts';
import type { PermissionChoice } from '../domain/decide-permission.ts';
import { isRefusal } from '../domain/refusal.ts';
import { beginMoving } from '../procedures/certificates/move-to-new-pc.ts';
import { reissueByBank } from '../procedures/certificates/reissue-certificate.ts';
import { removeUser } from '../procedures/users/remove-user.ts';
import { setUserPermission } from '../procedures/users/set-user-permission.ts';
import type { BankProfile } from '../profile/bank-profile.ts';
import type { NoticeKind } from '../store/tables.ts';
import { smtpTransport } from './mail-transport.ts';
import { sendDueNotices } from './send-due-notices.ts';

const KEIRI = 'keiri@customer.example';
const HANAKO = 'hanako@customer.example';

eachDatabase((name, open) => {
  describe(`told of acts on ${name}`, () => {
    let world: World;
    let server: MailServer;
    let admin: LoggedOn;
    before(async () => {
      world = await makeWorld(await open());
      server = await openMailServer();
      admin = await administratorOf(world, await openContract(world, '9000', { mail: KEIRI }));
    });
    after(async () => {
      await server.close();
      await world.dispose();
    });
    beforeEach(async () => {
      await world.store.db.deleteFrom('notice').execute();
      await speak('ja');
    });

    const speak = (language: 'ja' | 'en') =>
      world.store.db.updateTable('contract').set({ language }).execute();
    /** What has arrived since, by recipient. */
    const arrived = async (kind: NoticeKind): Promise<ReceivedMail[]> => {
      const waiting = world.store.db.selectFrom('notice').select('id').where('sent_at', 'is', null);
      const rows = await waiting.where('kind', '=', kind).execute();
      await world.store.db.deleteFrom('notice').where('kind', '!=', kind).execute();
      server.received.length = 0;
      const outcome = await sendDueNotices(world, smtpTransport(server.url));
      assert.deepEqual(outcome, { sent: rows.length, failed: 0, givenUp: 0 });
      for (const got of server.received) {
        assert.deepEqual(headerNames(got), MAIL_HEADERS);
        assert.equal(got.mail.html, undefined);
        const text = got.mail.text ?? '';
        assert.doesNotMatch(text, /:\/\/|\bwww\./i, 'no link');
        assert.ok(!text.includes(admin.customer.contractId));
        for (const pin of [admin.customer.contractPin, admin.customer.contractConfirmationPin])
          assert.ok(pin && !text.includes(pin));
      }
      return server.received.toSorted((a, b) => String(a.to).localeCompare(String(b.to)));
    };
    const banksWith = (mails: Partial<BankProfile['mails']>): World['banks'] =>
      new Map([...world.banks].map(([code, one]) => [code, { ...one, mails: { ...one.mails, ...mails } }]));
    const permit = async (userId: string, choice: PermissionChoice) => {
      const done = await setUserPermission(world, { ...admin, userId, choice }, caller());
      assert.ok(!isRefusal(done), JSON.stringify(done));
    };
    /** Another act is another instant. */
    const wait = () => {
      world.clock.now += 1000;
    };

    test('own PINs of an administrator: to the contract’s address', async () => {
      await openContract(world, '9000', { mail: KEIRI });
      const [got, ...more] = await arrived('pinsChosen');
      assert.deepEqual([got?.to, more], [[KEIRI], []]);
      assert.match(got?.mail.subject ?? '', /^【見本】.*開通確認が完了しました$/);
      assert.match(got?.mail.text ?? '', /管理者の新しい暗証番号・パスワードが登録されました/);
      assert.match(got?.mail.text ?? '', /192\.0\.2\.7/);
    });

    test('own PINs of a user: to the user and the administrator, in English', async () => {
      await speak('en');
      await addUser(world, admin, { userId: 'pins0001', mail: HANAKO });
      const [user, administrator, ...more] = await arrived('pinsChosen');
      assert.deepEqual([user?.to, administrator?.to, more], [[HANAKO], [KEIRI], []]);
      for (const got of [user, administrator]) {
        assert.match(got?.mail.subject ?? '', /^\(Specimen\) New PINs were registered/);
        assert.match(got?.mail.text ?? '', /The user of .* has registered new PINs/);
        assert.match(got?.mail.text ?? '', /pins0001/);
        assert.equal(got?.mail.headers.find(({ key }) => key === 'content-language')?.value, 'en');
      }
    });

    test('to the user alone where the bank wants it so; somebody hears of it in any case', async () => {
      const banks = banksWith({ userPinsChosen: 'user' });
      const discreet = { ...world, banks };
      await addUser(discreet, admin, { mail: HANAKO });
      assert.deepEqual(
        (await arrived('pinsChosen')).map(({ to }) => to),
        [[HANAKO]],
      );
      wait();
      await addUser(discreet, admin, { mail: KEIRI });
      assert.deepEqual(
        (await arrived('pinsChosen')).map(({ to }) => to),
        [[KEIRI]],
      );
    });

    test('told whatever the profile lets go out', async () => {
      const banks = banksWith({ kinds: [] });
      const quiet = { ...world, banks };
      await openContract(quiet, '9000', { mail: KEIRI });
      assert.equal((await arrived('pinsChosen')).length, 1);
    });

    for (const [language, subject, until] of [
      ['ja', /新しいパソコンへの移行が始まりました/, /2026年6月29日まで/],
      ['en', /A move to a new PC has begun/, /until .*June.*29|until .*29 June|until .*2026/],
    ] as const) {
      test(`a move begun, in ${language}: with the day, once for each time it is begun`, async () => {
        await speak(language);
        const begin = () => beginMoving(world, admin, caller('198.51.100.9'));
        assert.ok(!isRefusal(await begin()));
        assert.ok(!isRefusal(await begin()), 'the same instant');
        const [got, ...more] = await arrived('movingBegun');
        assert.deepEqual([got?.to, more], [[KEIRI], []]);
        assert.match(got?.mail.subject ?? '', subject);
        assert.match(got?.mail.text ?? '', until);
        assert.match(got?.mail.text ?? '', /198\.51\.100\.9/);
        assert.ok(got?.mail.text?.includes(admin.acquired.view.serialNumber));
        wait();
        assert.ok(!isRefusal(await begin()));
        assert.equal((await arrived('movingBegun')).length, 1);
        const wrong = { ...admin, fields: { contractConfirmationPin: 'wrong999' } };
        wait();
        assert.ok(isRefusal(await beginMoving(world, wrong, caller())));
        assert.deepEqual(await arrived('movingBegun'), [], 'nothing happened');
      });
    }

    test('a permission given later, given again, withdrawn: the user and the administrator', async () => {
      const user = await addUser(world, admin, { userId: 'given001', mail: HANAKO, permit: false });
      assert.deepEqual(await arrived('permitted'), []);
      for (const choice of ['issue', 'reissue'] as const) {
        wait();
        if (choice === 'reissue') await mustAcquire(world, user);
        await permit(user.userId, choice);
        const [mine, theirs, ...more] = await arrived('permitted');
        assert.deepEqual([mine?.to, theirs?.to, more], [[HANAKO], [KEIRI], []]);
        assert.match(mine?.mail.subject ?? '', /電子証明書を取得できます（2026年6月29日まで）$/);
        assert.match(mine?.mail.text ?? '', /取得できるのは2026年6月29日までです/);
        assert.match(mine?.mail.text ?? '', /^利用者：.*given001/m);
        assert.match(mine?.mail.text ?? '', /暗証番号は、メールではお知らせしません/);
      }
      wait();
      await permit(user.userId, 'revoke');
      const withdrawn = await arrived('permissionWithdrawn');
      assert.deepEqual(
        withdrawn.map(({ to }) => to),
        [[HANAKO], [KEIRI]],
      );
      assert.match(withdrawn[0]?.mail.subject ?? '', /取得の許可が取り消されました/);
      assert.match(withdrawn[0]?.mail.text ?? '', /必要になったときは、管理者にお申し出ください/);
    });

    test('in English; by the bank too; and none for who registers with it', async () => {
      await speak('en');
      const user = await addUser(world, admin, { mail: HANAKO });
      assert.deepEqual(await arrived('permitted'), [], 'the mail of the registration says the day');
      wait();
      const { bankCode, contractId } = admin.customer;
      const claim = { bankCode, contractId, userId: user.userId };
      assert.ok(!isRefusal(await reissueByBank(world, claim, caller())));
      const [got] = await arrived('permitted');
      assert.match(got?.mail.subject ?? '', /A certificate can be acquired \(until/);
      assert.match(got?.mail.text ?? '', /PINs are never told by mail/);
      wait();
      assert.ok(!isRefusal(await removeUser(world, { ...admin, userId: user.userId }, caller())));
      const [gone] = await arrived('permissionWithdrawn');
      assert.match(gone?.mail.subject ?? '', /The permission to acquire a certificate was withdrawn/);
      assert.match(gone?.mail.text ?? '', /ask the administrator/);
    });
  });
});
