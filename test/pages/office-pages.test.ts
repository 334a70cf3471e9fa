// Every page of the office that there is (taken from the running face) in a real Chromium, in both languages: WCAG 2.2
// AA by axe, one heading, no page wider than a PC's window, a telephone or 320 px, everything reached by the keyboard.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Browser, chromium, type Page } from 'playwright-core';
import { axeFaults } from '../journeys/axe-faults.ts';
import { takePictures } from '../journeys/pictures.ts';
import type { HttpsVisitor } from '../world/https-visitor.ts';
import { OFFICE, type OfficeFace, openOfficeFace } from '../world/office-face.ts';
import { banksWithEverything, DESK, type Furnished, furnishBank, pathOf } from '../world/office-things.ts';

const BANK = '1635';
const ORIGIN = 'https://office.test';
const WIDTHS = [1280, 390, 320];
/** Long, and with a character that only the bank's own machines have (外字). */
const COMPANY = '株式会社とても長い名前の見本ビジネスソリューションズホールディングス\uE123関東支社';
/** Names what is asked for where a page asks for it first. */
const queryOf = ({ ids }: Furnished) => `?contractId=${ids.contract}&contract=${ids.contract}&userId=`;

let face: OfficeFace;
let browser: Browser;
let furnished: Furnished;
before(async () => {
  face = await openOfficeFace(undefined, banksWithEverything([BANK]));
  furnished = await furnishBank(face, BANK, COMPANY);
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
});
after(async () => {
  // A request that is still being handed on would fail after the tests, outside of them.
  for (const context of browser?.contexts() ?? []) await context.unrouteAll({ behavior: 'ignoreErrors' });
  await browser?.close();
  await face?.close();
});

/** A page whose every request is made by the visitor, who has the certificate. */
async function pageOf(visitor: HttpsVisitor): Promise<Page> {
  const context = await browser.newContext();
  await context.route('**/*', async (route) => {
    const { pathname, search } = new URL(route.request().url());
    const { status, headers, bytes } = await visitor.get(pathname + search);
    await route.fulfill({ status, body: bytes, contentType: headers['content-type'] ?? 'text/html' });
  });
  return context.newPage();
}

async function faultsOf(page: Page, name: string): Promise<string[]> {
  const faults = await axeFaults(page);
  if ((await page.locator('h1').count()) !== 1) faults.push('not one heading');
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (wider > 0) faults.push(`${wider} px too wide at ${width}`);
  }
  // What is pressed is a link, a button or a field: the key Tab reaches each of them, in the page's own order.
  const others = '[role="button"], [role="link"], [tabindex]:not([tabindex="0"], [tabindex="-1"])';
  if ((await page.locator(others).count()) > 0) faults.push('something is not in the order of the page');
  return faults.map((fault) => `${name}: ${fault}`);
}

describe('the office', () => {
  for (const [role, language] of [
    ['operator', 'ja'],
    ['approver', 'en'],
  ] as const) {
    test(`each page that the ${role} may see, in ${language}`, async () => {
      const visitor = furnished[role].browser;
      await visitor.get(`/${OFFICE}/desk?lang=${language}`);
      const page = await pageOf(visitor);
      const faults: string[] = [];
      let seen = 0;
      for (const route of face.routes.filter(({ method, url }) => method === 'GET' && url.startsWith(DESK))) {
        const path = `${pathOf(route, BANK, furnished.ids)}${queryOf(furnished)}`;
        const { status, headers, body } = await visitor.get(path);
        assert.ok(status < 500, `${path}: ${body}`);
        if (status !== 200 || !String(headers['content-type']).startsWith('text/html')) continue;
        seen += 1;
        await page.setViewportSize({ width: 1280, height: 900 });
        await page.goto(ORIGIN + path);
        assert.equal(await page.locator('html').getAttribute('lang'), language, path);
        const name = route.url.slice(DESK.length).replaceAll(/[/:.]+/g, '-');
        await takePictures(page, `office-${role}${name}`);
        faults.push(...(await faultsOf(page, `${role} ${route.url}`)));
      }
      assert.ok(seen > 30, `${seen} pages`);
      assert.deepEqual(faults, []);
    });
  }
});
