// Whoever is logged on stays the one who proved it: fixation, theft, forgery and leftovers of a session, tried with
// a real browser's cookies (threat model, test 18; ASVS 5.0 7.2, 7.4, 3.5).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BrowserContext, Cookie, Page } from 'playwright-core';
import { freshLogonLabel } from '../../src/http/logon-host.ts';
import { encodePem } from '../../src/x509/pem.ts';
import { type Acquired, type Customer, mustAcquire, openContract } from '../world/customers.ts';
import { HttpsVisitor } from '../world/https-visitor.ts';
import type { OpenBrowser, Pc } from './browser.ts';
import { countOf } from './records.ts';
import type { Service } from './service.ts';
import { onStage } from './stage.ts';
import {
  arriveAtKeyPage,
  arriveAtLogon,
  enrolmentHref,
  fillCells,
  goOn,
  logOff,
  logOn,
  refusalOn,
} from './steps.ts';

const SESSION = '__Host-warifu-session';
const ENROLMENT = '__Host-warifu-enrolment';
const CSRF = '__Host-warifu-csrf';

let service: Service;
let pc: Pc;
const { closing } = onStage(async (stage) => {
  service = await stage.service();
  pc = await stage.pc(service);
});

interface Person extends OpenBrowser {
  readonly customer: Customer;
  readonly acquired: Acquired;
}

/** A customer with a certificate, at a browser that picks it. */
async function person(): Promise<Person> {
  const customer = await openContract(service.deployment, '9000');
  const acquired = await mustAcquire(service.deployment, customer);
  await pc.importIdentity(acquired);
  return { customer, acquired, ...(await pc.open({ commonName: `${customer.contractId}9000` })) };
}

/** A program that speaks to a logon host with a certificate, or with none. */
function program(host: string, acquired?: Acquired): HttpsVisitor {
  const identity = acquired && {
    certificate: encodePem('CERTIFICATE', acquired.certificate),
    key: String(acquired.key.privateKey.export({ format: 'pem', type: 'pkcs8' })),
  };
  const made = new HttpsVisitor({ port: service.logonPort, root: service.root, host, identity });
  closing(() => made.close());
  return made;
}

/** Asks for the status page with stolen cookies; the reason of the refusal, `in`, or `in part`. */
async function tryCookies(visitor: HttpsVisitor, cookies: readonly Cookie[]): Promise<string> {
  for (const { name, value } of cookies) visitor.cookies.set(name, value);
  const answer = await visitor.get('/9000/status', { accept: 'application/json' });
  if (answer.status === 303) return 'in part';
  return answer.status === 200 ? 'in' : JSON.parse(answer.body).reason;
}

async function cookieOf(context: BrowserContext, name: string): Promise<Cookie | undefined> {
  return (await context.cookies()).find((cookie) => cookie.name === name);
}

const submit = (page: Page) => page.locator('main button.primary').click();

test('the session’s id is new after each page and bound to the certificate', async () => {
  const { customer, acquired, context, page, watch, close } = await person();
  const ids: string[] = [];
  const note = async () => ids.push((await cookieOf(context, SESSION))?.value ?? '');

  const host = await arriveAtLogon(page, service, '9000');
  await note();
  await page.locator('#contractPin').fill(customer.contractPin);
  await submit(page);
  await page.locator('.cells').waitFor();
  await note();
  const early = await context.cookies();
  assert.equal(await tryCookies(program(host, acquired), early), 'in part');
  await fillCells(page, customer);
  await goOn(page);
  await note();
  assert.equal(ids[0], '', 'no session before the certificate and the PIN are proved');
  assert.equal(new Set(ids).size, 3);
  assert.ok((ids[2] ?? '').length >= 22, 'at least 128 bits');

  const cookies = await context.cookies();
  const other = await mustAcquire(service.deployment, await openContract(service.deployment, '9000'));
  assert.equal(await tryCookies(program(host, acquired), early), 'session-over', 'the id of before');
  assert.equal(await tryCookies(program(host, acquired), cookies), 'in');
  assert.equal(await tryCookies(program(host), cookies), 'no-certificate');
  assert.equal(await tryCookies(program(host, other), cookies), 'session-of-another-certificate');

  await logOff(page);
  assert.equal(await cookieOf(context, SESSION), undefined);
  assert.equal(
    await tryCookies(program(host, acquired), cookies),
    'session-over',
    'log off ends it on the server',
  );
  watch.assertClean();
  await close();
});

test('a session that an attacker plants is not taken over by the logon', async () => {
  const victim = await person();
  const attacker = await person();
  const planted = await (async () => {
    await logOn(attacker.page, service, attacker.customer);
    return await cookieOf(attacker.context, SESSION);
  })();
  const host = await arriveAtLogon(victim.page, service, '9000');
  const url = `https://${host}:${service.logonPort}`;
  const { value = '' } = planted ?? {};
  await victim.context.addCookies([
    { url, name: SESSION, value, secure: true, httpOnly: true, sameSite: 'Lax' },
  ]);
  await victim.page.reload();
  await victim.page.getByText(`${victim.customer.contractId}9000`).waitFor();
  await victim.page.locator('#contractPin').fill(victim.customer.contractPin);
  await submit(victim.page);
  await fillCells(victim.page, victim.customer);
  await goOn(victim.page);
  assert.notEqual((await cookieOf(victim.context, SESSION))?.value, value);
  await victim.page.getByText(victim.customer.contractId, { exact: true }).waitFor();
  await attacker.page.reload();
  await attacker.page.getByText(attacker.customer.contractId, { exact: true }).waitFor();
  await victim.close();
  await attacker.close();
});

test('a stolen cookie in another customer’s browser opens nothing', async () => {
  const victim = await person();
  const thief = await person();
  await logOn(victim.page, service, victim.customer);
  const host = await arriveAtLogon(thief.page, service, '9000');
  const { value = '' } = (await cookieOf(victim.context, SESSION)) ?? {};
  const url = `https://${host}:${service.logonPort}`;
  await thief.context.addCookies([
    { url, name: SESSION, value, secure: true, httpOnly: true, sameSite: 'Lax' },
  ]);
  await thief.page.goto(`${url}/9000/status`);
  assert.equal((await refusalOn(thief.page)).reason, 'session-of-another-certificate');
  await victim.page.reload();
  await victim.page.locator('form.log-off').waitFor();
  await victim.close();
  await thief.close();
});

test('every cookie is __Host-, Secure, HttpOnly and SameSite, and no page’s script can read it', async () => {
  const { customer, context, page, close } = await person();
  const fresh = await openContract(service.deployment, '9000');
  await arriveAtKeyPage(page, service, fresh);
  await logOn(page, service, customer);
  const cookies = await context.cookies();
  assert.deepEqual(new Set(cookies.map(({ name }) => name)), new Set([ENROLMENT, CSRF, SESSION]));
  for (const { name, secure, httpOnly, sameSite, path, domain, expires } of cookies) {
    assert.deepEqual(
      { secure, httpOnly, sameSite, path, expires },
      { secure: true, httpOnly: true, sameSite: 'Lax', path: '/', expires: -1 },
      name,
    );
    assert.ok(!domain.startsWith('.'), `${name} is of one host alone`);
  }
  assert.equal(await page.evaluate(() => document.cookie), '');
  await close();
});

test('another customer’s enrolment cookie, and another bank’s, lead nowhere', async () => {
  const mine = await pc.open();
  const customer = await openContract(service.deployment, '9000');
  await arriveAtKeyPage(mine.page, service, customer);
  await mine.page.goto(`${service.www}/9001/enrolment/administrator/make-key`);
  assert.equal((await refusalOn(mine.page)).reason, 'enrolment-over');
  await mine.page.goto(enrolmentHref(service, customer, '/make-key'));
  const other = await openContract(service.deployment, '9000');
  const csrf = await mine.page.locator('#make-key').getAttribute('data-csrf');
  const ticket = await mine.page.locator('#make-key').getAttribute('data-ticket');
  // The ticket of one enrolment under the cookie of another.
  await arriveAtKeyPage(mine.page, service, other);
  const answer = await mine.page.evaluate(
    async ({ csrf, ticket }) => {
      const response = await fetch('request', {
        method: 'POST',
        headers: {
          'content-type': 'application/pkcs10',
          accept: 'application/json',
          'x-csrf-token': csrf ?? '',
          'x-warifu-ticket': ticket ?? '',
        },
        body: new Uint8Array([0x30, 0x00]),
      });
      return (await response.json()) as { reason: string };
    },
    { csrf, ticket },
  );
  assert.equal(answer.reason, 'enrolment-over');
  await mine.close();
});

test('csrf-token-missing: forms of another site’s making are refused, whatever they hold', async (t) => {
  const { customer, acquired, context, page, close } = await person();
  const host = await logOn(page, service, customer);
  const logon = program(host, acquired);
  for (const { name, value } of await context.cookies()) logon.cookies.set(name, value);
  const port = Number(new URL(service.www).port);
  const [www, attacker] = [1, 2].map(() => new HttpsVisitor({ port, root: service.root, host: 'localhost' }));
  assert.ok(www && attacker);
  for (const visitor of [www, attacker]) closing(() => visitor.close());
  const form = '/9000/enrolment/administrator/identify';
  // What an attacker can have: a token of his own.
  const [, own = ''] = /name="_csrf" value="([^"]+)"/.exec((await attacker.get(form)).body) ?? [];
  assert.equal((await attacker.submit(form, {})).status, 400, 'his own token serves him, and nobody else');
  await www.get(form);
  for (const [visitor, path] of [
    [logon, '/9000/log-off'],
    [logon, '/9000/administrator'],
    [www, form],
    [www, '/9000/enrolment/administrator/key-place'],
    [www, '/9000/certificate-lookup/administrator'],
  ] as const) {
    await t.test(path, async () => {
      for (const _csrf of ['', 'invented-token', own]) {
        const answer = await visitor.submit(path, { _csrf, contractPin: customer.contractPin, page: '0' });
        assert.equal(answer.status, 403);
        assert.match(answer.body, /csrf-token-missing/);
      }
    });
  }
  await page.reload();
  await page.locator('form.log-off').waitFor();
  await close();
});

test('a form posted twice is one try', async () => {
  const { customer, acquired, close } = await person();
  const host = `${freshLogonLabel()}.logon.localhost`;
  const visitor = program(host, acquired);
  await visitor.get('/9000/administrator');
  const wrong = { contractPin: 'wrong1pin' };
  const answers = await Promise.all([1, 2, 3].map(() => visitor.submit('/9000/administrator', wrong)));
  for (const { body } of answers) assert.match(body, /あと4回/);
  assert.equal(await countOf(service, customer, 'logon.page-answered'), 1);
  await close();
});

test('what was logged off is not shown again by going back', async () => {
  const { customer, page, watch, close } = await person();
  await logOn(page, service, customer);
  await logOff(page);
  await page.goBack();
  assert.equal((await refusalOn(page)).reason, 'session-missing');
  assert.equal(await page.getByText(customer.companyName).count(), 0);
  watch.assertClean();
  await close();
});
