// Back, reload, double clicks, a lost line, a closed browser, a second tab, no JavaScript: no right is burnt and
// nothing is issued twice.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type Customer, mustAcquire, openContract } from '../world/customers.ts';
import type { BrowserOptions, OpenBrowser, Pc } from './browser.ts';
import { certificatesOf, countOf } from './records.ts';
import type { Service } from './service.ts';
import { onStage } from './stage.ts';
import {
  acquire,
  arriveAtKeyPage,
  arriveAtLogon,
  enrolmentHref,
  FILE_PASSWORD,
  fillCells,
  fillIn,
  goOn,
  logOff,
  logOn,
  makeKey,
  makeKeyAndSave,
} from './steps.ts';

let service: Service;
let pc: Pc;
onStage(async (stage) => {
  service = await stage.service();
  pc = await stage.pc(service);
});

/** A customer at the browser of the PC, which is closed afterwards. */
async function withCustomer(
  play: (customer: Customer, browser: OpenBrowser) => Promise<void>,
  options?: BrowserOptions,
): Promise<void> {
  const customer = await openContract(service.deployment, '9000');
  const browser = await pc.open({ commonName: `${customer.contractId}9000`, ...options });
  await play(customer, browser);
  browser.watch.assertClean();
  await browser.close();
}

/** Lets the request for a certificate reach the server, and keeps the answer from reaching the page. */
async function holdAnswer(page: Page) {
  const network = await page.context().newCDPSession(page);
  const given = Promise.withResolvers<string>();
  network.once('Fetch.requestPaused', ({ requestId }) => given.resolve(requestId));
  await network.send('Fetch.enable', { patterns: [{ urlPattern: '*/request', requestStage: 'Response' }] });
  return {
    given: given.promise,
    lose: async () => {
      const requestId = await given.promise;
      await network.send('Fetch.failRequest', { requestId, errorReason: 'ConnectionReset' });
      await network.detach();
    },
  };
}

const submit = (page: Page) => page.locator('main button.primary:visible').first();

describe('on the way to a certificate', () => {
  test('back, forward and reload at every step', async () => {
    await withCustomer(async (customer, { page }) => {
      await page.goto(enrolmentHref(service, customer, '/identify'));
      await fillIn(page, customer);
      await goOn(page);
      await page.goBack();
      assert.equal(await page.locator('#contractPin').inputValue(), '', 'no secret comes back');
      await page.goForward();
      await page.reload();
      await goOn(page);
      await page.goBack();
      assert.match(page.url(), /\/key-place$/);
      await page.goForward();
      await page.reload();
      await makeKeyAndSave(page);
      await goOn(page);
      await page.reload();
      await page.locator('h1', { hasText: '取得が完了しました' }).waitFor();
      await page.goBack();
      await page.locator('#again').waitFor();
      await page.goForward();
      await page.locator('h1', { hasText: '取得が完了しました' }).waitFor();
      assert.equal((await certificatesOf(service, customer)).length, 1);
    });
  });

  test('a double click is one click', async () => {
    await withCustomer(async (customer, { page }) => {
      await page.goto(enrolmentHref(service, customer, '/identify'));
      await fillIn(page, { ...customer, contractPin: 'wrong1pin' });
      await submit(page).dblclick();
      await page.locator('.refusal').waitFor();
      assert.equal(await countOf(service, customer, 'enrolment.identified'), 1, 'one wrong try');
      await page.goto(enrolmentHref(service, customer, '/identify'));
      await fillIn(page, customer);
      await submit(page).dblclick();
      await page.waitForURL(/\/key-place$/);
      await submit(page).dblclick();
      await page.waitForURL(/\/make-key$/);
      await page.locator('#file-password').fill(FILE_PASSWORD);
      await page.locator('#file-password-repeat').fill(FILE_PASSWORD);
      await Promise.all([page.waitForEvent('download'), submit(page).dblclick()]);
      await page.locator('#saved').waitFor();
      assert.equal(await countOf(service, customer, 'enrolment.identified'), 2);
      assert.equal(await countOf(service, customer, 'enrolment.key-place'), 1);
      assert.equal((await certificatesOf(service, customer)).length, 1);
    });
  });

  test('the browser is closed before the file is saved: a new way, a new key, the old one is revoked', async () => {
    const customer = await openContract(service.deployment, '9000');
    const first = await pc.open();
    await arriveAtKeyPage(first.page, service, customer);
    const answer = await holdAnswer(first.page);
    await makeKey(first.page);
    await answer.given;
    await first.close();
    assert.equal((await certificatesOf(service, customer)).length, 1);

    const { page, close } = await pc.open({ commonName: `${customer.contractId}9000` });
    await pc.importFile(await acquire(page, service, customer), FILE_PASSWORD);
    const [old, fresh] = await certificatesOf(service, customer);
    assert.equal(old?.revocation_reason, 'superseded');
    assert.equal(fresh?.revocation_reason, null);
    await logOn(page, service, customer);
    await close();
  });

  test('the line is lost before the request arrives, then before the answer does: the same certificate', async () => {
    await withCustomer(async (customer, { context, page }) => {
      await arriveAtKeyPage(page, service, customer);
      await context.setOffline(true);
      await makeKey(page);
      await page.getByText('通信が途切れました').waitFor();
      await context.setOffline(false);
      assert.equal((await certificatesOf(service, customer)).length, 0);

      const answer = await holdAnswer(page);
      await page.getByRole('button', { name: 'もう一度送る' }).click();
      await answer.given;
      await answer.lose();
      await page.getByText('通信が途切れました').waitFor();
      const [issued] = await certificatesOf(service, customer);

      const saved = page.waitForEvent('download');
      await page.getByRole('button', { name: 'もう一度送る' }).click();
      await pc.importFile(await (await saved).path(), FILE_PASSWORD);
      const certificates = await certificatesOf(service, customer);
      assert.deepEqual(certificates, [issued]);
      await logOn(page, service, customer);
    });
  });

  test('leaving while a request is under way is asked about first', async () => {
    await withCustomer(async (customer, { page }) => {
      await arriveAtKeyPage(page, service, customer);
      await page.route('**/request', (route) => route.abort());
      await makeKey(page);
      await page.locator('#failure').waitFor();
      const asked = page.waitForEvent('dialog');
      const leaving = page.close({ runBeforeUnload: true });
      const dialog = await asked;
      assert.equal(dialog.type(), 'beforeunload');
      await dialog.dismiss();
      await leaving;
    });
  });

  test('the file may be saved again, as it was, while its page stands', async () => {
    await withCustomer(async (customer, { page }) => {
      await arriveAtKeyPage(page, service, customer);
      await makeKeyAndSave(page);
      const again = page.waitForEvent('download');
      await page.locator('#save-again').click();
      await pc.importFile(await (await again).path(), FILE_PASSWORD);
      await logOn(page, service, customer);
    });
  });

  test('a second tab takes the way over; the first says so and goes on with it', async () => {
    await withCustomer(async (customer, { context, page: first }) => {
      await arriveAtKeyPage(first, service, customer);
      const second = await context.newPage();
      await arriveAtKeyPage(second, service, customer);
      await makeKey(first);
      await first.locator('#failure', { hasText: 'enrolment-over' }).waitFor();
      await first.getByRole('link', { name: 'この画面を開き直す' }).click();
      await makeKeyAndSave(first);
      const file = await makeKeyAndSave(second);
      const [old, fresh] = await certificatesOf(service, customer);
      assert.deepEqual([old?.revocation_reason, fresh?.revocation_reason], ['superseded', null]);
      await pc.importFile(file, FILE_PASSWORD);
      await logOn(second, service, customer);
    });
  });
});

describe('on the way of a logon', () => {
  test('back, reload and a double click ask for the same places of the card', async () => {
    const customer = await openContract(service.deployment, '9000');
    await pc.importIdentity(await mustAcquire(service.deployment, customer));
    const { page, close } = await pc.open({ commonName: `${customer.contractId}9000` });
    const places = () => page.locator('.cells label').allTextContents();
    await arriveAtLogon(page, service, '9000');
    await page.locator('#contractPin').fill('wrong1pin');
    await submit(page).dblclick();
    await page.getByText('あと4回間違えるとロックされます').waitFor();
    await page.locator('#contractPin').fill(customer.contractPin);
    await submit(page).dblclick();
    await page.locator('.cells').waitFor();
    const asked = await places();
    await page.reload();
    assert.deepEqual(await places(), asked);
    await page.goBack();
    await page.goForward();
    assert.deepEqual(await places(), asked);
    await fillCells(page, customer);
    await submit(page).dblclick();
    await page.waitForURL(/\/status$/);
    await page.goBack();
    await page.goForward();
    await page.locator('form.log-off').waitFor();
    assert.equal(await countOf(service, customer, 'logon.completed'), 1);
    await close();
  });

  test('the browser is closed in the middle: the next logon begins anew, with the same places', async () => {
    const customer = await openContract(service.deployment, '9000');
    await pc.importIdentity(await mustAcquire(service.deployment, customer));
    const options = { commonName: `${customer.contractId}9000` };
    const asked: string[][] = [];
    for (let time = 0; time < 2; time += 1) {
      const { page, close } = await pc.open(options);
      await arriveAtLogon(page, service, '9000');
      await page.locator('#contractPin').fill(customer.contractPin);
      await submit(page).click();
      await page.locator('.cells').waitFor();
      asked.push(await page.locator('.cells label').allTextContents());
      await close();
    }
    assert.deepEqual(asked[1], asked[0]);
  });

  test('two tabs are two logons, each with a host of its own, and end apart', async () => {
    const customer = await openContract(service.deployment, '9000');
    await pc.importIdentity(await mustAcquire(service.deployment, customer));
    const { context, page: first, close } = await pc.open({ commonName: `${customer.contractId}9000` });
    const second = await context.newPage();
    const hosts = [await logOn(first, service, customer), await logOn(second, service, customer)];
    assert.notEqual(hosts[0], hosts[1]);
    await logOff(first);
    await second.reload();
    await second.locator('form.log-off').waitFor();
    await close();
  });
});

test('without JavaScript every page works but the one that makes the key, which says why', async () => {
  await withCustomer(
    async (customer, { page }) => {
      await page.goto(`${service.www}/`);
      await page.getByRole('link', { name: '見本ちゅうおう信用金庫' }).click();
      await page.getByRole('link', { name: '電子証明書取得・更新' }).click();
      await page.getByRole('link', { name: '管理者用：電子証明書取得' }).click();
      await goOn(page);
      await fillIn(page, customer);
      await goOn(page);
      await goOn(page);
      await page.getByRole('heading', { name: 'この画面だけはJavaScriptが必要です' }).waitFor();
      assert.equal(await page.locator('#password-form').isVisible(), false);
      assert.equal(await page.locator('#waiting').isVisible(), false);
      await page.locator('a.language').click();
      await page.locator('html[lang=en]').waitFor();
      await page.goto(enrolmentHref(service, customer, '/make-key?lang=ja'));

      await pc.importIdentity(await mustAcquire(service.deployment, customer));
      await page.goto(`${service.www}/9000/certificate-lookup/administrator`);
      await fillIn(page, customer);
      await submit(page).click();
      await page.getByText('取得済み（まだログオンに使われていません）').waitFor();
      await logOn(page, service, customer);
      await logOff(page);
    },
    { javaScript: false },
  );
});
