// Pictures of the pages for people to judge: with WARIFU_SCREENSHOTS=folder each stop is taken as a telephone and as
// a desktop shows it.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const FOLDER = process.env.WARIFU_SCREENSHOTS;
const WIDTHS = [390, 1280] as const;

export async function takePictures(page: Page, name: string): Promise<void> {
  if (FOLDER === undefined) return;
  // There the driver prepares a picture by a style of its own, which the page's policy forbids.
  if ((await page.evaluate(() => navigator.userAgent)).includes('Firefox')) return;
  mkdirSync(FOLDER, { recursive: true });
  const before = page.viewportSize();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: join(FOLDER, `${name}-${width}.png`), fullPage: true });
  }
  if (before !== null) await page.setViewportSize(before);
}
