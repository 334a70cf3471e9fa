// What the manuals tell customers to do, done by the labels that they print.

import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Field, Role } from '../../src/profile/bank-profile.ts';
import { type Customer, entriesOf, type Person } from '../world/customers.ts';
import type { ManualPc, OpenBrowser, SavedFile } from './browser.ts';
import { type Manual, partOf } from './manual.ts';
import type { Service } from './service.ts';
import { FILE_PASSWORD, fillCells } from './steps.ts';

/** Who acts, and on which PC. */
export interface Actor {
  readonly pc: ManualPc;
  readonly person: Person;
}

export const roleOf = (person: Person): Role => ('customer' in person ? 'user' : 'administrator');
export const customerOf = (person: Person): Customer => ('customer' in person ? person.customer : person);

function idsOf(person: Person) {
  return {
    contractId: customerOf(person).contractId,
    userId: 'customer' in person ? person.userId : '',
  };
}

export const commonNameOf = (manual: Manual, person: Person): string =>
  partOf(manual, roleOf(person)).commonName(idsOf(person));

/** Presses a link or a button of the page, and waits for the page behind it. */
export async function press(page: Page, name: string): Promise<void> {
  const from = page.url();
  const main = page.getByRole('main');
  const button = main
    .getByRole('link', { name, exact: true })
    .or(main.getByRole('button', { name, exact: true }))
    .filter({ visible: true });
  try {
    await button.first().click();
    await page.waitForURL((url) => url.href !== from);
  } catch (error) {
    const text = (await main.textContent())?.replaceAll(/\s*\n\s*/g, '\n').slice(0, 2000);
    throw new Error(`「${name}」 leads nowhere from ${page.url()}:\n${text}`, { cause: error });
  }
}

export async function heading(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name, exact: typeof name === 'string' }).waitFor();
}

/** From the bank's top page, by what it offers. */
export async function goFromTop(
  page: Page,
  { www }: Service,
  bankCode: string,
  labels: readonly string[],
): Promise<void> {
  await page.goto(`${www}/${bankCode}/`);
  for (const label of labels) await press(page, label);
}

export async function factOn(page: Page, term: string): Promise<string> {
  const fact = page.locator('dl.facts > div', { has: page.getByText(term, { exact: true }) }).first();
  return ((await fact.locator('dd').textContent()) ?? '').trim();
}

/** A token is pressed only when it is asked for. */
function entryOf({ oneTimePassword, ...person }: Person, field: Field): string {
  return field === 'oneTimePassword' ? (oneTimePassword?.() ?? '') : (entriesOf(person)[field] ?? '');
}

/** Types what the page asks for, into the fields of these labels. */
export async function answer(
  page: Page,
  manual: Manual,
  person: Person,
  fields: readonly Field[],
): Promise<void> {
  for (const field of fields) {
    const label = manual.terms[field] ?? assert.fail(`manual ${manual.number} has no name for ${field}`);
    if (field !== 'cardPassword') {
      const value = entryOf(person, field);
      if (manual.softwareKeyboard && field.endsWith('Pin')) await pressKeys(page, label, value);
      else await page.getByLabel(label, { exact: true }).fill(value);
      continue;
    }
    const { card } = customerOf(person);
    const fixed = card?.cells[''];
    if (fixed === undefined) {
      await page.getByRole('group', { name: label }).waitFor();
      await fillCells(page, customerOf(person));
    } else {
      await page.getByLabel(label, { exact: true }).fill(fixed);
    }
  }
}

/** ソフトウェアキーボード入力, key by key. */
async function pressKeys(page: Page, label: string, value: string): Promise<void> {
  await page.getByRole('button', { name: `ソフトウェアキーボード入力 ${label}`, exact: true }).click();
  const keys = page.getByRole('group', { name: `${label}のソフトウェアキーボード`, exact: true });
  for (const character of value) await keys.getByRole('button', { name: character, exact: true }).click();
  await keys.getByRole('button', { name: '入力を終える' }).click();
  assert.equal(await page.getByLabel(label, { exact: true }).inputValue(), value);
}

/** What the page shows of a certificate. */
export interface Shown {
  readonly file: SavedFile;
  /** Upper-case hex. */
  readonly serialNumber: string;
  /** `YYYY年M月D日 23:59:59（日本時間）` */
  readonly notAfter: string;
}

/** From the page that tells what to have at hand to the certificate, which is put into the PC's store. */
export async function acquire(
  manual: Manual,
  actor: Actor,
  browser: OpenBrowser,
  act = manual.acquisition,
): Promise<Shown & { readonly browser: OpenBrowser }> {
  const { page } = browser;
  const { pc, person } = actor;
  const part = partOf(manual, roleOf(person));
  await heading(page, `${part.holder}用：${act}`);
  await press(page, `${act}を始める`);
  for (const fields of part.acquisition) {
    await answer(page, manual, person, fields);
    await press(page, '次へ');
  }
  await page.getByText(customerOf(person).companyName).waitFor();
  await press(page, '次へ');
  const file = await saveCertificate(pc, browser, act);
  await press(page, '次へ');
  await heading(page, '電子証明書の取得が完了しました');
  const shown = await certificateOn(page, manual, person);
  return { file, ...shown, browser: await pc.install(browser, file, FILE_PASSWORD) };
}

/** The page that makes the key: the file's password, the button, what comes. */
export async function saveCertificate(pc: ManualPc, browser: OpenBrowser, act: string): Promise<SavedFile> {
  const { page } = browser;
  await page.getByLabel('ファイルのパスワード', { exact: true }).fill(FILE_PASSWORD);
  await page.getByLabel('ファイルのパスワード（確認のためもう一度）').fill(FILE_PASSWORD);
  await noteProgress(page);
  const button = page.getByRole('button', { name: act, exact: true });
  const file = await pc.save(browser, () => button.click());
  assert.match(file.name, /^certificate-.+\.p12$/);
  await page.getByRole('heading', { name: '電子証明書を取得しました' }).waitFor();
  await page.getByText(file.name).waitFor();
  assert.deepEqual(await progressNoted(page), PROGRESS);
  return file;
}

const PROGRESS = ['電子証明書取得前処理中', '電子証明書発行処理中', '電子証明書のインストール準備中'];

/** Keeps every word on the progress that the page shows from now on. */
async function noteProgress(page: Page): Promise<void> {
  await page.locator('#progress-now').evaluate((place) => {
    place.dataset.noted = '';
    new MutationObserver(() => {
      place.dataset.noted += `${place.textContent}\n`;
    }).observe(place, { childList: true });
  });
}

async function progressNoted(page: Page): Promise<string[]> {
  const noted = (await page.locator('#progress-now').getAttribute('data-noted')) ?? '';
  return noted
    .trim()
    .split('\n')
    .map((line) => line.replace(/（.*/, ''));
}

/** Checks the certificate as it is shown: whose, from which bank, until when. */
export async function certificateOn(page: Page, manual: Manual, person: Person) {
  const serialNumber = (await factOn(page, 'シリアル番号')).replaceAll(/\s/g, '');
  assert.match(serialNumber, /^[0-9A-F]{32,40}$/);
  assert.equal(await factOn(page, '名義（Common Name）'), commonNameOf(manual, person));
  assert.equal(await factOn(page, '金融機関'), manual.bankName);
  assert.equal(await factOn(page, 'ご契約先'), customerOf(person).companyName);
  assert.match(
    await factOn(page, '有効期間の開始'),
    /^\d{4}年\d{1,2}月\d{1,2}日 \d\d:\d\d:\d\d（日本時間）$/,
  );
  const notAfter = await factOn(page, '有効期限');
  assert.match(notAfter, /^\d{4}年\d{1,2}月\d{1,2}日 23:59:59（日本時間）$/);
  return { serialNumber, notAfter };
}

/** The browser has chosen the certificate by now: what is asked next, to the status page; the host of the attempt. */
export async function logOn(page: Page, manual: Manual, person: Person): Promise<string> {
  const { logonPages, status } = partOf(manual, roleOf(person));
  await page.getByText('電子証明書を確認しました').waitFor();
  await page.getByText(commonNameOf(manual, person), { exact: true }).waitFor();
  for (const fields of logonPages) {
    await answer(page, manual, person, fields);
    await page.getByRole('main').getByRole('button', { name: manual.logon, exact: true }).click();
  }
  await heading(page, status);
  await page.getByText(`${customerOf(person).companyName} 様`).waitFor();
  return new URL(page.url()).hostname;
}

/** From the top page to the status page. */
export async function logOnFromTop(
  page: Page,
  service: Service,
  manual: Manual,
  person: Person,
): Promise<string> {
  await goFromTop(page, service, manual.bankCode, partOf(manual, roleOf(person)).toLogon);
  return logOn(page, manual, person);
}

export async function logOff(page: Page, { www }: Service, manual: Manual): Promise<void> {
  await page.getByRole('button', { name: manual.logoff, exact: true }).click();
  await heading(page, `${manual.logoff}しました`);
  assert.ok(page.url().startsWith(www), 'log off leads to the face without certificates');
}
