// Keys on the screen and the check of the PC in a real Chromium with a real certificate: by mouse, touch and keyboard,
// WCAG 2.2 AA by axe, every key large enough for a finger, no page wider than a telephone, no script needed for more.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { Pc } from '../journeys/browser.ts';
import { takePictures } from '../journeys/pictures.ts';
import { openService, type Service } from '../journeys/service.ts';
import { arriveAtLogon } from '../journeys/steps.ts';
import { mustAcquire, openContract } from '../world/customers.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const IDENTIFY = '/1283/enrolment/administrator/identify';

let service: Service;
let pc: Pc;
before(async () => {
  service = await openService();
  pc = await Pc.create(service);
});
after(async () => {
  await pc?.dispose();
  await service?.close();
});

/** No finding of axe, and no width that the page does not fit; put in by the debugger, past the page's policy. */
async function judge(page: Page, name: string): Promise<void> {
  await takePictures(page, name);
  const debug = await page.context().newCDPSession(page);
  await debug.send('Runtime.evaluate', { expression: AXE });
  await debug.detach();
  const run = `axe.run({ runOnly: ${JSON.stringify(RULES)} })`;
  const { violations } = await page.evaluate<AxeResults>(run);
  const findings = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  assert.deepEqual(findings, [], name);
  for (const width of [640, 390, 320, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const needed = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(needed <= width, `${name} needs ${needed} of ${width} px`);
  }
}

const openerOf = (page: Page, field: string) => page.locator(`[data-keyboard=${field}] button`);
const panelOf = (page: Page, field: string) => page.locator(`#${field}-keyboard`);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim());

async function pressKeys(panel: Locator, keys: string): Promise<void> {
  for (const key of keys) await panel.locator(`[data-key="${key}"]`).click();
}

for (const language of ['ja', 'en'] as const) {
  test(`keys by mouse, in ${language}`, async () => {
    const { page, watch, close } = await pc.open();
    await page.goto(`${service.www}${IDENTIFY}?lang=${language}`);
    const panel = panelOf(page, 'contractPin');
    assert.equal(await panel.isVisible(), false);
    const opener = openerOf(page, 'contractPin');
    assert.equal(await opener.getAttribute('aria-expanded'), 'false');
    await opener.click();
    assert.equal(await opener.getAttribute('aria-expanded'), 'true');
    await pressKeys(panel, 'ab12');
    await panel.locator('[data-tool=capitals]').click();
    assert.equal(await panel.locator('[data-tool=capitals]').getAttribute('aria-pressed'), 'true');
    await pressKeys(panel, 'c');
    assert.equal(await page.inputValue('#contractPin'), 'ab12C');
    assert.match((await panel.locator('[role=status]').textContent()) ?? '', /5/);
    await panel.locator('[data-tool=erase]').click();
    assert.equal(await page.inputValue('#contractPin'), 'ab12');
    await judge(page, `keyboard-${language}`);
    for (const width of [1280, 390, 320]) {
      await page.setViewportSize({ width, height: 900 });
      for (const button of await panel.getByRole('button').all()) {
        const box = await button.boundingBox();
        assert.ok(
          box !== null && box.width >= 44 && box.height >= 44,
          `${JSON.stringify(box)} at ${width} px`,
        );
      }
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    // What is typed and what is pressed go into the same field.
    await page.locator('#contractPin').press('End');
    await page.keyboard.type('xy');
    await pressKeys(panel, '3');
    assert.equal(await page.inputValue('#contractPin'), 'ab12xy3');
    await pressKeys(panel, '4567890');
    assert.equal(await page.inputValue('#contractPin'), 'ab12xy345678', 'the bank takes 12');
    await panel.locator('[data-tool=clear]').click();
    assert.equal(await page.inputValue('#contractPin'), '');
    await panel.locator('[data-tool=done]').click();
    assert.equal(await panel.isVisible(), false);
    watch.assertClean();
    await close();
  });
}

test('one keyboard at a time; what was pressed is what is sent', async () => {
  const customer = await openContract(service.deployment, '5410');
  const { page, watch, close } = await pc.open();
  await page.goto(`${service.www}/5410/enrolment/administrator/identify`);
  await page.fill('#contractId', customer.contractId);
  await openerOf(page, 'contractPin').click();
  for (const character of customer.contractPin) {
    const panel = panelOf(page, 'contractPin');
    const capitals = panel.locator('[data-tool=capitals]');
    const wanted = /[A-Z]/.test(character);
    if (((await capitals.getAttribute('aria-pressed')) === 'true') !== wanted) await capitals.click();
    await pressKeys(panel, character.toLowerCase());
  }
  assert.equal(await page.inputValue('#contractPin'), customer.contractPin);
  await page.getByRole('button', { name: '次へ' }).click();
  await page.waitForURL('**/key-place');

  await page.goto(`${service.www}/1283/certificate-lookup/administrator`);
  const [first, second] = await page.locator('[data-keyboard] button').all();
  await first?.click();
  await second?.click();
  assert.equal(await page.locator('.keyboard:visible').count(), 1);
  watch.assertClean();
  await close();
});

test('keys by Tab, arrows, Enter and Escape; the focus goes back', async () => {
  const { page, watch, close } = await pc.open();
  await page.goto(`${service.www}${IDENTIFY}?lang=ja`);
  await openerOf(page, 'contractPin').focus();
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), '1');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(page), 'w');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowUp');
  assert.equal(await focused(page), '2');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await focused(page), '入力を終える');
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(page), '1');
  assert.equal(await page.inputValue('#contractPin'), '12w');
  // Typing goes on where the focus is; one Tab leads past all keys.
  await page.keyboard.type('q9');
  await page.keyboard.press('Backspace');
  assert.equal(await page.inputValue('#contractPin'), '12wq');
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), '大文字');
  await page.keyboard.press('Shift+Tab');
  assert.equal(await focused(page), '1');
  await page.keyboard.press('Escape');
  assert.equal(await panelOf(page, 'contractPin').isVisible(), false);
  assert.match((await focused(page)) ?? '', /^ソフトウェアキーボード入力/);
  watch.assertClean();
  await close();
});

test('digits in another order, for as long as the tab lives', async () => {
  const { page, watch, close } = await pc.open();
  await page.goto(`${service.www}${IDENTIFY}`);
  const digits = () =>
    panelOf(page, 'contractPin')
      .locator('[data-keys=digits] .key')
      .allTextContents()
      .then((all) => all.join(''));
  const shuffle = panelOf(page, 'contractPin').locator('[data-tool=shuffled]');
  await openerOf(page, 'contractPin').click();
  assert.equal(await digits(), '1234567890');
  await shuffle.click();
  const orders = new Set([await digits()]);
  for (let times = 0; times < 4; times += 1) {
    await page.reload();
    await openerOf(page, 'contractPin').click();
    assert.equal(await shuffle.getAttribute('aria-pressed'), 'true');
    orders.add(await digits());
  }
  assert.ok(orders.size > 3, 'an order of its own each time');
  for (const order of orders) assert.equal([...order].sort().join(''), '0123456789');
  await shuffle.click();
  assert.equal(await digits(), '1234567890');
  watch.assertClean();
  await close();
});

test('on a telephone, by touch, without raising its own keys', async () => {
  const { context, close } = await pc.open();
  const browser = context.browser();
  assert.ok(browser);
  const phone = await browser.newContext({
    hasTouch: true,
    isMobile: true,
    viewport: { width: 390, height: 844 },
    ignoreHTTPSErrors: true,
  });
  const page = await phone.newPage();
  await page.goto(`${service.www}${IDENTIFY}`);
  await openerOf(page, 'contractPin').tap();
  for (const digit of '70') await panelOf(page, 'contractPin').locator(`[data-key="${digit}"]`).tap();
  assert.equal(await page.inputValue('#contractPin'), '70');
  assert.notEqual(await page.evaluate(() => document.activeElement?.id), 'contractPin');
  await phone.close();
  await close();
});

test('without JavaScript there are no keys and no empty promise of them', async () => {
  const { page, close } = await pc.open({ javaScript: false });
  await page.goto(`${service.www}${IDENTIFY}`);
  assert.equal(await openerOf(page, 'contractPin').isVisible(), false);
  assert.equal(await page.locator('.keyboard:visible').count(), 0);
  await page.goto(`${service.www}/1283/check`);
  assert.match(page.url(), /cookie=given/);
  const states = await page
    .locator('.checks > li')
    .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.state));
  assert.deepEqual(states, ['good', 'good', 'good', 'bad', 'unknown', 'unknown', 'unknown']);
  assert.equal(await page.locator('#check-summary').isVisible(), false);
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#try-save').click()]);
  assert.equal(download.suggestedFilename(), 'warifu-check.txt');
  await close();
});

test('the explanation of the keys opens beside the form', async () => {
  const { page, context, watch, close } = await pc.open();
  for (const language of ['ja', 'en']) {
    await page.goto(`${service.www}${IDENTIFY}?lang=${language}`);
    await page.fill('#contractId', '12345678901');
    const [beside] = await Promise.all([
      context.waitForEvent('page'),
      page.locator('.keyboard-way a').first().click(),
    ]);
    await beside.waitForLoadState();
    assert.match(beside.url(), /\/1283\/software-keyboard$/);
    await judge(beside, `keyboard-help-${language}`);
    await beside.close();
    assert.equal(await page.inputValue('#contractId'), '12345678901');
  }
  watch.assertClean();
  await close();
});

for (const language of ['ja', 'en'] as const) {
  test(`the check of the PC finds nothing wrong here, and a certificate arrives, in ${language}`, async () => {
    const customer = await openContract(service.deployment, '1283');
    await pc.importIdentity(await mustAcquire(service.deployment, customer));
    const commonName = `${customer.contractId}1283`;
    const { page, watch, close } = await pc.open({ commonName });
    await page.goto(`${service.www}/1283/check?lang=${language}`);
    await page.locator('#check-summary.success').waitFor();
    const states = await page
      .locator('.checks > li')
      .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.state));
    assert.deepEqual([...new Set(states)], ['good']);
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#try-save').click()]);
    assert.equal(download.suggestedFilename(), 'warifu-check.txt');
    await page.locator('#tried-save:not(:empty)').waitFor();
    await judge(page, `check-${language}`);

    await page.locator('main .button.primary').click();
    await page.waitForURL(/^https:\/\/[a-z2-7]{32}\.logon\.localhost.*\/1283\/check/);
    assert.equal(await page.getAttribute('html', 'lang'), language);
    await page.getByText(commonName, { exact: true }).waitFor();
    await page.locator('.notice.success').waitFor();
    await judge(page, `check-arrived-${language}`);
    await page
      .getByRole('link', { name: language === 'ja' ? 'パソコンの確認へ戻る' : 'Back to “Check my PC”' })
      .click();
    await page.locator('#check-summary.success').waitFor();
    watch.assertClean();
    await close();
  });

  test(`no certificate arrives: why, and again on another host, in ${language}`, async (t) => {
    const bare = await Pc.create(service);
    t.after(() => bare.dispose());
    const { page, watch } = await bare.open();
    await page.goto(`${service.www}/1283/check?lang=${language}`);
    await page.locator('main .button.primary').click();
    await page.locator('.causes > li').first().waitFor();
    const { hostname } = new URL(page.url());
    await judge(page, `check-none-${language}`);
    await page.locator('.ways .button.primary').click();
    await page.waitForURL((url) => url.hostname.endsWith('.logon.localhost') && url.hostname !== hostname);
    watch.assertClean();
  });

  test(`questions often asked: an anchor leads to its entry, in ${language}`, async () => {
    const { page, watch, close } = await pc.open();
    await page.goto(`${service.www}/1283/nothing-here?lang=${language}`);
    await page.locator('.for-help-desk a[href*="/faq#"]').click();
    await page.waitForURL(/\/faq#page-not-found$/);
    const entry = page.locator('.faq-entry:target');
    assert.equal(await entry.getAttribute('id'), 'page-not-found');
    assert.ok(await entry.evaluate((one) => one.getBoundingClientRect().top < innerHeight));
    await judge(page, `faq-${language}`);
    watch.assertClean();
    await close();
  });
}

test('a clock that is wrong is told', async () => {
  const { page, close } = await pc.open();
  service.clock.ahead = 20 * 60_000;
  await page.goto(`${service.www}/1283/check?lang=ja`);
  await page.locator('#check-summary.failure').waitFor();
  service.clock.ahead = 0;
  assert.match((await page.locator('#check-clock').textContent()) ?? '', /約20分違います/);
  assert.match((await page.locator('#check-summary').textContent()) ?? '', /^1件/);
  await close();
});

test('the keys work behind a certificate too', async () => {
  const customer = await openContract(service.deployment, '5410');
  await pc.importIdentity(await mustAcquire(service.deployment, customer));
  const { page, watch, close } = await pc.open({ commonName: `${customer.contractId}-5410` });
  await arriveAtLogon(page, service, '5410');
  await openerOf(page, 'contractPin').click();
  await page.keyboard.type(customer.contractPin);
  assert.equal(await page.inputValue('#contractPin'), customer.contractPin);
  await judge(page, 'keyboard-logon');
  await page.keyboard.press('Escape');
  await page.locator('main form .button.primary').click();
  await page.waitForURL(/\/status$/);
  watch.assertClean();
  await close();
});
