// The administrator's journey that the manuals print, from the bank's top page to the second logon, by the labels
// that the manuals print.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type Customer, openContract } from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { Pc } from './browser.ts';
import { takePictures } from './pictures.ts';
import { openService, type Service } from './service.ts';
import { FILE_PASSWORD, fillCells } from './steps.ts';

export interface Manual {
  readonly number: string;
  readonly bankCode: string;
  readonly bankName: string;
  /** What one presses from the top page on. */
  readonly toAcquisition: readonly string[];
  readonly toLogon: readonly string[];
  readonly contractId: string;
  /** On the page that tells what to have at hand. */
  readonly window: string;
  readonly cellsAsked: number;
}

/** Replays the manual on both databases, one service each. */
export function replayAdministrator(manual: Manual): void {
  eachDatabase((database, _open, { fresh }) => {
    describe(`manual ${manual.number} on ${database}`, () => {
      let service: Service;
      let pc: Pc;
      before(async () => {
        service = await openService(await fresh());
        pc = await Pc.create(service);
      });
      after(async () => {
        await pc?.dispose();
        await service?.close();
      });

      test(`${manual.toAcquisition.join(' → ')} → ログオン → ログオフ → ログオン`, async () => {
        const customer = await openContract(service.deployment, manual.bankCode);
        const { page, watch, close } = await pc.open();
        const { file, serialNumber } = await acquire(page, service, customer, manual);
        await pc.importFile(file, FILE_PASSWORD);
        await press(page, 'ログオンへ進む');
        await press(page, 'ログオン');
        const firstHost = await logOn(page, customer, manual);
        await page.getByText('今回が初めてです').waitFor();
        await page.getByText(serialNumber).waitFor();
        assert.match((await page.locator('main').textContent()) ?? '', /あと36[56]日/);

        await page.getByRole('button', { name: 'ログオフ', exact: true }).click();
        await page.getByRole('heading', { name: 'ログオフしました' }).waitFor();
        assert.ok(page.url().startsWith(service.www), 'log off leads to the face without certificates');

        await press(page, 'トップページへ戻る');
        for (const label of manual.toLogon) await press(page, label);
        const secondHost = await logOn(page, customer, manual);
        assert.notEqual(secondHost, firstHost, 'a host name that the browser has not met');
        await page.getByText(/（接続元 (?:127\.0\.0\.1|::1)）/).waitFor();
        await takePictures(page, `manual-${manual.number}-status`);
        watch.assertClean();
        await close();
      });
    });
  });
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('main').getByRole('link', { name, exact: true }).click();
}

/** From the top page to the certificate as issued. */
async function acquire(page: Page, { www }: Service, customer: Customer, manual: Manual) {
  await page.goto(`${www}/${manual.bankCode}/`);
  for (const label of manual.toAcquisition) await press(page, label);
  await page.getByText(manual.window).waitFor();
  await press(page, '電子証明書取得を始める');

  await page.getByLabel(manual.contractId, { exact: true }).fill(customer.contractId);
  await page.getByLabel('ご契約先暗証番号', { exact: true }).fill(customer.contractPin);
  await page.getByLabel('ご契約先確認暗証番号', { exact: true }).fill(customer.contractConfirmationPin ?? '');
  await page.getByRole('button', { name: '次へ' }).click();
  await page.getByText(customer.companyName).waitFor();
  await page.getByRole('button', { name: '次へ' }).click();

  await page.getByLabel('ファイルのパスワード', { exact: true }).fill(FILE_PASSWORD);
  await page.getByLabel('ファイルのパスワード（確認のためもう一度）').fill(FILE_PASSWORD);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '電子証明書取得', exact: true }).click(),
  ]);
  assert.match(download.suggestedFilename(), /^certificate-.+\.p12$/);
  const file = await download.path();
  await page.getByRole('heading', { name: '電子証明書を取得しました' }).waitFor();
  await page.getByText(download.suggestedFilename()).waitFor();
  await press(page, '次へ');

  await page.getByRole('heading', { name: '電子証明書の取得が完了しました' }).waitFor();
  const serialNumber = (await factOn(page, 'シリアル番号')).replaceAll(/\s/g, '');
  assert.match(serialNumber, /^[0-9A-F]{32,40}$/);
  assert.equal(await factOn(page, '名義（Common Name）'), `${customer.contractId}${manual.bankCode}`);
  assert.equal(await factOn(page, '金融機関'), manual.bankName);
  assert.equal(await factOn(page, 'ご契約先'), customer.companyName);
  assert.match(
    await factOn(page, '有効期間の開始'),
    /^\d{4}年\d{1,2}月\d{1,2}日 \d\d:\d\d:\d\d（日本時間）$/,
  );
  assert.match(await factOn(page, '有効期限'), /^\d{4}年\d{1,2}月\d{1,2}日 23:59:59（日本時間）$/);
  return { file, serialNumber };
}

async function factOn(page: Page, term: string): Promise<string> {
  const fact = page.locator('dl.facts > div', { has: page.getByText(term, { exact: true }) });
  return ((await fact.locator('dd').textContent()) ?? '').trim();
}

/** The browser has chosen the certificate by now; the host of the attempt. */
async function logOn(page: Page, customer: Customer, manual: Manual): Promise<string> {
  await page.getByText('電子証明書を確認しました').waitFor();
  await page.getByText(`${customer.contractId}${manual.bankCode}`).waitFor();
  await page.getByLabel('ご契約先暗証番号', { exact: true }).fill(customer.contractPin);
  await page.getByRole('button', { name: 'ログオン', exact: true }).click();
  const card = page.getByRole('group', { name: 'ワンタイムパスワード（お客様カード参照）' });
  assert.equal(await card.getByRole('textbox').count(), manual.cellsAsked);
  await fillCells(page, customer);
  await page.getByRole('button', { name: 'ログオン', exact: true }).click();
  await page.getByRole('heading', { name: 'ご契約先ステータス' }).waitFor();
  await page.getByText(`${customer.companyName} 様`).waitFor();
  return new URL(page.url()).hostname;
}
