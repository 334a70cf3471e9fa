// Where an acquisition ends, and where addresses lead that lead nowhere.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { addDays, dayOf } from '../../src/domain/calendar.ts';
import { suspendContract } from '../../src/procedures/suspend-contract.ts';
import { type Customer, logOn, mustAcquire, openContract } from '../world/customers.ts';
import { caller } from '../world/deployment.ts';
import { HttpsVisitor } from '../world/https-visitor.ts';
import type { Pc } from './browser.ts';
import { assertDeadEnd, assertInEnglish, type DeadEnd, REFERENCE } from './dead-end.ts';
import type { Service } from './service.ts';
import { onStage } from './stage.ts';
import { arriveAtKeyPage, fillIn, goOn, makeKey } from './steps.ts';

const MINUTE_MS = 60_000;

let service: Service;
let pc: Pc;
onStage(async (stage) => {
  service = await stage.service();
  pc = await stage.pc(service);
});

const submit = (page: Page) => page.locator('main button.primary').click();

describe('acquisition', () => {
  const identify = '/9000/enrolment/administrator/identify';
  const today = () => dayOf(Date.now());
  const cases: readonly {
    readonly name: string;
    readonly expected: DeadEnd;
    readonly arrange: () => Promise<Customer>;
  }[] = [
    {
      name: 'not-accepted: a wrong PIN',
      expected: { reason: 'not-accepted', recorded: 'pin-wrong', ways: [identify] },
      arrange: async () => ({
        ...(await openContract(service.deployment, '9000')),
        contractPin: 'wrong1pin',
      }),
    },
    {
      name: 'not-accepted: an unknown number',
      expected: { reason: 'not-accepted', recorded: 'not-accepted', ways: [identify] },
      arrange: async () => ({
        ...(await openContract(service.deployment, '9000')),
        contractId: '99999999999',
      }),
    },
    {
      name: 'window-over: on day 81',
      expected: { reason: 'window-over', recorded: 'window-over' },
      arrange: () => openContract(service.deployment, '9000', { acquisitionFrom: addDays(today(), -81) }),
    },
    {
      name: 'window-not-open: before the first day',
      expected: { reason: 'window-not-open', recorded: 'window-not-open' },
      arrange: () => openContract(service.deployment, '9000', { acquisitionFrom: addDays(today(), 2) }),
    },
    {
      name: 'contract-suspended',
      expected: { reason: 'contract-suspended', recorded: 'contract-suspended' },
      arrange: async () => {
        const customer = await openContract(service.deployment, '9000');
        await suspendContract(service.deployment, customer, caller());
        return customer;
      },
    },
    {
      name: 'certificate-already-acquired: once it has been logged on with',
      expected: {
        reason: 'certificate-already-acquired',
        recorded: 'certificate-already-acquired',
        ways: ['/9000/logon/administrator'],
      },
      arrange: async () => {
        const customer = await openContract(service.deployment, '9000');
        const { certificate } = await mustAcquire(service.deployment, customer);
        await logOn(service.deployment, customer, certificate);
        return customer;
      },
    },
  ];
  test('each refusal has its page', async (t) => {
    const { page, watch, close } = await pc.open();
    for (const { name, expected, arrange } of cases) {
      await t.test(name, async () => {
        await page.goto(`${service.www}${identify}`);
        await fillIn(page, await arrange());
        await submit(page);
        await assertDeadEnd(service, page, expected);
      });
    }
    watch.assertClean();
    await close();
  });

  test('enrolment-over: an hour later, and the way begins anew', async (t) => {
    t.after(() => {
      service.clock.ahead = 0;
    });
    const customer = await openContract(service.deployment, '9000');
    const { page, close } = await pc.open();
    await arriveAtKeyPage(page, service, customer);
    service.clock.ahead = 61 * MINUTE_MS;
    await makeKey(page);
    await page.locator('#failure', { hasText: 'enrolment-over' }).waitFor();
    await page.reload();
    await assertDeadEnd(service, page, { reason: 'enrolment-over', ways: [identify] });
    await assertInEnglish(page, 'enrolment-over');
    await page.locator('.ways a').first().click();
    await fillIn(page, customer);
    await goOn(page);
    assert.match(page.url(), /\/key-place$/);
    await close();
  });
});

describe('addresses that lead nowhere', () => {
  const cases = [
    ['/4711/', 404, 'bank-unknown'],
    ['/4711/enrolment/administrator', 404, 'bank-unknown'],
    ['/nowhere', 404, 'page-not-found'],
    ['/9000/nowhere', 404, 'page-not-found'],
    ['/9000/menu/__proto__', 404, 'page-not-found'],
    ['/9000/enrolment/administrator/identify/7', 404, 'page-not-found'],
  ] as const;

  test('as pages', async () => {
    const { page, watch, close } = await pc.open();
    for (const [path, status, reason] of cases) {
      const response = await page.goto(`${service.www}${path}?lang=ja`);
      assert.equal(response?.status(), status, path);
      await assertDeadEnd(service, page, { reason });
      await assertInEnglish(page, reason);
    }
    watch.assertClean();
    await close();
  });

  test('as JSON, in the language asked for', async () => {
    const port = Number(new URL(service.www).port);
    const visitor = new HttpsVisitor({ port, root: service.root, host: 'localhost' });
    for (const [path, status, reason] of cases) {
      const answer = await visitor.get(`${path}?lang=en`, { accept: 'application/json' });
      assert.equal(answer.status, status);
      const said = JSON.parse(answer.body);
      assert.equal(said.reason, reason);
      assert.match(said.reference, REFERENCE);
      assert.match(said.next, /^[A-Z]/);
    }
    visitor.close();
  });
});
