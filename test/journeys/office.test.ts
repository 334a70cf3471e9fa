// An officer's first day, from the registration sheet to the desk: own password, certificate, app, all in the browser.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { isRefusal } from '../../src/domain/refusal.ts';
import { answerEnrolmentPage } from '../../src/procedures/enrol/answer-enrolment-page.ts';
import { createOfficer } from '../../src/procedures/office/create-officer.ts';
import { entriesOf, mustAcquire, openContract } from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { caller } from '../world/deployment.ts';
import { shownBy, type Token } from '../world/tokens.ts';
import { axeFaults } from './axe-faults.ts';
import type { Pc } from './browser.ts';
import { goFromTop, heading, press } from './by-label.ts';
import { takePictures } from './pictures.ts';
import type { Service } from './service.ts';
import { onStage } from './stage.ts';
import { FILE_PASSWORD, goOn, makeKeyAndSave, refusalOn } from './steps.ts';

const OFFICE = '0000';
const BANK = '1635';
const PASSWORD = 'kumo-to-ame_37do';
const APP: Token = {
  ...{ serialNumber: '', secret: Buffer.from('an app secret of 20b'), kind: 'totp', algorithm: 'SHA1' },
  ...{ digits: 6, stepSeconds: 30 },
};

eachDatabase((database, _open, { fresh }) => {
  describe(`an officer in Chromium on ${database}`, () => {
    let service: Service;
    let pc: Pc;
    onStage(async (stage) => {
      service = await stage.service(await fresh(), { bankCode: BANK, office: true });
      pc = await stage.pc(service);
    });

    /** What the app shows next: each password is good once. */
    const nextPassword = () => {
      service.clock.ahead += 30_000;
      return shownBy(APP, service.deployment.now());
    };
    const type = async (page: Page, entries: Record<string, string>) => {
      for (const [id, value] of Object.entries(entries)) await page.locator(`#${id}`).fill(value);
      await goOn(page);
    };

    /** A customer calls who was refused: found by the reference on the page, and then what it was. */
    const helpCustomer = async (page: Page) => {
      const customer = await openContract(service.deployment, BANK, { companyName: '株式会社電話見本' });
      const fields = { ...entriesOf(customer), contractPin: 'wrong999' };
      const from = caller();
      const asked = { bankCode: BANK, role: 'administrator', page: 0, fields } as const;
      assert.ok(isRefusal(await answerEnrolmentPage(service.deployment, asked, from)));
      const see = async (name: string) => {
        await takePictures(page, name);
        assert.deepEqual(await axeFaults(page), [], name);
      };
      await page.getByRole('link', { name: 'お客様照会' }).click();
      await see('help-desk-search');
      for (const [query, name] of [
        ['存在しない会社', 'none'],
        ['電話', 'name'],
        [from.reference, 'reference'],
      ] as const) {
        await page.locator('#q').fill(query);
        await page.getByRole('button', { name: '検索する' }).click();
        await see(`help-desk-${name}`);
      }
      await page.locator('main a .code', { hasText: customer.contractId }).click();
      await page.getByText('お客様へのご案内').first().waitFor();
      await see('help-desk-customer');
      await page.getByRole('link', { name: 'English' }).click();
      await see('help-desk-customer-en');
      await page.getByRole('link', { name: '日本語' }).click();
    };

    /** 電子証明書一覧: a list, one of it, and the page before its end. */
    async function lookAtCertificates(page: Page): Promise<void> {
      await mustAcquire(service.deployment, await openContract(service.deployment, BANK));
      await page.getByRole('navigation', { name: '事務メニュー' }).getByText('電子証明書一覧').click();
      await heading(page, '電子証明書一覧');
      await page.locator('#list').selectOption('unused');
      await press(page, '表示する');
      await takePictures(page, 'office-certificates');
      assert.deepEqual(await axeFaults(page), []);
      await page.locator('main tbody a').first().click();
      await heading(page, /^電子証明書 /);
      await takePictures(page, 'office-certificate');
      assert.deepEqual(await axeFaults(page), []);
      await press(page, 'この電子証明書を失効させる');
      await heading(page, '電子証明書の失効');
      await takePictures(page, 'office-revoke');
      assert.deepEqual(await axeFaults(page), []);
    }

    /** 帳票: ordered, made while one looks, fetched as a file. */
    async function orderReport(page: Page): Promise<void> {
      await page.getByRole('navigation', { name: '事務メニュー' }).getByText('帳票').click();
      await heading(page, '帳票');
      await takePictures(page, 'office-reports');
      assert.deepEqual(await axeFaults(page), []);
      await page.getByRole('link', { name: 'ログオンと受け付けなかったログオン（日別）' }).click();
      await takePictures(page, 'office-report-order');
      assert.deepEqual(await axeFaults(page), []);
      await press(page, '申し込む');
      // The page itself looks how far it is.
      const file = page.getByRole('link', { name: 'ファイルを受け取る' });
      await file.waitFor();
      await takePictures(page, 'office-report-ready');
      assert.deepEqual(await axeFaults(page), []);
      const [download] = await Promise.all([page.waitForEvent('download'), file.click()]);
      assert.match(download.suggestedFilename(), /^activity-1635-.*\.csv$/);
      const text = await readFile(await download.path(), 'utf8');
      assert.ok(text.startsWith('\uFEFF日付,操作,結果'), text.slice(0, 40));
    }

    /** 監査記録: searched, and one record with what proves it. */
    async function readAudit(page: Page): Promise<void> {
      await page.getByRole('navigation', { name: '事務メニュー' }).getByText('監査記録').click();
      await heading(page, '監査記録');
      await takePictures(page, 'office-audit');
      assert.deepEqual(await axeFaults(page), []);
      await page.locator('#outcome').selectOption('refused');
      await press(page, '検索する');
      await page.locator('main tbody a').first().click();
      await heading(page, /^監査記録 \d+$/);
      await page.getByText('確かめたのは').waitFor();
      await takePictures(page, 'office-audit-record');
      assert.deepEqual(await axeFaults(page), []);
    }

    test('パスワードの登録、電子証明書取得、職員ログオン', async () => {
      const sheet = await createOfficer(
        service.deployment,
        {
          ...{ bankCode: BANK, officerId: 'tanto9', name: '見本 担当子', mail: 'tanto9@office.example' },
          ...{ role: 'approver', person: 'E0090', appSecret: APP.secret },
        },
        caller(),
      );
      assert.ok(!isRefusal(sheet));
      const ids = { contractId: BANK, userId: 'tanto9' };
      const browser = await pc.open();
      const { page, watch } = browser;

      await goFromTop(page, service, OFFICE, ['職員用：パスワードの登録']);
      await goOn(page);
      await type(page, { ...ids, userPin: sheet.firstPassword });
      await type(page, { userPin: PASSWORD, userPinAgain: PASSWORD });

      await goFromTop(page, service, OFFICE, ['職員用：電子証明書取得']);
      await goOn(page);
      await type(page, { ...ids, userPin: PASSWORD });
      await type(page, { oneTimePassword: nextPassword() });
      await goOn(page);
      await pc.importFile(await makeKeyAndSave(page), FILE_PASSWORD);

      await goFromTop(page, service, OFFICE, ['職員ログオン']);
      await goOn(page);
      assert.match(new URL(page.url()).hostname, /^[a-z2-7]{32}\.office\.localhost$/);
      await page.locator('#userPin').fill(PASSWORD);
      await page.locator('main form .button.primary').click();
      await type(page, { oneTimePassword: nextPassword() });
      await heading(page, '電子証明書事務');
      await page.getByText('見本 担当子さん（承認者）').waitFor();
      await takePictures(page, 'office-front');
      assert.deepEqual(await axeFaults(page), []);

      await helpCustomer(page);
      await lookAtCertificates(page);
      await orderReport(page);
      await readAudit(page);
      await page.locator('form.log-off button').click();
      await page.waitForURL(/\/logged-off/);
      watch.assertClean();
      await browser.close();
    });

    test('at a bank’s logon the officer’s certificate opens nothing', async () => {
      const browser = await pc.open();
      await browser.page.goto(`${service.www}/${BANK}/logon/user`);
      await goOn(browser.page);
      assert.equal((await refusalOn(browser.page)).reason, 'certificate-of-another-bank');
      await browser.close();
    });
  });
});
