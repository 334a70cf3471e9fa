// Manual 002: the mail, 証明書更新, the new certificate and the old one; and what the manual says of locks and of who
// comes too late.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { doDailyWork } from '../../src/procedures/daily.ts';
import { type Acquired, openContract, type Person } from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { type MailServer, sendAll } from '../world/mail-server.ts';
import { addUser, administratorOf } from '../world/users.ts';
import { goFromTop } from './by-label.ts';
import { MANUAL_002 as MANUAL } from './manual-002.ts';
import { pcWith, renew } from './renewal.ts';
import type { Service } from './service.ts';
import { onStage } from './stage.ts';
import { acquiredAndUsed, aheadWhenIssued, DAY_MS, refusedFor } from './year.ts';

eachDatabase((database, _open, { fresh }) => {
  describe(`manual 002 on ${database}`, () => {
    let mails: MailServer;
    let service: Service;
    /** With their certificates of eleven months ago. */
    let people: readonly (readonly [Person, Acquired])[];
    onStage(async (stage) => {
      mails = await stage.mails();
      service = await stage.service(await fresh(), {
        bankCode: '1635',
        ahead: aheadWhenIssued(30),
        smtpUrl: mails.url,
      });
      people = await twoOfOneContract();
    });

    async function twoOfOneContract() {
      const { deployment } = service;
      const contact = { mail: 'keiri-002@customer.example' };
      const customer = await openContract(deployment, '1635', contact);
      const desk = await administratorOf(deployment, customer);
      const user = await addUser(deployment, desk, { name: '見本 更子', mail: 'sarako@customer.example' });
      return [
        [customer, desk.acquired],
        [user, await acquiredAndUsed(service, user)],
      ] as const;
    }

    test('電子証明書更新のお知らせがメールで届く', async () => {
      const { deployment, clock } = service;
      const subjects = () => mails.received.map(({ to, mail }) => `${to} ${mail.subject}`);
      const about = (text: string) => subjects().filter((subject) => subject.includes(text));
      clock.ahead = -DAY_MS;
      await doDailyWork(deployment);
      await sendAll(deployment, mails);
      assert.deepEqual(about('有効期限'), [], '31 days before the end');
      clock.ahead = 0;
      await doDailyWork(deployment);
      await sendAll(deployment, mails);
      assert.deepEqual(
        about('有効期限')
          .map((line) => line.replaceAll(/（.*?）/g, ''))
          .sort(),
        [
          'keiri-002@customer.example 【見本】利用者の電子証明書の有効期限',
          'keiri-002@customer.example 【見本】電子証明書の有効期限が近づいています',
          'sarako@customer.example 【見本】電子証明書の有効期限が近づいています',
        ],
      );
      const texts = mails.received.map(({ mail }) => mail.text ?? '');
      assert.ok(texts.some((text) => text.includes('「証明書更新」へお進みください')));
      assert.ok(
        texts.every((text) => !text.includes('http')),
        'no links',
      );
    });

    for (const [index, name] of ['管理者', '利用者'].entries()) {
      test(`${name}ログオン → 証明書更新 → 更新 → 新しい電子証明書 → 旧の削除`, async () => {
        const [person, old] = people[index] ?? assert.fail();
        const announced = /^電子証明書の有効期限が近づいています（あと(?:29|30)日）$/;
        await renew({ service, manual: MANUAL, person, old, announced });
      });
    }

    test('所定回数以上の誤り: 管理者のロックで利用者もロック、依頼書が示される', async () => {
      const [[, administrators], [, users]] = await twoOfOneContract();
      const { pc, browser } = await pcWith(service, administrators);
      const { page } = browser;
      await goFromTop(page, service, '1635', MANUAL.administrator.toLogon);
      for (let times = 0; times < 5; times += 1) {
        await page.getByLabel('ご契約先暗証番号', { exact: true }).fill('wrong1pin');
        await page.getByRole('main').getByRole('button', { name: 'ログオン', exact: true }).click();
        if (times < 4) await page.getByText(`あと${4 - times}回間違えるとロックされます。`).waitFor();
      }
      assert.equal(await refusedFor(page), 'pin-locked');
      await page
        .getByText(/「みなとがわビジネスダイレクト暗証番号閉塞解除依頼書」をお取引店へご提出ください。/)
        .waitFor();
      const others = await pcWith(service, users);
      await goFromTop(others.browser.page, service, '1635', MANUAL.user.toLogon);
      assert.equal(await refusedFor(others.browser.page), 'contract-locked');
      await pc.dispose();
      await others.pc.dispose();
    });

    test('有効期間が経過している場合は「電子証明書再発行依頼書」', async () => {
      const late = await openContract(service.deployment, '1635');
      const used = await acquiredAndUsed(service, late);
      // The browser's clock goes on being the real one: it still offers the certificate.
      service.clock.ahead = 400 * DAY_MS;
      const { pc, browser } = await pcWith(service, used);
      await goFromTop(browser.page, service, '1635', MANUAL.administrator.toLogon);
      assert.equal(await refusedFor(browser.page), 'certificate-expired');
      await browser.page
        .getByText(/「みなとがわビジネスダイレクト電子証明書再発行依頼書」をお取引店へご提出ください。/)
        .waitFor();
      assert.equal(await browser.page.getByText('取得し直せ').count(), 0, 'no re-acquisition at this bank');
      await pc.dispose();
    });
  });
});
