// The customer of manual 002 who lost the card, locked the PIN and let the certificate expire: three request forms, an
// operator and an approver with certificates, passwords and an app, the card's letter on paper, and back on the status page.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type Customer, openContract } from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { type MailServer, sendAll } from '../world/mail-server.ts';
import { textOfPdf } from '../world/pdf.ts';
import { axeFaults } from './axe-faults.ts';
import type { OpenBrowser, Pc } from './browser.ts';
import { acquire, answer, goFromTop, heading, logOff, logOnFromTop, press } from './by-label.ts';
import { deskMenu, officerAtDesk, typeOneTimePassword } from './desk.ts';
import { MANUAL_002 as MANUAL } from './manual-002.ts';
import { takePictures } from './pictures.ts';
import type { Service } from './service.ts';
import { onStage } from './stage.ts';
import { acquiredAndUsed, aheadWhenIssued, refusedFor } from './year.ts';

const BANK = '1635';
/** 依頼書 as the manual calls them, after the service's name. */
const FORMS = ['暗証番号閉塞解除依頼書', 'お客様カード再発行依頼書', '電子証明書再発行依頼書'] as const;

eachDatabase((database, _open, { fresh }) => {
  describe(`the card lost, the PIN locked, the certificate expired, on ${database}`, () => {
    let mails: MailServer;
    let service: Service;
    let customer: Customer;
    let pc: Pc;
    /** What stands on the customer's desk in the end. */
    let letter = '';
    const { closing } = onStage(async (stage) => {
      mails = await stage.mails();
      service = await stage.service(await fresh(), {
        ...{ bankCode: BANK, office: true, smtpUrl: mails.url },
        ahead: aheadWhenIssued(-3),
      });
      const said = { companyName: '株式会社みなと見本', mail: 'keiri-lost@customer.example' };
      customer = await openContract(service.deployment, BANK, said);
      const move = { postal_code: '552-0001', postal_address: '大阪府大阪市港区見本三丁目4番5号' };
      await service.deployment.store.db.updateTable('contract').set(move).execute();
      const used = await acquiredAndUsed(service, customer);
      service.clock.ahead = 0;
      pc = await stage.pc(service);
      await pc.importIdentity(used);
    });

    test('期限切れの電子証明書では何も選べず、思い出せない暗証番号はロックされる', async () => {
      const browser = await pc.open();
      const { page } = browser;
      await goFromTop(page, service, BANK, MANUAL.administrator.toLogon);
      assert.equal(await refusedFor(page), 'no-certificate');
      for (let times = 0; times < 5; times += 1) {
        await goFromTop(page, service, BANK, MANUAL.administrator.toAcquisition);
        await press(page, '電子証明書取得を始める');
        await answer(page, MANUAL, { ...customer, contractPin: 'wrong1pin' }, [
          'contractId',
          'contractPin',
          'contractConfirmationPin',
        ]);
        await page.getByRole('main').getByRole('button', { name: '次へ', exact: true }).click();
        assert.equal(await refusedFor(page), 'not-accepted');
      }
      await browser.close();
    });

    const atTheDesk = async (role: 'operator' | 'approver') => {
      const desk = await officerAtDesk(service, { bankCode: BANK, role });
      closing(() => desk.pc.dispose());
      return desk;
    };
    const see = async (page: Page, name: string) => {
      await takePictures(page, `lost-card-${name}`);
      assert.deepEqual(await axeFaults(page), [], name);
    };

    test('担当者が3枚の依頼書を登録する', async () => {
      const desk = await atTheDesk('operator');
      const { page, watch } = desk.browser;
      await deskMenu(page, '依頼書');
      for (const [at, name] of FORMS.entries()) {
        await press(page, '依頼書を登録する');
        await page
          .getByRole('main')
          .getByRole('link', { name: new RegExp(`${name}$`) })
          .click();
        await heading(page, '依頼書の対象');
        await page.getByLabel('契約者ID（利用者番号）', { exact: true }).fill(customer.contractId);
        await press(page, '次へ');
        await heading(page, '依頼書の内容');
        await page.getByLabel('お申出の方のお名前').fill('見本 太郎');
        if (name === '電子証明書再発行依頼書') {
          await page.getByLabel('お申し出・お手続きによる').check();
          await page.getByLabel('お取引店名').fill('港支店');
        }
        for (const tick of await page.getByRole('checkbox').all()) await tick.check();
        if (at === 0) await see(page, 'entry');
        await page.getByRole('button', { name: '入力内容を確認する' }).click();
        await heading(page, '登録内容の確認');
        if (at === 0) await see(page, 'confirm');
        await press(page, '登録する');
        await heading(page, new RegExp(`${name}$`));
        await page.getByText('承認待ち', { exact: true }).waitFor();
        await deskMenu(page, '依頼書');
      }
      await see(page, 'queue');
      watch.assertClean();
    });

    test('承認者が確かめて承認し、カードの書面を印刷する', async () => {
      const desk = await atTheDesk('approver');
      const { page, watch } = desk.browser;
      for (const [at, name] of FORMS.entries()) {
        await deskMenu(page, '依頼書');
        const row = page.getByRole('row').filter({ hasText: name });
        await row.getByRole('link').first().click();
        await heading(page, new RegExp(`${name}$`));
        if (at === 0) {
          await see(page, 'approve');
          await typeOneTimePassword(page, desk.officer);
        }
        await page.getByRole('button', { name: '承認して実行する' }).click();
        await page.getByText('実行済み', { exact: true }).waitFor();
      }
      await see(page, 'done');
      await deskMenu(page, '書面');
      await see(page, 'letters');
      await page.getByRole('row').filter({ hasText: customer.contractId }).getByRole('link').click();
      await see(page, 'letter');
      letter = textOfPdf(await printed(desk, page));
      await page.reload();
      await page.getByText(`${desk.officer.name}さんが印刷しました`).waitFor();
      await see(page, 'letter-printed');
      watch.assertClean();
    });

    /** The letter's PDF, as the browser saved it; with WARIFU_SCREENSHOTS also as a picture. */
    async function printed(desk: { pc: Pc; browser: OpenBrowser }, page: Page): Promise<Buffer> {
      const button = page.getByRole('button', { name: '書面のPDFを開いて印刷する' });
      const { path } = await desk.pc.save(desk.browser, () => button.click());
      const folder = process.env.WARIFU_SCREENSHOTS;
      if (folder !== undefined) {
        execFileSync('pdftoppm', ['-r', '80', '-png', path, `${folder}/lost-card-paper`]);
      }
      return readFile(path);
    }

    test('お知らせのメールと書面がお客様に届く', async () => {
      await sendAll(service.deployment, mails);
      const subjects = mails.received
        .filter(({ to }) => to.includes('keiri-lost@customer.example'))
        .map(({ mail }) => mail.subject ?? '');
      for (const name of FORMS) {
        assert.ok(
          subjects.some((subject) => subject.includes('お手続きが終わりました') && subject.includes(name)),
          `${name} in ${subjects}`,
        );
      }
      const paper = letter.replaceAll(/\s/g, '');
      for (const part of [
        '〒552-0001',
        '大阪府大阪市港区見本三丁目4番5号',
        '株式会社みなと見本御中',
        customer.contractId,
        'これまでのお客様カードは使えません',
        '確認用パスワード',
      ]) {
        assert.ok(paper.includes(part), `${part} in ${paper}`);
      }
      for (const secret of [customer.contractPin, customer.contractConfirmationPin ?? '-']) {
        assert.ok(!paper.includes(secret), 'no PIN is on the card’s letter');
      }
    });

    test('お客様は元の暗証番号で取得し直し、新しいカードでご契約先ステータスに戻る', async () => {
      const card = cardOn(letter, customer);
      assert.notDeepEqual(card.cells, customer.card?.cells);
      const back = { ...customer, card };
      const browser = await pc.open();
      const { page, watch } = browser;
      await goFromTop(page, service, BANK, MANUAL.administrator.toAcquisition);
      await acquire(MANUAL, { pc, person: back }, browser);
      await logOnFromTop(page, service, MANUAL, back);
      await heading(page, 'ご契約先ステータス');
      await see(page, 'back');
      await logOff(page, service, MANUAL);
      watch.assertClean();
      await browser.close();
    });
  });
});

/** The table as the customer reads it off the paper. */
function cardOn(paper: string, { card }: Customer): NonNullable<Customer['card']> {
  const lines = paper.split('\n').map((line) => line.trim().split(/\s+/));
  const columns = lines.find(([first]) => first === 'ア') ?? assert.fail(paper);
  const cells = lines.flatMap(([row = '', ...contents]) =>
    /^[1-5]$/.test(row) && contents.length === columns.length
      ? contents.map((content, at) => [`${columns[at]}${row}`, content] as const)
      : [],
  );
  assert.equal(cells.length, Object.keys(card?.cells ?? {}).length, paper);
  return { cardNumber: '', cells: Object.fromEntries(cells) };
}
