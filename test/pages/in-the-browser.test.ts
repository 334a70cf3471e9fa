// The www face in a real Chromium: WCAG 2.2 AA by axe on every page, in both languages, by keyboard; no page wider
// than a PC's window, that at 200 %, a phone, or 320 px (WCAG 1.4.10); reload, back and double click; no JavaScript.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { AxeResults, RunOptions } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { readConfiguration } from '../../src/programs/configuration.ts';
import type { DemonstrationCustomer } from '../../src/programs/demonstration-customers.ts';
import { type RunningServer, startServer } from '../../src/programs/server.ts';

const WIDTHS = [1280, 640, 390, 320];
const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};

let folder: string;
let server: RunningServer;
let browser: Browser;
let customers: DemonstrationCustomer[];
let axeSource: string;

before(async () => {
  axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  folder = await mkdtemp(join(tmpdir(), 'warifu-accessibility-'));
  const read = readConfiguration(
    {
      WARIFU_DATA: folder,
      WARIFU_HOST: '127.0.0.1',
      WARIFU_WWW_PORT: '0',
      WARIFU_LOGON_PORT: '0',
      WARIFU_OFFICE_PORT: '0',
      WARIFU_PKI_PORT: '0',
    },
    { demonstration: true },
  );
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  server = await startServer(read.configuration, { logLevel: 'silent' });
  customers = JSON.parse(await readFile(join(folder, 'demo', 'customers.json'), 'utf8'));
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  });
});
after(async () => {
  await browser?.close();
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The page as it stands: no finding of axe, one h1, and no width that it does not fit. */
async function judge(page: Page, name: string): Promise<void> {
  await page.evaluate(`${axeSource};undefined`);
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(RULES)})`);
  const findings = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  assert.deepEqual(findings, [], name);
  assert.equal(await page.locator('h1').count(), 1, name);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(beyond, 0, `${name} at ${width} px`);
  }
}

/** Presses the page's main button with the keyboard alone. */
async function press(page: Page): Promise<void> {
  await page.locator('main .button.primary:visible').focus();
  await page.keyboard.press('Enter');
}

/** Presses the main button and waits for the next page. */
async function goOn(page: Page): Promise<void> {
  const loaded = page.waitForEvent('load');
  await press(page);
  await loaded;
}

const FIELDS = ['contractId', 'contractPin', 'contractConfirmationPin'] as const;

async function fillIn(
  page: Page,
  entries: { readonly [Name in (typeof FIELDS)[number]]?: string | undefined },
): Promise<void> {
  for (const field of FIELDS) {
    const entry = page.locator(`#${field}`);
    if ((await entry.count()) > 0) await entry.fill(entries[field] ?? '');
  }
}

/** One page of questions in 9000, two in 1283. */
for (const [language, bankCode] of [
  ['ja', '9000'],
  ['en', '1283'],
] as const) {
  test(`every page of ${bankCode} in ${language}`, async () => {
    const origin = server.addresses.wwwOrigin;
    const context = await browser.newContext({ ignoreHTTPSErrors: true, acceptDownloads: true });
    const page = await context.newPage();
    const scriptFaults: string[] = [];
    page.on('pageerror', (error) => scriptFaults.push(error.message));
    const show = async (path: string) => {
      await page.goto(`${origin}${path}`);
      await judge(page, path);
    };
    const customer = customers.find(
      (one) =>
        one.bank === bankCode && !one.suspended && one.state.en.startsWith('The administrator can acquire'),
    );
    assert.ok(customer);

    await show(`/?lang=${language}`);
    for (const path of [
      '',
      'logon/administrator',
      'logged-off',
      'certificate-lookup/administrator',
      'nothing',
    ]) {
      await show(`/${bankCode}/${path}`);
    }
    await show('/8888/');

    const way = `/${bankCode}/enrolment/administrator`;
    await show(way);
    await goOn(page);
    await judge(page, 'identify');
    await goOn(page);
    await judge(page, 'form-invalid');
    await fillIn(page, { ...customer, contractPin: 'wrongone' });
    await goOn(page);
    await judge(page, 'identify, wrong or next');
    await page.goto(`${origin}${way}/identify`);
    while (page.url().includes('/identify')) {
      await fillIn(page, customer);
      await goOn(page);
    }
    await judge(page, 'key place');
    await goOn(page);
    await judge(page, 'make key');
    await press(page);
    await judge(page, 'make key, no password');
    await page.fill('#file-password', 'Ein-Wort-2026');
    await page.fill('#file-password-repeat', 'Ein-Wort-2026');
    await context.setOffline(true);
    await press(page);
    await page.locator('#retry').waitFor();
    await judge(page, 'make key, line lost');
    await context.setOffline(false);
    const download = page.waitForEvent('download');
    await page.locator('#retry').click();
    assert.match((await download).suggestedFilename(), /^certificate-.*\.p12$/);
    await page.locator('#saved').waitFor();
    await judge(page, 'saved');
    await goOn(page);
    assert.match(page.url(), /\/installed$/);
    const closed = page.locator('details:not([open]) > summary');
    while ((await closed.count()) > 0) await closed.first().click();
    await judge(page, 'installed');
    await show(`${way}/make-key`);
    await page.goto(`${origin}/${bankCode}/certificate-lookup/administrator`);
    await fillIn(page, customer);
    await goOn(page);
    await judge(page, 'looked up');
    assert.deepEqual(scriptFaults, []);
    await context.close();
  });
}

test('without JavaScript the one page that needs it says why, and all others work', async () => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, javaScriptEnabled: false });
  const page = await context.newPage();
  const customer = customers.findLast(
    (one) => one.bank === '9000' && one.state.en.includes('second specimen'),
  );
  assert.ok(customer);
  await page.goto(`${server.addresses.wwwOrigin}/9000/enrolment/administrator/identify`);
  await fillIn(page, customer);
  await page.getByRole('button', { name: '次へ' }).click();
  await page.waitForURL('**/key-place');
  await page.getByRole('button', { name: '次へ' }).click();
  await page.waitForURL('**/make-key');
  const told = page.locator('noscript h2');
  assert.equal(await told.isVisible(), true);
  assert.equal(await told.textContent(), 'この画面だけはJavaScriptが必要です');
  assert.equal(await page.getByLabel('ファイルのパスワード').first().isVisible(), false);
  assert.equal(await page.locator('#waiting').isVisible(), false);
  await context.close();
});

test('double click, reload and back send nothing twice', async () => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.isNavigationRequest() && request.method() === 'POST') sent.push(request.url());
  });
  await page.goto(`${server.addresses.wwwOrigin}/9000/enrolment/administrator/identify`);
  await fillIn(page, {
    contractId: '99999999999',
    contractPin: 'wrongone',
    contractConfirmationPin: 'wrongone',
  });
  await page.locator('main button[type=submit]').dblclick();
  await page.getByText('not-accepted').waitFor();
  await page.reload();
  assert.equal(await page.locator('h1').textContent(), '本人確認');
  await page.goBack();
  assert.equal(await page.locator('h1').textContent(), '本人確認');
  assert.equal(sent.length, 1);
  await context.close();
});

test('a browser that keeps nothing for pages: the key is made all the same', async () => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, acceptDownloads: true });
  // What Chromium does when "all site data" is blocked: the mere look throws.
  await context.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('Access is denied for this document.', 'SecurityError');
        },
      });
    }
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  const customer = customers.find(
    (one) =>
      one.bank === '9001' && !one.suspended && one.state.en.startsWith('The administrator can acquire'),
  );
  assert.ok(customer);
  await page.goto(`${server.addresses.wwwOrigin}/9001/enrolment/administrator/identify`);
  await fillIn(page, customer);
  await goOn(page);
  await goOn(page);
  await page.fill('#file-password', 'Ein-Wort-2026');
  await page.fill('#file-password-repeat', 'Ein-Wort-2026');
  const download = page.waitForEvent('download');
  await press(page);
  assert.match((await download).suggestedFilename(), /\.p12$/);
  await page.locator('#saved').waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('a browser that takes no cookies is told so, and nothing is counted', async () => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  await page.route('**/*', async (route) => {
    const response = await route.fetch({ maxRedirects: 0 });
    const headers = { ...response.headers() };
    delete headers['set-cookie'];
    await route.fulfill({ response, headers });
  });
  const { db } = server.deployment.store;
  const tries = async () => (await db.selectFrom('guess_count').select('failures').execute()).length;
  const before = await tries();
  await page.goto(`${server.addresses.wwwOrigin}/9000/enrolment/administrator/identify`);
  await context.clearCookies();
  await fillIn(page, {
    contractId: '99999999998',
    contractPin: 'wrongone',
    contractConfirmationPin: 'wrongtwo',
  });
  await goOn(page);
  await page.getByText('csrf-token-missing').waitFor();
  assert.match((await page.locator('main').textContent()) ?? '', /Cookie/);
  assert.ok((await page.locator('.ways a').count()) > 0, 'a way out');
  assert.equal(await tries(), before);
  // A request that is still being handed on would fail after the test, outside of it.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await context.close();
});
