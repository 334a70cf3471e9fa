// Certificates that have ended while somebody uses them (tests 12, 13 and 26 of the security page): revoked under an
// open connection, expired under one, and every way to get a new one out of an old one that must not give any.

import assert from 'node:assert/strict';
import { createPublicKey, sign } from 'node:crypto';
import { once } from 'node:events';
import { after, before, beforeEach, describe, test } from 'node:test';
import { connect, type TLSSocket } from 'node:tls';
import { addDays, dayOf, lastSecondOf } from '../../src/domain/calendar.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { freshLogonLabel } from '../../src/http/logon-host.ts';
import { revokeBySerialNumber } from '../../src/procedures/certificates/revoke-certificate.ts';
import { beginRenewal } from '../../src/procedures/enrol/begin-renewal.ts';
import { submitRequest } from '../../src/procedures/enrol/submit-request.ts';
import { parseCertificate } from '../../src/x509/certificate.ts';
import { buildCertificationRequest } from '../../src/x509/certification-request.ts';
import { encodePem } from '../../src/x509/pem.ts';
import { type Acquired, logOn, makeRequest, mustAcquire, openContract } from '../world/customers.ts';
import { caller, NOON } from '../world/deployment.ts';
import { banksWithDevices, requestFor } from '../world/est.ts';
import { type LogonFace, openLogonFace, reasonIn } from '../world/logon-face.ts';
import { renew, renewalKeyOf, renewalTicket } from '../world/renewals.ts';

const DAY = 24 * 60 * 60 * 1000;
/** One host for both connections: what a browser would resume. */
const HOST = `${freshLogonLabel()}.logon.localhost`;
const SESSION_COOKIE = '__Host-warifu-session';

let face: LogonFace;
before(async () => {
  face = await openLogonFace();
});
beforeEach(() => {
  face.world.clock.now = NOON;
});
after(() => face.close());

const revoke = ({ view }: Acquired) =>
  revokeBySerialNumber(
    face.world,
    { bankCode: '9000', serialNumber: view.serialNumber, reason: 'keyCompromise' },
    caller(),
  );

/** Every page behind a logon. */
const PAGES = [
  '/9000/status',
  '/9000/renewal/administrator',
  '/9000/renewal/administrator/make-key',
  '/9000/certificate/revoke',
  '/9000/certificate/move',
  '/9000/certificates/waiting',
  '/9000/stop',
];

describe('12: revoked with a live session', () => {
  test('the next request on the same socket is refused, on every page', async () => {
    const { acquired, browser } = await face.loggedOn();
    assert.equal((await browser.get('/9000/status')).status, 200);
    await revoke(acquired);
    for (const page of PAGES) {
      const answer = await browser.get(page);
      assert.ok(answer.reused, 'the same connection');
      assert.equal(reasonIn(answer.body), 'certificate-revoked', page);
    }
  });

  test('so is what was filled in before', async () => {
    const { acquired, browser, customer } = await face.loggedOn();
    await browser.get('/9000/certificate/move');
    await revoke(acquired);
    const { contractConfirmationPin = '' } = customer;
    const answer = await browser.submit('/9000/certificate/move', { contractConfirmationPin });
    assert.equal(reasonIn(answer.body), 'certificate-revoked');
  });

  for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
    test(`a new connection in ${version} with the session of the old one resumes nothing and is refused`, async () => {
      const { acquired, browser } = await face.loggedOn();
      const cookie = `${SESSION_COOKIE}=${browser.cookies.get(SESSION_COOKIE)}`;
      const kept: Buffer[] = [];
      const first = await open(acquired, version);
      first.on('session', (session) => kept.push(session));
      assert.match(await ask(first, cookie), /^HTTP\/1\.1 200 /);
      await revoke(acquired);
      const session = kept.at(-1) ?? first.getSession();
      const second = await open(acquired, version, session);
      assert.equal(second.isSessionReused(), false);
      const answer = await ask(second, cookie);
      assert.match(answer, /^HTTP\/1\.1 403 /);
      assert.match(answer, /certificate-revoked/);
    });
  }
});

describe('13: expired under an open connection', () => {
  test('the second after the last one: refused on the same socket, and led on inside the days only', async () => {
    const { acquired, customer } = await face.loggedOn();
    face.world.clock.now = acquired.view.notAfter - 60_000;
    const late = await face.logOn(customer, acquired);
    face.world.clock.now = acquired.view.notAfter + 999;
    assert.equal((await late.get('/9000/status')).status, 200, 'notAfter is inclusive');
    face.world.clock.now = acquired.view.notAfter + 1000;
    for (const page of PAGES) {
      const answer = await late.get(page);
      assert.ok(answer.reused);
      assert.equal(reasonIn(answer.body), 'certificate-expired', page);
      assert.match(answer.body, /href="[^"]*\/9000\/enrolment\/administrator"/, 'acquired again from here');
    }
    face.world.clock.now = lastSecondOf(addDays(dayOf(acquired.view.notAfter), 80));
    assert.match((await late.get('/9000/status')).body, /\/9000\/enrolment\/administrator"/);
    face.world.clock.now += 1000;
    const over = await late.get('/9000/status');
    assert.doesNotMatch(over.body, /\/9000\/enrolment\/administrator"/);
    assert.match(over.body, /再発行依頼書/);
  });
});

describe('13: expired in the eyes of the TLS layer too, whose clock is the machine’s', () => {
  let long: LogonFace;
  before(async () => {
    long = await openLogonFace({ now: Date.now() - 2 * 365 * DAY, banks: banksWithDevices() });
  });
  after(() => long.close());

  test('it still reaches the page, which says so and leads on; a program is refused', async () => {
    const { acquired } = await long.loggedOn();
    const { notAfter } = acquired.view;
    assert.ok(notAfter < Date.now() - DAY);
    long.world.clock.now = notAfter + 1000;
    const visitor = long.visitor(acquired);
    const answer = await visitor.get('/9000/administrator');
    assert.equal(reasonIn(answer.body), 'certificate-expired');
    assert.match(answer.body, /href="[^"]*\/9000\/enrolment\/administrator"/);
    const { request } = requestFor({ of: acquired.certificate });
    const renewed = await visitor.post(
      '/.well-known/est/simplereenroll',
      Buffer.from(request).toString('base64'),
      { 'content-type': 'application/pkcs10' },
    );
    assert.equal(renewed.status, 403);
    assert.match(renewed.body, /^certificate-expired: /);
  });
});

describe('26: renewal hijack', () => {
  test('what stands in the request is not what stands in the certificate', async () => {
    const { customer, acquired } = await ended(-10);
    const session = await sessionOf(customer, acquired);
    const own = await makeRequest();
    const { privateKey } = own;
    const request = await buildCertificationRequest(
      {
        subject: [
          { type: 'C', value: 'JP' },
          { type: 'O', value: 'Another Bank' },
          { type: 'CN', value: '99999999999-9000' },
        ],
        subjectPublicKeyInfo: createPublicKey(privateKey).export({ format: 'der', type: 'spki' }),
        signatureAlgorithm: 'ecdsa-with-SHA256',
      },
      async (info) => sign('sha256', info, privateKey),
    );
    const got = await renew(face.world, session, 'administrator', { key: { privateKey, request } });
    assert.ok(!isRefusal(got));
    assert.equal(got.view.subject, acquired.view.subject);
    const [before, after] = [acquired, got].map(({ certificate }) => {
      const { subject, extensions } = parseCertificate(certificate);
      return JSON.stringify([subject, Object.keys(extensions)]);
    });
    assert.equal(after, before, 'the same name and the same kinds of extensions');
  });

  test('nothing is renewed from an expired, revoked or superseded certificate, nor for somebody else', async () => {
    const one = await ended(-10);
    const session = await sessionOf(one.customer, one.acquired);
    await beginRenewal(face.world, { ...session, fields: {} }, caller());
    const ticket = await renewalTicket(face.world, session, 'administrator');
    assert.ok(typeof ticket === 'string');
    const { request } = await makeRequest();
    const key = renewalKeyOf(session, 'administrator');
    const submit = (change: object = {}) =>
      submitRequest(face.world, { ...key, ...change, ticket, request }, caller());

    face.world.clock.now = NOON;
    const other = await ended(-10);
    const theirs = await sessionOf(other.customer, other.acquired);
    for (const [change, reason] of [
      [theirs, 'enrolment-over'],
      [{ certificate: other.acquired.certificate }, 'session-of-another-certificate'],
      [{ token: theirs.token }, 'session-of-another-certificate'],
    ] as const) {
      const answer = await submit(change);
      assert.equal(isRefusal(answer) && answer.reason, reason);
    }
    face.world.clock.now = one.acquired.view.notAfter + 1000;
    const expired = await submit();
    assert.equal(isRefusal(expired) && expired.reason, 'certificate-expired');
    face.world.clock.now = one.acquired.view.notAfter + 91 * DAY;
    const longExpired = await submit();
    assert.equal(isRefusal(longExpired) && longExpired.reason, 'certificate-expired');
    await revoke(one.acquired);
    const revoked = await submit();
    assert.equal(isRefusal(revoked) && revoked.reason, 'certificate-revoked');
  });

  test('the old certificate’s fate is exact: in use, then superseded by the first logon and by nothing before', async () => {
    const { customer, acquired } = await ended(-10);
    const session = await sessionOf(customer, acquired);
    const browser = await face.logOn(customer, acquired);
    const renewed = await renew(face.world, session, 'administrator');
    assert.ok(!isRefusal(renewed));
    const half = face.visitor(renewed);
    assert.equal((await half.get('/9000/administrator')).status, 200);
    await half.submit('/9000/administrator', { contractPin: customer.contractPin });
    assert.equal((await browser.get('/9000/status')).status, 200, 'the new one has not logged on yet');
    face.world.clock.now += 1000;
    await face.logOn(customer, renewed);
    const { status, body, reused } = await browser.get('/9000/status');
    assert.deepEqual([status, reasonIn(body), reused], [403, 'certificate-superseded', true]);
  });
});

/** A customer who has logged on once and whose certificate ends so many days from today. */
async function ended(days: number) {
  const customer = await openContract(face.world, '9000', { acquisitionFrom: dayOf(face.world.now()) });
  const acquired = await mustAcquire(face.world, customer);
  await logOn(face.world, customer, acquired.certificate);
  face.world.clock.now = lastSecondOf(addDays(dayOf(acquired.view.notAfter), days)) - DAY / 2;
  return { customer, acquired };
}

async function sessionOf(customer: Parameters<typeof logOn>[1], { certificate }: Acquired) {
  const token = await logOn(face.world, customer, certificate);
  assert.ok(typeof token === 'string');
  return { bankCode: '9000', certificate, token };
}

/** A bare TLS connection, so that the session of another can be offered. */
async function open(
  { certificate, key }: Acquired,
  version: 'TLSv1.2' | 'TLSv1.3',
  session?: Buffer,
): Promise<TLSSocket> {
  const socket = connect({
    host: '127.0.0.1',
    port: face.port,
    servername: HOST,
    ca: face.root,
    cert: encodePem('CERTIFICATE', certificate),
    key: String(key.privateKey.export({ format: 'pem', type: 'pkcs8' })),
    minVersion: version,
    maxVersion: version,
    ...(session && { session }),
  });
  await once(socket, 'secureConnect');
  return socket;
}

async function ask(socket: TLSSocket, cookie: string): Promise<string> {
  socket.write(
    `GET /9000/status HTTP/1.1\r\nhost: ${HOST}\r\ncookie: ${cookie}\r\naccept: text/html\r\nconnection: close\r\n\r\n`,
  );
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}
