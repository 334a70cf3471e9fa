// Where a logon ends: at the certificate, at the secrets, at a session that is over.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { refreshAuthorities } from '../../src/ca/certification-authority.ts';
import { dayOf } from '../../src/domain/calendar.ts';
import { certificateEnder } from '../../src/procedures/generations/end-certificates.ts';
import { reopenForHolders } from '../../src/procedures/generations/reopen-for-holders.ts';
import { rollGeneration } from '../../src/procedures/generations/roll-generation.ts';
import { suspendContract } from '../../src/procedures/suspend-contract.ts';
import { unlockContract } from '../../src/procedures/unlock.ts';
import type { ReasonCode } from '../../src/profile/reason-codes.ts';
import { revokeCertificate } from '../../src/store/write/certificate.ts';
import { markAuthorityRevoked } from '../../src/store/write/certification-authority.ts';
import { type Acquired, type Customer, mustAcquire, openContract } from '../world/customers.ts';
import { caller } from '../world/deployment.ts';
import { type OpenBrowser, Pc } from './browser.ts';
import { assertDeadEnd, assertInEnglish } from './dead-end.ts';
import type { Service } from './service.ts';
import { onStage } from './stage.ts';
import { arriveAtLogon, fillIn, logOn } from './steps.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60_000;

let service: Service;
let pc: Pc;
onStage(async (stage) => {
  service = await stage.service();
  pc = await stage.pc(service);
});

const submit = (page: Page) => page.locator('main button.primary').click();

describe('logon: what the certificate is refused for', () => {
  const entrance = (bank = '9000') => `/${bank}/logon/administrator`;
  const lookup = '/9000/certificate-lookup/administrator';
  const enrolment = '/9000/enrolment/administrator';

  async function holder(): Promise<{ customer: Customer; acquired: Acquired }> {
    const customer = await openContract(service.deployment, '9000');
    const acquired = await mustAcquire(service.deployment, customer);
    await pc.importIdentity(acquired);
    return { customer, acquired };
  }

  const cases: readonly {
    readonly reason: ReasonCode;
    readonly bank?: string;
    readonly ways: readonly string[];
    readonly arrange: () => Promise<Customer>;
  }[] = [
    {
      reason: 'certificate-of-another-bank',
      bank: '9001',
      ways: [entrance('9001')],
      arrange: async () => (await holder()).customer,
    },
    {
      reason: 'certificate-revoked',
      ways: [lookup, entrance()],
      arrange: async () => {
        const { customer, acquired } = await holder();
        const { store, now } = service.deployment;
        await store.transaction((tx) =>
          revokeCertificate(tx, acquired.view.serialNumber, 'keyCompromise', now()),
        );
        return customer;
      },
    },
    {
      reason: 'certificate-superseded',
      ways: [entrance()],
      arrange: async () => {
        const { customer } = await holder();
        await mustAcquire(service.deployment, customer);
        return customer;
      },
    },
    {
      reason: 'certificate-expired',
      ways: [enrolment, entrance()],
      arrange: async () => {
        const { customer } = await holder();
        service.clock.ahead = 367 * DAY_MS;
        return customer;
      },
    },
    {
      reason: 'certificate-not-yet-valid',
      ways: [entrance()],
      arrange: async () => {
        const { customer } = await holder();
        service.clock.ahead = -2 * DAY_MS;
        return customer;
      },
    },
    {
      reason: 'contract-suspended',
      ways: [],
      arrange: async () => {
        const { customer } = await holder();
        await suspendContract(service.deployment, customer, caller());
        return customer;
      },
    },
  ];
  for (const { reason, bank = '9000', ways, arrange } of cases) {
    test(reason, async (t) => {
      t.after(() => {
        service.clock.ahead = 0;
      });
      const customer = await arrange();
      const { page, watch, close } = await pc.open({ commonName: `${customer.contractId}9000` });
      await arriveAtLogon(page, service, bank);
      await assertDeadEnd(service, page, { reason, recorded: reason, ways });
      await assertInEnglish(page, reason);
      watch.assertClean();
      await close();
    });
  }

  test('no-certificate: the causes, the look-up, what became of the certificate', async (t) => {
    const customer = await openContract(service.deployment, '9000');
    await mustAcquire(service.deployment, customer);
    const bare = await Pc.create(service);
    t.after(() => bare.dispose());
    const { page, watch } = await bare.open();
    await arriveAtLogon(page, service, '9000');
    const reason = 'no-certificate';
    await assertDeadEnd(service, page, { reason, recorded: reason, ways: [entrance(), lookup, enrolment] });
    assert.equal(await page.locator('.causes > li').count(), 5);
    await assertInEnglish(page, reason);
    await page.goto(`${page.url()}?lang=ja`);
    await page.getByRole('link', { name: '電子証明書の状態を確かめる' }).click();
    await fillIn(page, customer);
    await submit(page);
    await page.getByText('取得済み（まだログオンに使われていません）').waitFor();
    await page.getByText(`${customer.contractId}9000`).waitFor();
    watch.assertClean();
  });
});

describe('logon: what the secrets and the session are refused for', () => {
  async function atLogon(): Promise<{ customer: Customer } & OpenBrowser> {
    const customer = await openContract(service.deployment, '9000');
    await pc.importIdentity(await mustAcquire(service.deployment, customer));
    const browser = await pc.open({ commonName: `${customer.contractId}9000` });
    return { customer, ...browser };
  }

  test('pin-locked: counted down, then told; the bank unlocks', async () => {
    const { customer, page, watch, close } = await atLogon();
    await arriveAtLogon(page, service, '9000');
    for (const left of [4, 3, 2, 1]) {
      await page.locator('#contractPin').fill('wrong1pin');
      await submit(page);
      await page.getByText(`あと${left}回間違えるとロックされます`).waitFor();
    }
    await page.locator('#contractPin').fill('wrong1pin');
    await submit(page);
    const reason = 'pin-locked';
    await assertDeadEnd(service, page, { reason, recorded: reason });
    await page.getByText('暗証番号閉塞解除依頼書').waitFor();

    await unlockContract(service.deployment, customer, caller());
    await logOn(page, service, customer);
    watch.assertClean();
    await close();
  });

  test('card-password-locked: the same places each time, then told', async () => {
    const { customer, page, close } = await atLogon();
    await arriveAtLogon(page, service, '9000');
    await page.locator('#contractPin').fill(customer.contractPin);
    await submit(page);
    const places = await page.locator('.cells label').allTextContents();
    for (let tries = 1; tries <= 5; tries += 1) {
      assert.deepEqual(await page.locator('.cells label').allTextContents(), places);
      for (const input of await page.locator('.cells input').all()) await input.fill('00');
      await submit(page);
      await page.locator(tries < 5 ? '.fault-summary' : '.refusal').waitFor();
    }
    await assertDeadEnd(service, page, { reason: 'card-password-locked', recorded: 'card-password-locked' });
    await close();
  });

  test('session-over: a quarter of an hour without a touch', async (t) => {
    t.after(() => {
      service.clock.ahead = 0;
    });
    const { customer, page, close } = await atLogon();
    await logOn(page, service, customer);
    service.clock.ahead = 16 * MINUTE_MS;
    await page.reload();
    await assertDeadEnd(service, page, { reason: 'session-over', ways: ['/9000/logon/administrator'] });
    await assertInEnglish(page, 'session-over');
    await close();
  });
});

/** The last one: nobody's certificate of before opens anything after it. */
test('certificate-ca-revoked: the issuing CA is revoked; with another one the holder acquires again', async () => {
  const { deployment } = service;
  const { store, ca, now } = deployment;
  const customer = await openContract(deployment, '9000');
  await pc.importIdentity(await mustAcquire(deployment, customer));
  const revocation = { id: 'issuing-1', revokedAt: now(), reason: 'cACompromise' };
  await store.transaction((tx) => markAuthorityRevoked(tx, revocation, now()));
  await refreshAuthorities(store, ca, now());

  const { page, watch, close } = await pc.open({ commonName: `${customer.contractId}9000` });
  await arriveAtLogon(page, service, '9000');
  const [reason, entrance] = ['certificate-ca-revoked', '/9000/enrolment/administrator'] as const;
  const ways = [entrance, '/9000/certificate-lookup/administrator', '/9000/logon/administrator'];
  await assertDeadEnd(service, page, { reason, recorded: reason, ways });
  await assertInEnglish(page, reason);

  await certificateEnder(deployment)();
  const place = { store, signer: ca.signer, now, dryRun: false };
  await rollGeneration(place, dayOf(now()), undefined, caller());
  await refreshAuthorities(store, ca, now());
  await reopenForHolders(deployment, { generation: 'issuing-1', bankCode: '9000' }, caller());
  assert.equal((await mustAcquire(deployment, customer)).view.issuer, 'issuing-2');
  watch.assertClean();
  await close();
});
