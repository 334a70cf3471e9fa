// Manual 002, steps 1 to 15: from the logon with the old certificate to the new one, and which one to delete. The old one
// goes on working in another browser until the new one has logged on, and then no more.

import assert from 'node:assert/strict';
import type { SecretField } from '../../src/profile/bank-profile.ts';
import type { Acquired, Person } from '../world/customers.ts';
import { Pc } from './browser.ts';
import {
  answer,
  certificateOn,
  factOn,
  goFromTop,
  heading,
  logOff,
  logOnFromTop,
  press,
  roleOf,
  type Shown,
  saveCertificate,
} from './by-label.ts';
import { type Manual, partOf } from './manual.ts';
import { takePictures } from './pictures.ts';
import type { Service } from './service.ts';
import { FILE_PASSWORD } from './steps.ts';
import { refusedFor } from './year.ts';

export interface Renewal {
  readonly service: Service;
  readonly manual: Manual;
  readonly person: Person;
  /** In use, and within the days of renewal. */
  readonly old: Acquired;
  /** The bank's word on the status page: how many days are left; not every bank has one. */
  readonly announced?: RegExp;
  /** What is asked before the renewal begins. */
  readonly asks?: readonly SecretField[];
}

/** A new PC in which a certificate lies, with its browser open. */
export async function pcWith(service: Service, acquired: Acquired) {
  const pc = await Pc.create(service);
  await pc.importIdentity(acquired);
  return { pc, browser: await pc.open() };
}

/** @returns the new certificate as the page shows it. */
export async function renew(renewal: Renewal): Promise<Omit<Shown, 'file'>> {
  const { service, manual, person, old, announced, asks = [] } = renewal;
  const { status, toLogon } = partOf(manual, roleOf(person));
  const { pc, browser } = await pcWith(service, old);
  const second = await pcWith(service, old);
  const other = second.browser.page;
  await logOnFromTop(other, service, manual, person);

  const { page, watch } = browser;
  const picture = (name: string) => takePictures(page, `manual-${manual.number}-${name}`);
  await logOnFromTop(page, service, manual, person);
  const oldEnd = await factOn(page, '有効期限');
  const oldSerial = old.view.serialNumber.toUpperCase();
  if (announced !== undefined) await page.getByRole('heading', { name: announced }).waitFor();
  await picture('notice');
  await press(page, '証明書更新');
  await heading(page, '証明書更新');
  await picture('renewal');
  await answer(page, manual, person, asks);
  await press(page, '更新');
  await press(page, '次へ');
  const file = await saveCertificate(pc, browser, '証明書更新');
  await press(page, '次へ');
  await heading(page, '電子証明書の更新が完了しました');
  const renewed = await certificateOn(page, manual, person);
  assert.notEqual(renewed.serialNumber, oldSerial);
  const notYet = page.getByRole('region', { name: /まだ削除しないでください/ });
  assert.ok((await notYet.textContent())?.includes(oldSerial));
  await picture('renewed');
  await pc.install(browser, file, FILE_PASSWORD);
  await press(page, 'このウィンドウを閉じる');
  await heading(page, `${manual.logoff}しました`);

  await other.reload();
  await heading(other, status);
  await other.getByText('更新した電子証明書が、まだ使われていません').waitFor();

  await logOnFromTop(page, service, manual, person);
  const toDelete = page.getByRole('region', { name: '前の電子証明書を削除してください' });
  const told = (await toDelete.textContent()) ?? '';
  for (const text of [oldSerial, oldEnd, renewed.serialNumber, renewed.notAfter]) {
    assert.ok(told.includes(text), `${text} in ${told}`);
  }
  await picture('delete');
  // In the session that was open, and in a new attempt.
  await other.reload();
  assert.equal(await refusedFor(other), 'certificate-superseded');
  await goFromTop(other, service, manual.bankCode, toLogon);
  assert.equal(await refusedFor(other), 'certificate-superseded');

  await logOff(page, service, manual);
  watch.assertClean();
  await pc.dispose();
  await second.pc.dispose();
  return renewed;
}
