// A walk past every page that a customer can meet, in one language, with a stop at each.

import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Language } from '../../src/profile/bank-profile.ts';
import { type Customer, openContract } from '../world/customers.ts';
import type { OpenBrowser, Pc } from './browser.ts';
import type { Service } from './service.ts';
import {
  arriveAtLogon,
  enrolmentHref,
  FILE_PASSWORD,
  fillCells,
  fillIn,
  goOn,
  logOff,
  makeKey,
  refusalOn,
} from './steps.ts';

/** Called at each stop with the page as it is there. */
export type See = (page: Page, stop: string) => Promise<void>;

export interface Tour {
  readonly service: Service;
  readonly pc: Pc;
  readonly language: Language;
  readonly see: See;
}

/** Chooses the language by the visible link, on a page of www. */
export async function chooseLanguage(page: Page, language: Language): Promise<void> {
  if ((await page.getAttribute('html', 'lang')) === language) return;
  await page.locator(`a.language[lang=${language}]`).click();
  await page.locator(`html[lang=${language}]`).waitFor();
}

/** The whole walk; the browser stays open for its watch to be asked. */
export async function takeTour({ service, pc, language, see }: Tour): Promise<OpenBrowser> {
  const customer = await openContract(service.deployment, '9000');
  const browser = await pc.open({ commonName: `${customer.contractId}9000` });
  const { page } = browser;
  await page.goto(`${service.www}/`);
  await chooseLanguage(page, language);
  const stop = async (name: string) => {
    assert.equal(await page.getAttribute('html', 'lang'), language, name);
    await see(page, name);
  };
  await beforeAcquisition(page, service, stop);
  await acquisition(page, service, customer, pc, stop);
  await logon(page, service, customer, stop);
  return browser;
}

type Stop = (name: string) => Promise<void>;

async function beforeAcquisition(page: Page, service: Service, stop: Stop): Promise<void> {
  await stop('banks');
  for (const [path, name] of [
    ['/9000/', 'top'],
    ['/9000/menu/certificate', 'menu'],
    ['/9000/logon/administrator', 'logon-entrance'],
    ['/9000/certificate-lookup/administrator', 'lookup'],
    ['/9000/ca-certificates', 'ca-certificates'],
    ['/ca-certificates', 'ca-certificates-of-all'],
    ['/9000/nothing-here', 'page-not-found'],
    ['/4711/', 'bank-unknown'],
  ] as const) {
    await page.goto(`${service.www}${path}`);
    await stop(name);
  }
  // Where who has no certificate yet arrives.
  await arriveAtLogon(page, service, '9000');
  await stop('no-certificate');
}

async function acquisition(
  page: Page,
  service: Service,
  customer: Customer,
  pc: Pc,
  stop: Stop,
): Promise<void> {
  await page.goto(enrolmentHref(service, customer));
  await stop('have-at-hand');
  await goOn(page);
  await stop('identify');
  await page.locator('main button.primary').click();
  await page.locator('.fault-summary').waitFor();
  await stop('identify-faults');
  await fillIn(page, { ...customer, contractPin: 'wrong1pin' });
  await page.locator('main button.primary').click();
  await page.locator('.refusal').waitFor();
  await stop('not-accepted');

  await page.goto(enrolmentHref(service, customer, '/identify'));
  await fillIn(page, customer);
  await goOn(page);
  await stop('key-place');
  await goOn(page);
  await stop('make-key');
  await page.locator('#file-password').fill('short');
  await page.locator('#password-form button[type=submit]').click();
  await stop('make-key-faults');
  await page.route('**/request', (route) => route.abort());
  await makeKey(page);
  await page.locator('#failure').waitFor();
  await stop('make-key-lost');
  await page.unroute('**/request');
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#retry').click()]);
  await pc.importFile(await download.path(), FILE_PASSWORD);
  await page.locator('#saved').waitFor();
  await stop('make-key-saved');
  await goOn(page);
  await stop('installed');
  await page.goto(enrolmentHref(service, customer, '/make-key'));
  await stop('make-key-again');

  await page.goto(`${service.www}/9000/certificate-lookup/administrator`);
  await fillIn(page, customer);
  await page.locator('main button.primary').click();
  await page.locator('dl.facts').first().waitFor();
  await stop('lookup-result');
}

async function logon(page: Page, service: Service, customer: Customer, stop: Stop): Promise<void> {
  await arriveAtLogon(page, service, customer.bankCode);
  await stop('logon');
  await page.locator('#contractPin').fill('wrong1pin');
  await page.locator('main button.primary').click();
  await page.locator('.fault-summary').waitFor();
  await stop('logon-pin-wrong');
  await page.locator('#contractPin').fill(customer.contractPin);
  await page.locator('main button.primary').click();
  await page.locator('.cells').waitFor();
  await stop('logon-card');
  await page.locator('main button.primary').click();
  await page.locator('.fault-summary').waitFor();
  await stop('logon-card-faults');
  await fillCells(page, customer);
  await goOn(page);
  await stop('status');
  await logOff(page);
  await stop('logged-off');
  await page.goBack();
  await page.locator('.refusal').waitFor();
  assert.equal((await refusalOn(page)).reason, 'session-missing');
  await stop('session-missing');
  // Another bank's certificate.
  await arriveAtLogon(page, service, '9001');
  await stop('certificate-of-another-bank');
}
