// An officer at the own PC, logged on at the office's desk.

import type { Page } from 'playwright-core';
import type { OfficerRole } from '../../src/domain/officer.ts';
import { type OfficerPerson, officerWithCertificate } from '../world/officers.ts';
import type { OpenBrowser, Pc } from './browser.ts';
import { goFromTop, heading } from './by-label.ts';
import { pcWith } from './renewal.ts';
import type { Service } from './service.ts';

const OFFICE = '0000';

export interface DeskOfficer {
  readonly pc: Pc;
  readonly browser: OpenBrowser;
  readonly officer: OfficerPerson;
}

/** A new officer of this role, on the desk's first page. */
export async function officerAtDesk(
  service: Service,
  said: { readonly bankCode: string; readonly role: OfficerRole },
): Promise<DeskOfficer> {
  const { deployment, clock } = service;
  // Each password that the app shows takes the service's clock on by a step.
  const shared = {
    get now() {
      return deployment.now();
    },
    set now(then) {
      clock.ahead += then - deployment.now();
    },
  };
  const { officer, acquired } = await officerWithCertificate({ ...deployment, clock: shared }, said);
  const own = await pcWith(service, acquired);
  const { page } = own.browser;
  await goFromTop(page, service, OFFICE, ['職員ログオン', 'ログオン']);
  await page.getByLabel('パスワード', { exact: true }).fill(officer.userPin ?? '');
  await page.getByRole('main').getByRole('button', { name: 'ログオン', exact: true }).click();
  await typeOneTimePassword(page, officer);
  await page.getByRole('main').getByRole('button', { name: 'ログオン', exact: true }).click();
  await heading(page, '電子証明書事務');
  return { ...own, officer };
}

export const typeOneTimePassword = (page: Page, { oneTimePassword }: OfficerPerson) =>
  page.getByLabel('ワンタイムパスワード', { exact: true }).fill(oneTimePassword?.() ?? '');

export const deskMenu = (page: Page, name: string) =>
  page.getByRole('navigation', { name: '事務メニュー' }).getByRole('link', { name, exact: true }).click();
