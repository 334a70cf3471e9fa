// ID・パスワード方式 as manual 000 has it before the change: it works, says that it will end, and is over for good.

import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Field } from '../../src/profile/bank-profile.ts';
import type { Person } from '../world/customers.ts';
import { answer, customerOf, goFromTop, heading, press, roleOf } from './by-label.ts';
import { type Manual, partOf } from './manual.ts';
import { reasonUnder } from './records.ts';
import type { Service } from './service.ts';
import { refusalOn } from './steps.ts';

export interface PasswordWay {
  /** Pressed from the top page on. */
  readonly labels: readonly string[];
  readonly pages: readonly (readonly Field[])[];
}

/** Logs on, reads what is said of the method, logs off. */
export async function logOnByPassword(
  page: Page,
  service: Service,
  manual: Manual,
  person: Person,
  way: PasswordWay,
): Promise<void> {
  await goFromTop(page, service, manual.bankCode, way.labels);
  for (const fields of way.pages) {
    await answer(page, manual, person, fields);
    await press(page, manual.logon);
  }
  await heading(page, partOf(manual, roleOf(person)).status);
  await page.getByText(`${customerOf(person).companyName} 様`).waitFor();
  await page.getByText(`ID・パスワード方式で${manual.logon}しています。`).waitFor();
  const warning = page.getByRole('region', { name: '電子証明書方式への変更' });
  assert.match(
    (await warning.textContent()) ?? '',
    /ID・パスワード方式では?(?:ログオン|ログイン)できなくなり/,
  );
  await page.getByRole('button', { name: manual.logoff, exact: true }).click();
  await heading(page, `${manual.logoff}しました`);
}

/** Who types everything rightly is told that the method is over, and finds the way to the certificate. */
export async function findPasswordOver(
  page: Page,
  service: Service,
  manual: Manual,
  person: Person,
  way: PasswordWay,
): Promise<void> {
  await goFromTop(page, service, manual.bankCode, way.labels);
  for (const fields of way.pages) {
    await answer(page, manual, person, fields);
    await page.getByRole('main').getByRole('button', { name: manual.logon, exact: true }).click();
    await page.waitForLoadState();
  }
  await page.locator('.refusal').waitFor();
  const { reason, reference } = await refusalOn(page);
  assert.equal(reason, 'password-logon-over');
  assert.equal(await reasonUnder(service, reference), 'password-logon-over');
}
