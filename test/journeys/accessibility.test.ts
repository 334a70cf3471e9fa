// Every page in both languages: WCAG 2.2 AA as far as axe can tell, no sideways scrolling when magnified or on a
// telephone, nothing in the console, nothing asked of other hosts; and the whole way by keyboard alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { openContract } from '../world/customers.ts';
import { axeFaults } from './axe-faults.ts';
import { Pc } from './browser.ts';
import { tabAndEnter, typeInto } from './keyboard.ts';
import { takePictures } from './pictures.ts';
import type { Service } from './service.ts';
import { onStage } from './stage.ts';
import { enrolmentHref, FILE_PASSWORD } from './steps.ts';
import { takeTour } from './tour.ts';

/** 1280 at 200 % zoom, a telephone, and the narrowest that WCAG 1.4.10 asks for. */
const WIDTHS = [640, 390, 320];

let service: Service;
onStage(async (stage) => {
  service = await stage.service();
});

for (const language of ['ja', 'en'] as const) {
  test(`every page in ${language}`, async (t) => {
    const pc = await Pc.create(service);
    t.after(() => pc.dispose());
    const faults: string[] = [];
    const { watch } = await takeTour({
      service,
      pc,
      language,
      see: async (page, stop) => {
        const name = `${language}-${stop}`;
        await takePictures(page, name);
        const found = [
          ...(await axeFaults(page)),
          ...(await sidewaysScrolling(page)),
          ...(await frameFaults(page)),
        ];
        faults.push(...found.map((fault) => `${name}: ${fault}`));
      },
    });
    assert.deepEqual(faults, []);
    watch.assertClean();
  });
}

async function sidewaysScrolling(page: Page): Promise<string[]> {
  const before = page.viewportSize() ?? { width: 1280, height: 900 };
  const faults: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const needed = await page.evaluate(() => document.documentElement.scrollWidth);
    if (needed > width) faults.push(`needs ${needed} pixels where ${width} are`);
  }
  await page.setViewportSize(before);
  return faults;
}

/** What axe leaves to people: one h1, a title of its own that begins with it. */
async function frameFaults(page: Page): Promise<string[]> {
  const headings = (await page.locator('h1').allTextContents()).map((text) => text.trim());
  if (headings.length !== 1) return [`${headings.length} h1`];
  const title = await page.title();
  return title.includes(headings[0] ?? '') ? [] : [`the title is ${title}, the h1 ${headings[0]}`];
}

test('acquisition and logon by keyboard alone', async (t) => {
  const pc = await Pc.create(service);
  t.after(() => pc.dispose());
  const customer = await openContract(service.deployment, '9000');
  const { page, watch } = await pc.open();
  const press = (selector: string) => tabAndEnter(page, selector);

  await page.goto(enrolmentHref(service, customer));
  await press('main a.button.primary');
  await page.waitForURL(/\/identify$/);
  await typeInto(page, '#contractId', customer.contractId);
  await typeInto(page, '#contractPin', customer.contractPin);
  await typeInto(page, '#contractConfirmationPin', customer.contractConfirmationPin ?? '');
  // As in every form, Enter in the last field sends it.
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/key-place$/);
  await press('main button.primary');
  await page.waitForURL(/\/make-key$/);
  await typeInto(page, '#file-password', FILE_PASSWORD);
  await typeInto(page, '#file-password-repeat', FILE_PASSWORD);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    press('#password-form button[type=submit]'),
  ]);
  await pc.importFile(await download.path(), FILE_PASSWORD);
  await press('#saved a.button.primary');
  await page.waitForURL(/\/installed$/);
  await press('main a.button.primary');
  await page.waitForURL(/\/logon\/administrator$/);
  await press('main a.button.primary');
  await page.waitForURL(/logon\.localhost/);
  await typeInto(page, '#contractPin', customer.contractPin);
  await page.keyboard.press('Enter');
  await page.locator('.cells').waitFor();
  for (const label of await page.locator('.cells label').all()) {
    const cell = customer.card?.cells[(await label.textContent()) ?? ''] ?? '';
    await typeInto(page, `#${await label.getAttribute('for')}`, cell);
  }
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/status$/);
  await press('form.log-off button');
  await page.waitForURL(/\/logged-off$/);
  watch.assertClean();
});

test('the link that skips to the contents comes first and works', async (t) => {
  const pc = await Pc.create(service);
  t.after(() => pc.dispose());
  const { page } = await pc.open();
  await page.goto(`${service.www}/9000/`);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.className), 'skip-link');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
});
