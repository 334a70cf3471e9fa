// Manual 004 from its first page to its last: both certificates have expired, the administrator comes back by two PINs
// on two pages, the user by a PIN and what the token shows, each checks the Common Name and logs on.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { type Acquired, type Customer, type CustomerUser, openContract } from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { giveToken } from '../world/tokens.ts';
import { addUser, administratorOf } from '../world/users.ts';
import { type Browser, CHROMIUM, type ManualPc } from './browser.ts';
import { acquire, goFromTop, logOff, logOnFromTop, roleOf } from './by-label.ts';
import { type Manual, partOf, USUAL_TERMS, USUAL_WAY_TO_USERS } from './manual.ts';
import { takePictures } from './pictures.ts';
import type { Service } from './service.ts';
import { onStage } from './stage.ts';
import { acquiredAndUsed, aheadWhenIssued, mailsOf, refusedFor } from './year.ts';

const MANUAL: Manual = {
  number: '004',
  bankCode: '1283',
  bankName: '見本かわせみ信用金庫',
  terms: {
    ...USUAL_TERMS,
    contractId: '契約者ID（利用者番号）',
    oneTimePassword: 'ワンタイムパスワード',
  },
  acquisition: '電子証明書取得',
  logon: 'ログイン',
  logoff: 'ログアウト',
  softwareKeyboard: true,
  users: USUAL_WAY_TO_USERS,
  administrator: {
    holder: '管理者',
    toAcquisition: ['管理者用：電子証明書取得'],
    toLogon: ['管理者ログイン', 'ログイン'],
    acquisition: [['contractId', 'contractPin'], ['contractConfirmationPin']],
    logonPages: [['contractPin']],
    window: '期限の翌日から90日目まで',
    status: 'ご契約先ステータス',
    commonName: ({ contractId }) => `${contractId}1283`,
  },
  user: {
    holder: '利用者',
    toAcquisition: ['利用者用：電子証明書取得'],
    toLogon: ['利用者ログイン', 'ログイン'],
    acquisition: [['contractId', 'userId', 'userPin'], ['oneTimePassword']],
    logonPages: [['userPin']],
    window: '期限の翌日から90日目まで',
    status: '利用者ステータス',
    commonName: ({ contractId, userId }) => `${contractId}${userId}1283`,
  },
};

/** Replays the manual on both databases, one service each. */
export function replayAfterExpiry({ name, createPc }: Browser = CHROMIUM): void {
  eachDatabase((database, _open, { fresh }) => {
    describe(`manual 004 in ${name} on ${database}`, () => {
      let service: Service;
      let customer: Customer;
      let user: CustomerUser;
      const expired = new Map<Customer | CustomerUser, Acquired>();
      onStage(async (stage) => {
        service = await stage.service(await fresh(), { bankCode: '1283', ahead: aheadWhenIssued(-60) });
        const { deployment, clock } = service;
        customer = await openContract(deployment, '1283', { mail: 'keiri-004@customer.example' });
        const desk = await administratorOf(deployment, customer);
        expired.set(customer, desk.acquired);
        const registered = await addUser(deployment, desk, {
          userId: 'user04',
          mail: 'user04@customer.example',
        });
        const { contractId } = customer;
        const { secret } = await giveToken(deployment, { bankCode: '1283', contractId, userId: 'user04' });
        const token = new TOTP({ secret: new Secret({ buffer: Uint8Array.from(secret).buffer }) });
        user = { ...registered, oneTimePassword: () => token.generate({ timestamp: deployment.now() }) };
        expired.set(user, await acquiredAndUsed(service, user));
        clock.ahead = 0;
      });

      for (const role of ['administrator', 'user'] as const) {
        const part = partOf(MANUAL, role);
        test(`${part.toAcquisition.join(' → ')} → 本人確認 → 電子証明書取得完了 → ログイン`, async () => {
          const person = role === 'user' ? user : customer;
          assert.equal(roleOf(person), role);
          const pc = await createPc(service);
          try {
            await comeBack(pc, person);
          } finally {
            await pc.dispose();
          }
        });
      }

      async function comeBack(pc: ManualPc, person: Customer | CustomerUser): Promise<void> {
        const part = partOf(MANUAL, roleOf(person));
        const old = expired.get(person) ?? assert.fail();
        await pc.importIdentity(old);
        const first = await pc.open();
        await goFromTop(first.page, service, '1283', part.toLogon);
        assert.equal(await refusedFor(first.page), 'no-certificate', 'no browser offers what has expired');
        await goFromTop(first.page, service, '1283', part.toAcquisition);
        await first.page.getByText(part.window).waitFor();
        const { browser, serialNumber } = await acquire(MANUAL, { pc, person }, first);
        assert.notEqual(serialNumber, old.view.serialNumber.toUpperCase());
        const told = roleOf(person) === 'user' ? [customer.mail, user.mail] : [customer.mail];
        const mails = await mailsOf(service, customer, 'reAcquired');
        assert.ok(
          told.every((address) => mails.includes(address)),
          `${mails}`,
        );
        const { page, watch } = browser;
        await logOnFromTop(page, service, MANUAL, person);
        await page.getByText('この電子証明書は、ログインせずに取得し直されたものです').waitFor();
        await page.getByText(serialNumber).waitFor();
        await takePictures(page, `manual-004-${roleOf(person)}`);
        await logOff(page, service, MANUAL);
        watch.assertClean();
      }
    });
  });
}
