// Refusals on the www face: one answer to strangers, a page for every fault of a request, and nothing said of our own.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { type Store, StoreError } from '../../src/store/store.ts';
import { type Customer, entriesOf, openContract } from '../world/customers.ts';
import type { World } from '../world/deployment.ts';
import { openWww, type Www } from '../world/www.ts';
import { openWwwWorld, type WwwWorld } from '../world/www-world.ts';

let opened: WwwWorld;
let store: Store;
let world: World;
let www: Www;

before(async () => {
  opened = await openWwwWorld();
  ({ store, world, www } = opened);
});
after(() => opened?.close());

const IDENTIFY = '/9000/enrolment/administrator/identify';
const LOOKUP = '/9000/certificate-lookup/administrator';

async function tryAt(url: string, entries: Record<string, string>): Promise<LightMyRequestResponse> {
  const visitor = www.visitor();
  await visitor.get(url);
  return visitor.submit(url, entries);
}

async function lock(customer: Customer): Promise<void> {
  const limit = world.banks.get('9000')?.secrets.contractPin.failureLimit ?? 0;
  for (let failure = 0; failure < limit; failure += 1) {
    await tryAt(IDENTIFY, { ...entriesOf(customer), contractPin: 'wrongone' });
  }
}

/** An answer as an attacker compares it. */
function faceOf(response: LightMyRequestResponse) {
  const { date: _, ...headers } = response.headers;
  const reference = /[0-9A-HJKMNP-TV-Z]{10}(?=<)/.exec(response.body)?.[0] ?? 'none';
  return {
    status: response.statusCode,
    headers,
    length: response.rawPayload.length,
    body: response.body.replaceAll(reference, 'REFERENCE'),
  };
}

for (const [page, url] of [
  ['acquisition', IDENTIFY],
  ['certificate lookup', LOOKUP],
] as const) {
  test(`not-accepted: ${page} answers strangers alike, whatever the cause`, async () => {
    const known = await openContract(world, '9000');
    const locked = await openContract(world, '9000');
    await lock(locked);
    const right = entriesOf(known);
    const answers = [
      await tryAt(url, { ...right, contractId: '99999999999' }),
      await tryAt(url, { ...right, contractPin: 'wrongone' }),
      await tryAt(url, { ...right, contractConfirmationPin: 'wrongone' }),
      await tryAt(url, { ...entriesOf(locked) }),
      await tryAt(url, { ...entriesOf(locked), contractPin: 'wrongone' }),
    ].map(faceOf);
    assert.equal(answers[0]?.status, 403);
    assert.match(answers[0]?.body ?? '', />not-accepted</);
    for (const answer of answers) assert.deepEqual(answer, answers[0]);
  });
}

test('every fault of a request has a page, a reason code, a reference and a way out', async (t) => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const cases = [
    ['bank-unknown', 404, { method: 'GET', url: '/8888/' }],
    ['page-not-found', 404, { method: 'GET', url: '/9000/nothing-here' }],
    ['page-not-found', 404, { method: 'GET', url: '/nothing-here/at-all' }],
    ['page-not-found', 404, { method: 'GET', url: '/9000/menu/__proto__' }],
    ['page-not-found', 404, { method: 'GET', url: '/9000/enrolment/administrator/identify/2' }],
    ['page-not-found', 404, { method: 'GET', url: '/assets/nothing.js' }],
    ['page-not-found', 404, { method: 'GET', url: `/${'x'.repeat(5000)}` }],
    ['page-not-found', 404, { method: 'GET', url: '/9000/%ZZ' }],
    ['page-not-found', 404, { method: 'POST', url: '/9000/nothing-here', headers: form, payload: 'a=b' }],
    ['method-not-allowed', 405, { method: 'DELETE', url: IDENTIFY }],
    ['method-not-allowed', 405, { method: 'POST', url: '/9000/logged-off', headers: form, payload: 'a=b' }],
    ['method-not-allowed', 405, { method: 'GET', url: '/9000/enrolment/administrator/request' }],
    ['csrf-token-missing', 403, { method: 'POST', url: IDENTIFY, headers: form, payload: 'contractId=1' }],
    [
      'media-type-refused',
      415,
      { method: 'POST', url: IDENTIFY, headers: { 'content-type': 'application/json' }, payload: '{}' },
    ],
    [
      'media-type-refused',
      415,
      { method: 'POST', url: '/9000/enrolment/administrator/request', headers: form, payload: 'a=b' },
    ],
    [
      'body-too-large',
      413,
      { method: 'POST', url: IDENTIFY, headers: form, payload: `a=${'x'.repeat(20_000)}` },
    ],
    [
      'body-too-large',
      413,
      {
        method: 'POST',
        url: '/9000/enrolment/administrator/request',
        headers: { 'content-type': 'application/pkcs10' },
        payload: Buffer.alloc(70_000),
      },
    ],
  ] as const;
  for (const [reason, status, request] of cases) {
    await t.test(`${reason}: ${request.method} ${request.url.slice(0, 60)}`, async () => {
      const page = await www.visitor().send({ headers: {}, ...request });
      assert.equal(page.statusCode, status, page.body);
      assert.match(page.headers['content-type']?.toString() ?? '', /^text\/html/);
      assert.match(page.body, new RegExp(`<dd class="code">${reason}</dd>`));
      assert.match(page.body, /<dd class="code">[0-9A-HJKMNP-TV-Z]{10}<\/dd>/);
      assert.match(page.body, /<a class="button primary" href="/);
      const json = await www.visitor().send({
        ...request,
        headers: { ...('headers' in request ? request.headers : {}), accept: 'application/json' },
      });
      assert.equal(json.statusCode, status);
      const { reason: told, reference, message, next } = json.json();
      assert.equal(told, reason);
      assert.match(reference, /^[0-9A-HJKMNP-TV-Z]{10}$/);
      assert.ok(message.length > 0 && next.length > 0);
    });
  }
});

test('method-not-allowed names what is allowed', async () => {
  const answer = await www.visitor().send({ method: 'PUT', url: IDENTIFY });
  assert.equal(answer.headers.allow, 'GET, HEAD, POST');
});

test('csrf-token-missing: neither another visitor’s token nor a doubled one is taken', async () => {
  const other = www.visitor();
  await other.get(IDENTIFY);
  const visitor = www.visitor();
  await visitor.get(IDENTIFY);
  for (const token of [other.hiddenFields()._csrf ?? '', `${visitor.hiddenFields()._csrf}&_csrf=x`, '']) {
    const answer = await visitor.send({
      method: 'POST',
      url: IDENTIFY,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `_csrf=${token}`,
    });
    assert.equal(answer.statusCode, 403);
    assert.match(answer.body, /csrf-token-missing/);
  }
});

test('too-many-requests: one address has so many tries over all forms, with a time to wait; others go on', async () => {
  const strict = await openWww(world, { triesPerMinute: 3 });
  const visitor = strict.visitor('198.51.100.1');
  for (const url of [IDENTIFY, LOOKUP, IDENTIFY]) {
    await visitor.get(url);
    assert.equal((await visitor.submit(url, {})).statusCode, 400);
  }
  await visitor.get(LOOKUP);
  const refused = await visitor.submit(LOOKUP, {});
  assert.equal(refused.statusCode, 429);
  assert.match(refused.body, /too-many-requests/);
  const wait = Number(refused.headers['retry-after']);
  assert.ok(wait > 0 && wait <= 60);
  assert.equal((await visitor.get(IDENTIFY)).statusCode, 200, 'pages are still shown');

  const other = strict.visitor('198.51.100.2');
  await other.get(IDENTIFY);
  assert.equal((await other.submit(IDENTIFY, {})).statusCode, 400);
  await strict.app.close();
});

test('internal-error: no stack, no cause, no secret; the log has the reference', async () => {
  const secret = 'canary7Pin';
  const fault = new Error(`insert failed for ${secret}`);
  const broken = await openWww({
    ...world,
    now: () => {
      throw fault;
    },
  });
  const customer = await openContract(world, '9000');
  const visitor = broken.visitor();
  await visitor.get(IDENTIFY);
  const typed = { ...entriesOf(customer), contractPin: secret };
  const answer = await visitor.submit(IDENTIFY, typed, { 'x-canary': secret });
  assert.equal(answer.statusCode, 500);
  assert.match(answer.body, />internal-error</);
  assert.ok(!answer.body.includes('    at '));
  const reference = /<dd class="code">([0-9A-HJKMNP-TV-Z]{10})</.exec(answer.body)?.[1] ?? 'none';
  const log = broken.log.join('\n');
  assert.match(log, new RegExp(`"reference":"${reference}"`));
  assert.match(log, /refusals\.test\.ts/, 'where it happened');
  for (const page of [answer.body, log]) {
    assert.ok(!page.includes(secret));
    assert.ok(!page.includes(customer.contractPin));
  }
  await broken.app.close();
});

test('store-unavailable: a full disk is our fault and may be over in a minute', async () => {
  const full = await openWww({
    ...world,
    store: {
      ...store,
      transaction: () => Promise.reject(new StoreError('disk-full', 'the disk of the database is full')),
    },
  });
  const customer = await openContract(world, '9000');
  const visitor = full.visitor();
  await visitor.get(IDENTIFY);
  const answer = await visitor.submit(IDENTIFY, entriesOf(customer) as Record<string, string>);
  assert.equal(answer.statusCode, 503);
  assert.match(answer.body, />store-unavailable</);
  assert.match(full.log.join('\n'), /disk-full/);
  await full.app.close();
  assert.equal((await tryAt(IDENTIFY, entriesOf(customer) as Record<string, string>)).statusCode, 303);
});
