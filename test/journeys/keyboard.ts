// A customer without a mouse: Tab, letters, Enter; and what has the focus must be seen to have it (WCAG 2.4.7).

import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** More than any page has to pass. */
const TABS = 60;

/** Goes from where the focus is to an element, by Tab alone. */
async function tabTo(page: Page, selector: string): Promise<void> {
  const target = page.locator(selector).first();
  await target.waitFor();
  for (let tabs = 0; tabs < TABS; tabs += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
    const unseen = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return undefined;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      const seen = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
      return seen ? undefined : element.outerHTML.slice(0, 200);
    });
    assert.equal(unseen, undefined, 'the focus is not seen');
  }
  assert.fail(`${selector} is not reached by Tab`);
}

export async function tabAndEnter(page: Page, selector: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.press('Enter');
}

export async function typeInto(page: Page, selector: string, text: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.type(text);
}
