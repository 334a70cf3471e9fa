// Manual 003: ID and password, then 電子証明書取得 with お客様ID and ログインパスワード, and 電子証明書再取得 once the
// certificate has expired; passwords are typed on the screen's keys.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Acquired, type Customer, openContract } from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { Pc } from './browser.ts';
import { acquire, goFromTop, logOff, logOnFromTop } from './by-label.ts';
import { type Manual, USUAL_TERMS, USUAL_WAY_TO_USERS } from './manual.ts';
import { findPasswordOver, logOnByPassword } from './password-way.ts';
import { takePictures } from './pictures.ts';
import type { Service } from './service.ts';
import { onStage } from './stage.ts';
import { acquiredAndUsed, aheadWhenIssued, mailsOf, refusedFor } from './year.ts';

const MANUAL: Manual = {
  number: '003',
  bankCode: '5410',
  bankName: '見本ひので信用金庫',
  terms: {
    ...USUAL_TERMS,
    contractId: 'お客様ID',
    contractPin: 'ログインパスワード',
    userPin: 'ログインパスワード',
  },
  acquisition: '電子証明書取得',
  logon: 'ログイン',
  logoff: 'ログアウト',
  softwareKeyboard: true,
  users: USUAL_WAY_TO_USERS,
  administrator: {
    holder: '管理者（MasterID）',
    toAcquisition: ['電子証明書取得'],
    toLogon: ['電子証明書ログイン', 'ログイン'],
    acquisition: [['contractId', 'contractPin']],
    logonPages: [['contractPin']],
    window: 'お申し込みの日から80日間',
    status: 'ご契約先ステータス',
    commonName: ({ contractId }) => `${contractId}-5410`,
  },
  user: {
    holder: '利用者',
    toAcquisition: ['電子証明書取得（利用者）'],
    toLogon: ['電子証明書ログイン（利用者）', 'ログイン'],
    acquisition: [['contractId', 'userId', 'userPin']],
    logonPages: [['userPin']],
    window: '管理者（MasterID）が発行の設定をした日から80日間',
    status: '利用者ステータス',
    commonName: ({ contractId, userId }) => `${contractId}-${userId}-5410`,
  },
};

const BY_PASSWORD = { labels: ['ログイン'], pages: [['contractId', 'contractPin']] } as const;

eachDatabase((database, _open, { fresh }) => {
  describe(`manual 003 on ${database}`, () => {
    let service: Service;
    let late: Customer;
    let expired: Acquired;
    onStage(async (stage) => {
      const options = { bankCode: '5410', ahead: aheadWhenIssued(-35) };
      service = await stage.service(await fresh(), options);
      late = await openContract(service.deployment, '5410');
      expired = await acquiredAndUsed(service, late);
      service.clock.ahead = 0;
    });

    test('ログイン → 電子証明書取得 → 電子証明書ログイン', async () => {
      const customer = await openContract(service.deployment, '5410');
      const pc = await Pc.create(service);
      const { page, watch, ...browser } = await pc.open();
      await logOnByPassword(page, service, MANUAL, customer, BY_PASSWORD);
      await goFromTop(page, service, '5410', MANUAL.administrator.toAcquisition);
      await page.getByText(MANUAL.administrator.window).waitFor();
      const got = await acquire(MANUAL, { pc, person: customer }, { page, watch, ...browser });
      await logOnFromTop(page, service, MANUAL, customer);
      await page.getByText(got.serialNumber).waitFor();
      await takePictures(page, 'manual-003-status');
      await logOff(page, service, MANUAL);
      await findPasswordOver(page, service, MANUAL, customer, BY_PASSWORD);
      watch.assertClean();
      await pc.dispose();
    });

    test('有効期限が切れた → 電子証明書再取得 → 電子証明書ログイン', async () => {
      const pc = await Pc.create(service);
      await pc.importIdentity(expired);
      const { page, watch, ...browser } = await pc.open();
      await goFromTop(page, service, '5410', MANUAL.administrator.toLogon);
      assert.equal(await refusedFor(page), 'no-certificate', 'a browser does not offer what has expired');
      await page.getByText('電子証明書の有効期限が切れている').waitFor();
      await goFromTop(page, service, '5410', ['電子証明書再取得']);
      await page.getByText('有効期限の翌日から90日目まで').waitFor();
      await takePictures(page, 'manual-003-re-acquisition');
      const actor = { pc, person: late };
      const got = await acquire(MANUAL, actor, { page, watch, ...browser }, '電子証明書再取得');
      assert.notEqual(got.serialNumber, expired.view.serialNumber.toUpperCase());
      assert.deepEqual(await mailsOf(service, late, 'reAcquired'), [late.mail]);
      await logOnFromTop(page, service, MANUAL, late);
      const again = page.getByRole('region', {
        name: 'この電子証明書は、ログインせずに取得し直されたものです',
      });
      assert.match((await again.textContent()) ?? '', /接続元は(?:127\.0\.0\.1|::1)です/);
      await takePictures(page, 'manual-003-re-acquired');
      await logOff(page, service, MANUAL);
      await logOnFromTop(page, service, MANUAL, late);
      assert.equal(await again.count(), 0, 'said at the first logon only');
      watch.assertClean();
      await pc.dispose();
    });
  });
});
