// The office's pages of request forms in Chromium: WCAG 2.2 AA as far as axe can tell, and no sideways scrolling. The
// pages come over mutual TLS from the office face; the browser is handed what the visitor got.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import type axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { isRefusal } from '../../src/domain/refusal.ts';
import { checkName } from '../../src/domain/request-form-content.ts';
import type { FormKind } from '../../src/profile/bank-profile.ts';
import { mustAcquire, openContract } from '../world/customers.ts';
import type { HttpsVisitor } from '../world/https-visitor.ts';
import { OFFICE, type OfficeFace, openOfficeFace } from '../world/office-face.ts';
import { entriesFor } from '../world/request-forms.ts';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const WIDTHS = [1280, 390, 320];
const ORIGIN = 'https://office.test';
const BANK = '1635';
const FORMS = `/${OFFICE}/desk/forms/${BANK}`;

let face: OfficeFace;
let browser: Browser;
before(async () => {
  face = await openOfficeFace();
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
});
after(async () => {
  // A request that is still being handed on would fail after the tests, outside of them.
  for (const context of browser?.contexts() ?? []) await context.unrouteAll({ behavior: 'ignoreErrors' });
  await browser?.close();
  await face?.close();
});

/** A page whose every request is made by the visitor. */
async function pageOf(visitor: HttpsVisitor): Promise<Page> {
  const context = await browser.newContext({ bypassCSP: true });
  await context.route('**/*', async (route) => {
    const { pathname, search } = new URL(route.request().url());
    const { status, headers, body } = await visitor.get(pathname + search);
    await route.fulfill({ status, body, contentType: headers['content-type'] ?? 'text/html' });
  });
  return context.newPage();
}

async function faultsOf(page: Page, name: string): Promise<string[]> {
  const faults: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (wider > 0) faults.push(`${name}: ${wider} px too wide at ${width}`);
  }
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    (values) => (globalThis as unknown as { axe: typeof axe }).axe.run({ runOnly: { type: 'tag', values } }),
    RULES,
  );
  return [
    ...faults,
    ...violations.map(
      ({ id, nodes }) =>
        `${name}: ${id} ${nodes
          .map((node) => node.html)
          .join()
          .slice(0, 300)}`,
    ),
  ];
}

test('the pages of request forms, for both eyes', async () => {
  const operator = (await face.officerAt({ bankCode: BANK, role: 'operator' })).browser;
  const approver = (await face.officerAt({ bankCode: BANK, role: 'approver' })).browser;
  const pages = { operator: await pageOf(operator), approver: await pageOf(approver) };
  const faults: string[] = [];
  const see = async (who: 'operator' | 'approver', path: string) => {
    await pages[who].goto(ORIGIN + path);
    faults.push(...(await faultsOf(pages[who], `${who} ${path}`)));
  };
  /** What a post answered. */
  const judge = async (who: 'operator' | 'approver', name: string, body: string) => {
    await pages[who].setContent(body);
    faults.push(...(await faultsOf(pages[who], name)));
  };
  const entries = (kind: FormKind) => entriesFor(face.world, BANK, kind);
  const customer = await openContract(face.world, BANK, {
    companyName: '株式会社とても長い名前の見本ビジネスソリューションズホールディングス関東支社',
  });
  assert.ok(!isRefusal(await mustAcquire(face.world, customer)));

  const enter = async (kind: FormKind): Promise<string> => {
    const entry = `${FORMS}/new/${kind}/entry?contractId=${customer.contractId}&userId=`;
    await see('operator', entry);
    const missing = { ...entries(kind), applicant: '', [checkName('seal')]: '', step: 'check' };
    await judge('operator', 'entry with faults', (await operator.submit(entry, missing)).body);
    const confirm = await operator.submit(entry, { ...entries(kind), step: 'check' });
    await judge('operator', 'confirm', confirm.body);
    const { headers } = await operator.submit(entry, { step: 'enter' });
    return String(headers.location);
  };

  for (const path of ['', '/new', '/new/certificateReissue', '/blank']) {
    await see('operator', FORMS + path);
  }
  const card = await enter('cardReissue');
  const form = await enter('newAdministrator');
  await see('operator', FORMS);
  for (const path of [form, `${form}/change`, `${form}/withdraw`]) await see('operator', path);
  for (const path of [form, `${form}/return`]) await see('approver', path);
  // From here on the approver reads English.
  await approver.get(`${form}?lang=en`);
  for (const one of [card, form]) {
    await approver.get(one);
    const approved = await approver.submit(`${one}/approve`, {});
    assert.equal(approved.status, 303);
    await see('approver', one);
    const [letter] = /\/0000\/desk\/letters\/[^"]+/.exec((await approver.get(one)).body) ?? [];
    assert.ok(letter, 'the form leads to its letter');
    await see('approver', letter);
  }
  await see('approver', `${FORMS}?state=done`);
  assert.deepEqual(faults, []);
});
