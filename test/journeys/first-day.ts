// Manuals 000 and 001 from their first page to their last, and any bank that works like them: the administrator
// acquires and logs on, lets a user have a certificate, and the user acquires and logs on on a PC of the user's own.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Field } from '../../src/profile/bank-profile.ts';
import { type Customer, type CustomerUser, openContract } from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { type Browser, CHROMIUM } from './browser.ts';
import { acquire, goFromTop, heading, logOff, logOnFromTop, press } from './by-label.ts';
import type { Manual } from './manual.ts';
import { takePictures } from './pictures.ts';
import type { Service, ServiceOptions } from './service.ts';
import { onStage } from './stage.ts';
import { activate, goToUsers, permitUser, registerUser } from './users.ts';

export interface FirstDay {
  readonly manual: Manual;
  /** What the administrator types to confirm. */
  readonly confirmation: readonly Field[];
  /** Pressed from the top page on, where users go through 開通確認. */
  readonly toActivation: readonly string[];
  /** The same for administrators, where the customer that is opened has not been through it. */
  readonly toOwnActivation?: readonly string[];
  /** Years that a certificate is valid. */
  readonly years: number;
  readonly service?: ServiceOptions;
  readonly browser?: Browser;
  /** Who is there before the day begins; without, the administrator registers the user. */
  readonly before?: (service: Service, customer: Customer) => Promise<Before>;
  readonly openCustomer?: (service: Service) => Promise<Customer>;
  /** What a registered user holds besides the sheet. */
  readonly equip?: (service: Service, user: CustomerUser) => Promise<CustomerUser>;
}

export interface Before {
  readonly user: CustomerUser;
  /** What both do on the pages before the administrator acquires, and after: it works, and works no more. */
  readonly earlier?: (page: Page) => Promise<void>;
  readonly later?: (page: Page) => Promise<void>;
}

/** The logon before, as the status page tells it. */
const FROM_HERE = /（接続元 (?:127\.0\.0\.1|::1)）/;

/** Replays the day on both databases, one service each. */
export function replayFirstDay(day: FirstDay): void {
  const { manual, browser: { name, createPc } = CHROMIUM } = day;
  eachDatabase((database, _open, { fresh }) => {
    describe(`manual ${manual.number} in ${name} on ${database}`, () => {
      let service: Service;
      const { closing } = onStage(async (stage) => {
        service = await stage.service(await fresh(), day.service ?? { bankCode: manual.bankCode });
      });
      const newPc = async () => {
        const pc = await createPc(service);
        closing(() => pc.dispose());
        return pc;
      };

      let customer: Customer;
      let user: CustomerUser;
      let earlier: Before | undefined;

      test('管理者の電子証明書取得', async () => {
        customer = await (day.openCustomer?.(service) ?? openContract(service.deployment, manual.bankCode));
        earlier = await day.before?.(service, customer);
        const pc = await newPc();
        let browser = await pc.open();
        await earlier?.earlier?.(browser.page);
        if (day.toOwnActivation) {
          customer = await activate(browser.page, service, manual, customer, day.toOwnActivation);
        }
        await goFromTop(browser.page, service, manual.bankCode, manual.administrator.toAcquisition);
        await browser.page.getByText(manual.administrator.window).waitFor();
        const got = await acquire(manual, { pc, person: customer }, browser);
        browser = got.browser;
        const { page, watch } = browser;
        const host = await logOnFromTop(page, service, manual, customer);
        await page.getByText(earlier?.earlier ? FROM_HERE : '今回が初めてです').waitFor();
        await page.getByText(got.serialNumber).waitFor();
        const days = new RegExp(`あと(?:${365 * day.years}|${365 * day.years + 1})日`);
        assert.match((await page.getByRole('main').textContent()) ?? '', days);
        await takePictures(page, `manual-${manual.number}-status`);

        // 2. 利用者情報の変更
        await goToUsers(page, manual);
        user = earlier?.user ?? (await register(page));
        await permitUser(page, manual, user, day.confirmation);
        await logOff(page, service, manual);
        assert.notEqual(await logOnFromTop(page, service, manual, customer), host, 'a host not met before');
        await page.getByText(FROM_HERE).waitFor();
        await logOff(page, service, manual);
        watch.assertClean();
        await browser.close();
      });

      async function register(page: Page): Promise<CustomerUser> {
        const about = {
          userId: 'hanako1',
          name: '見本 花子',
          mail: 'hanako@customer.example',
          permit: false,
        };
        const registered = await registerUser(page, manual, customer, about, day.confirmation);
        await press(page, '利用者の一覧へ');
        return (await day.equip?.(service, registered)) ?? registered;
      }

      test('利用者の電子証明書取得、利用者ログオン', async () => {
        const pc = await newPc();
        let browser = await pc.open();
        if (earlier === undefined) {
          user = await activate(browser.page, service, manual, user, day.toActivation);
        }
        await goFromTop(browser.page, service, manual.bankCode, manual.user.toAcquisition);
        await browser.page.getByText(manual.user.window).waitFor();
        const got = await acquire(manual, { pc, person: user }, browser);
        browser = got.browser;
        const { page, watch } = browser;
        await logOnFromTop(page, service, manual, user);
        await heading(page, manual.user.status);
        await page.getByText(user.name).waitFor();
        await takePictures(page, `manual-${manual.number}-user-status`);
        await logOff(page, service, manual);
        await earlier?.later?.(page);
        watch.assertClean();
        await browser.close();
      });
    });
  });
}
