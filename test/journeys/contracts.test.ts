// A contract's first day at the bank: entered by an operator, approved by somebody else, the letter with the first PINs
// printed, and the customer acquires with what stands on it; and a bank's list, with a bad line and without.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Customer } from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { textOfPdf } from '../world/pdf.ts';
import { axeFaults } from './axe-faults.ts';
import { Pc } from './browser.ts';
import { acquire, heading, press } from './by-label.ts';
import { type DeskOfficer, deskMenu, officerAtDesk, typeOneTimePassword } from './desk.ts';
import { MANUAL_000 as MANUAL } from './manual-000.ts';
import { takePictures } from './pictures.ts';
import type { Service } from './service.ts';
import { onStage } from './stage.ts';
import { activate } from './users.ts';

const BANK = MANUAL.bankCode;
const CONTRACT = '90000012345';
const PIN = /^\s*(ご契約先暗証番号|ご契約先確認暗証番号)\s+(\S+)\s*$/gm;

eachDatabase((database, _open, { fresh }) => {
  // The desk's own tests run on both; here is what a browser adds.
  if (database === 'SQLite') return;
  describe(`契約事務 in Chromium on ${database}`, () => {
    let service: Service;
    let operator: DeskOfficer;
    let approver: DeskOfficer;
    let letter = '';
    onStage(async (stage) => {
      service = await stage.service(await fresh(), { bankCode: BANK, office: true });
      operator = await officerAtDesk(service, { bankCode: BANK, role: 'operator' });
      stage.closing(() => operator.pc.dispose());
      approver = await officerAtDesk(service, { bankCode: BANK, role: 'approver' });
      stage.closing(() => approver.pc.dispose());
    });

    const see = async (page: Page, name: string) => {
      await takePictures(page, `contracts-${name}`);
      assert.deepEqual(await axeFaults(page), [], name);
    };
    const main = (page: Page) => page.getByRole('main');

    test('担当者が新しい契約を登録する', async () => {
      const { page } = operator.browser;
      await deskMenu(page, '契約事務');
      await see(page, 'desk-empty');
      await press(page, '契約を新しく登録する');
      await heading(page, '契約を新しく登録する');
      await page.getByLabel('会社名', { exact: true }).fill('株式会社\u202e見本');
      await page.getByRole('button', { name: '入力内容を確認する' }).click();
      await page.getByRole('alert').waitFor();
      await see(page, 'open-faulty');
      for (const [label, value] of [
        [MANUAL.terms.contractId ?? '', CONTRACT],
        ['会社名', '株式会社みなと見本'],
        ['会社名カナ', 'ミナトミホン'],
        ['郵便番号', '５５２０００１'],
        ['住所', '大阪府大阪市港区見本三丁目4番5号'],
        ['メールアドレス', 'keiri@minato.example'],
      ] as const) {
        await page.getByLabel(label, { exact: true }).fill(value);
      }
      await see(page, 'open');
      await page.getByRole('button', { name: '入力内容を確認する' }).click();
      await heading(page, '申請内容の確認');
      await see(page, 'open-confirm');
      await press(page, '承認を申請する');
      await heading(page, '新規契約');
      await page.getByText('承認待ち', { exact: true }).waitFor();
      await see(page, 'order-operator');
    });

    test('承認者が確かめて承認し、仮の暗証番号の書面を印刷する', async () => {
      const { page } = approver.browser;
      await deskMenu(page, '契約事務');
      await see(page, 'desk');
      await page.getByRole('row').filter({ hasText: CONTRACT }).getByRole('link').click();
      await heading(page, '新規契約');
      await see(page, 'order-approver');
      await typeOneTimePassword(page, approver.officer);
      await page.getByRole('button', { name: '承認して実行する' }).click();
      await page.getByText('未印刷 1通、印刷済み 0通').waitFor();
      await see(page, 'order-done');
      const print = page.getByRole('button', { name: '書面（PDF）を作って印刷する' });
      const { path } = await approver.pc.save(approver.browser, () => print.click());
      const folder = process.env.WARIFU_SCREENSHOTS;
      if (folder !== undefined) {
        execFileSync('pdftoppm', ['-r', '80', '-png', path, `${folder}/contracts-paper`]);
      }
      letter = textOfPdf(await readFile(path));
      await page.reload();
      await page.getByText('未印刷 0通、印刷済み 1通').waitFor();
      const paper = letter.replaceAll(/\s/g, '');
      for (const part of [
        '〒552-0001',
        '大阪府大阪市港区見本三丁目4番5号',
        '株式会社みなと見本御中',
        CONTRACT,
      ]) {
        assert.ok(paper.includes(part), `${part} in ${paper}`);
      }
    });

    test('お客様は書面の暗証番号で開通確認をし、電子証明書を取得する', async () => {
      const pins = Object.fromEntries(
        [...letter.matchAll(PIN)].map(([, term = '', pin = '']) => [term, pin]),
      );
      const customer = {
        ...{ bankCode: BANK, contractId: CONTRACT, companyName: '株式会社みなと見本', card: undefined },
        contractPin: pins[MANUAL.terms.contractPin ?? ''] ?? assert.fail(letter),
        contractConfirmationPin: pins[MANUAL.terms.contractConfirmationPin ?? ''] ?? assert.fail(letter),
      } as Customer;
      const pc = await Pc.create(service);
      try {
        const browser = await pc.open();
        const own = await activate(browser.page, service, MANUAL, customer, ['管理者用：開通確認']);
        await press(browser.page, MANUAL.acquisition);
        await acquire(MANUAL, { pc, person: own }, browser);
        browser.watch.assertClean();
      } finally {
        await pc.dispose();
      }
    });

    test('お客様照会から、契約の手続きへ進める', async () => {
      const { page } = operator.browser;
      await deskMenu(page, 'お客様照会');
      await page.locator('#q').fill('みなと');
      await page.getByRole('button', { name: '検索する' }).click();
      await main(page).locator('a .code', { hasText: CONTRACT }).click();
      await see(page, 'customer');
      await press(page, '登録内容を変更する');
      await page.getByLabel('メールアドレス', { exact: true }).fill('soumu@minato.example');
      await page.getByRole('button', { name: '入力内容を確認する' }).click();
      await heading(page, '申請内容の確認');
      await see(page, 'change-confirm');
      await press(page, '承認を申請する');
      await deskMenu(page, 'お客様照会');
      await page.locator('#q').fill(CONTRACT);
      await page.getByRole('button', { name: '検索する' }).click();
      await main(page).locator('a .code', { hasText: CONTRACT }).click();
      await page.getByText('承認待ちの申請').waitFor();
      await press(page, '利用を停止する');
      await see(page, 'suspend');
    });

    test('一覧の誤りは行ごとに示され、直した一覧は登録される', async () => {
      const { page, watch } = operator.browser;
      const send = async (lines: readonly string[]) => {
        await deskMenu(page, '契約事務');
        await press(page, 'ファイルから一括登録する');
        const file = ['契約者ID,会社名,メールアドレス', ...lines].join('\r\n');
        await page.getByLabel('CSVファイル').setInputFiles({
          ...{ name: '新規契約一覧.csv', mimeType: 'text/csv' },
          buffer: Buffer.from(`\ufeff${file}`),
        });
        if (lines.length > 3) await see(page, 'import');
        await page.getByRole('button', { name: '読み込んで確認する' }).click();
        await heading(page, '一括登録の確認');
      };
      await send([
        `${CONTRACT},株式会社みなと見本,keiri@minato.example`,
        '90000012346,株式会社\ue000田,tada@customer.example',
        '90000012347,=1+1商会,suu@customer.example',
        '90000012346,株式会社二重,nijuu@customer.example',
        'A 1,,no-mail',
      ]);
      await page.getByText('登録できません。').waitFor();
      await see(page, 'list-faulty');
      await send([
        '90000012346,株式会社見本田,tada@customer.example',
        '90000012347,見本商会,suu@customer.example',
      ]);
      await see(page, 'list');
      await press(page, '承認を申請する');
      await heading(page, '一括登録');
      await see(page, 'order-import');
      await page.getByRole('link', { name: 'English' }).click();
      await see(page, 'order-import-en');
      watch.assertClean();
    });
  });
});
