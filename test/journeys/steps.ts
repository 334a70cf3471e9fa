// What a customer does again and again on the pages, whatever their language: by the pages' own fields and buttons.

import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type Customer, entriesOf } from '../world/customers.ts';
import type { Service } from './service.ts';

export const FILE_PASSWORD = 'Gehe im-$99';

export const enrolmentHref = ({ www }: Service, customer: Customer, step = ''): string =>
  `${www}/${customer.bankCode}/enrolment/administrator${step}`;

/** Presses the page's main button or link and waits for the page behind it. */
export async function goOn(page: Page): Promise<void> {
  const from = page.url();
  await page.locator('main .button.primary:visible').first().click();
  await page.waitForURL((url) => url.href !== from);
}

/** Fills in what the page asks of who the customer is. */
export async function fillIn(page: Page, customer: Customer): Promise<void> {
  const entries = entriesOf(customer);
  for (const [field, value] of Object.entries(entries)) {
    const input = page.locator(`input#${field}`);
    if ((await input.count()) > 0) await input.fill(value ?? '');
  }
}

/** From nowhere to the page that makes the key. */
export async function arriveAtKeyPage(page: Page, service: Service, customer: Customer): Promise<void> {
  await page.goto(enrolmentHref(service, customer, '/identify'));
  while (page.url().includes('/identify')) {
    await fillIn(page, customer);
    await goOn(page);
  }
  await goOn(page);
  assert.match(page.url(), /\/make-key$/);
}

/** Chooses the password of the file on the page that makes the key, and starts. */
export async function makeKey(page: Page, password = FILE_PASSWORD): Promise<void> {
  await page.locator('#file-password').fill(password);
  await page.locator('#file-password-repeat').fill(password);
  await page.locator('#password-form button[type=submit]').click();
}

/** As {@link makeKey}, until the file is saved; its path. */
export async function makeKeyAndSave(page: Page, password = FILE_PASSWORD): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), makeKey(page, password)]);
  const file = await download.path();
  await page.locator('#saved').waitFor({ state: 'visible' });
  return file;
}

/** The whole acquisition; the file that was saved. */
export async function acquire(page: Page, service: Service, customer: Customer): Promise<string> {
  await arriveAtKeyPage(page, service, customer);
  const file = await makeKeyAndSave(page);
  await goOn(page);
  assert.match(page.url(), /\/installed$/);
  return file;
}

/** From the entrance of the logon to its first page, on a host that the browser has not met; that host. */
export async function arriveAtLogon(page: Page, { www }: Service, bankCode: string): Promise<string> {
  await page.goto(`${www}/${bankCode}/logon/administrator`);
  await goOn(page);
  const { hostname } = new URL(page.url());
  assert.match(hostname, /^[a-z2-7]{32}\.logon\.localhost$/);
  return hostname;
}

/** Copies the places that the page asks for from the customer's card. */
export async function fillCells(page: Page, customer: Customer): Promise<void> {
  const labels = page.locator('.cells label');
  assert.ok((await labels.count()) > 0, 'the page asks for no cells');
  for (const label of await labels.all()) {
    const input = page.locator(`#${await label.getAttribute('for')}`);
    await input.fill(customer.card?.cells[(await label.textContent()) ?? ''] ?? '');
  }
}

/** Logs on to the end: certificate, PIN, card; the host of the attempt. */
export async function logOn(page: Page, service: Service, customer: Customer): Promise<string> {
  const host = await arriveAtLogon(page, service, customer.bankCode);
  await page.locator('#contractPin').fill(customer.contractPin);
  await page.locator('main form .button.primary').click();
  await page.locator('.cells').waitFor();
  await fillCells(page, customer);
  await goOn(page);
  assert.match(page.url(), /\/status$/);
  return host;
}

export async function logOff(page: Page): Promise<void> {
  await page.locator('form.log-off button').click();
  await page.waitForURL(/\/logged-off$/);
}

/** Reason code and reference of a refusal, as the page tells them. */
export async function refusalOn(page: Page): Promise<{ reason: string; reference: string }> {
  const [reason = '', reference = ''] = await page.locator('.for-help-desk dd.code').allTextContents();
  return { reason, reference };
}
