// What every page that refuses a customer must have: cause, reason code, a reference that the help desk finds in its
// records, and a way out, in both languages.

import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { ReasonCode } from '../../src/profile/reason-codes.ts';
import { reasonUnder } from './records.ts';
import type { Service } from './service.ts';
import { refusalOn } from './steps.ts';

/** Crockford's base 32, to be read out over the telephone. */
export const REFERENCE = /^[0-9A-HJKMNP-TV-Z]{10}$/;

export interface DeadEnd {
  readonly reason: ReasonCode;
  /** What stands under the reference in the records; nothing where no procedure was reached. */
  readonly recorded?: ReasonCode | undefined;
  /** Where the ways out lead, besides the bank's top page. */
  readonly ways?: readonly string[];
}

/** Asserts that the page is a dead end that tells the way out. */
export async function assertDeadEnd(
  service: Service,
  page: Page,
  { reason, recorded, ways = [] }: DeadEnd,
): Promise<void> {
  await page.locator('.refusal').waitFor();
  const shown = await refusalOn(page);
  assert.equal(shown.reason, reason);
  assert.match(shown.reference, REFERENCE);
  assert.equal(await reasonUnder(service, shown.reference), recorded);
  const links = await page
    .locator('.ways a')
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).pathname));
  assert.deepEqual(links.slice(0, -1), ways);
  assert.match(links.at(-1) ?? '', /^\/(?:\d{4}\/)?$/, 'the last way is home');
  if (links.at(-1) !== '/')
    assert.ok(await page.locator('.for-help-desk a[href^="tel:"]').first().isVisible());
}

/** Asserts that the same page stands there in English. */
export async function assertInEnglish(page: Page, reason: ReasonCode): Promise<void> {
  const japanese = await page.locator('h1').textContent();
  await page.locator('a.language[lang=en]').click();
  await page.locator('html[lang=en]').waitFor();
  assert.notEqual(await page.locator('h1').textContent(), japanese);
  assert.equal((await refusalOn(page)).reason, reason);
  assert.doesNotMatch((await page.locator('main').textContent()) ?? '', /[ぁ-んァ-ヶ]/);
}
