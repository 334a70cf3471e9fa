// EST over real TLS: what is asked by curl and by OpenSSL's and strongSwan's tools, and everything that is no request.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { after, before, describe, test } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { makeFolder, run } from '../../test/conformance/programs.ts';
import { issuingOf } from '../../test/world/authorities.ts';
import { openContract } from '../../test/world/customers.ts';
import { caller } from '../../test/world/deployment.ts';
import { banksWithDevices, enrolmentToken, requestFor } from '../../test/world/est.ts';
import { type LogonFace, openLogonFace } from '../../test/world/logon-face.ts';
import { logOnAgain, reasonOf } from '../../test/world/year.ts';
import { Issuer } from '../ca/issue-certificate.ts';
import { Signer } from '../ca/signer/signer.ts';
import { createPkiListener, listen } from '../http/listeners.ts';
import { announceIssued } from '../notices/announce-issued.ts';
import { revokeBySerialNumber } from '../procedures/certificates/revoke-certificate.ts';
import { StoreError } from '../store/store-error.ts';
import { encodePem } from '../x509/pem.ts';
import { openEst } from './est.ts';

const BASE = '/.well-known/est';
const PKCS10 = { 'content-type': 'application/pkcs10' };
const basic = ({ enrolment, token }: { enrolment: string; token: string }) => ({
  authorization: `Basic ${Buffer.from(`${enrolment}:${token}`).toString('base64')}`,
});
const base64 = (der: Uint8Array) => Buffer.from(der).toString('base64');

describe('EST', () => {
  let face: LogonFace;
  const folder = makeFolder();
  const { path } = folder;
  before(async () => {
    // Real clients go by their own clock.
    face = await openLogonFace({ banks: banksWithDevices(), now: Date.now() });
    writeFileSync(path('root.pem'), face.root);
    writeFileSync(path('issuing.pem'), encodePem('CERTIFICATE', issuingOf(face.world.ca).certificate));
  });
  after(async () => {
    await face.close();
    folder.dispose();
  });

  const tokenFor = async () => enrolmentToken(face.world, await openContract(face.world, '9000'));
  const enrol = async (body: string | Uint8Array, headers: Record<string, string> = {}, label = '') =>
    face
      .visitor()
      .post(`${BASE}${label}/simpleenroll`, body, { ...PKCS10, ...basic(await tokenFor()), ...headers });
  /** The certificates of a certs-only answer, as OpenSSL reads them. */
  const certificatesIn = async (body: string) => {
    writeFileSync(path('answer.p7'), Buffer.from(body, 'base64'));
    const text = await run('openssl', 'pkcs7', '-inform', 'DER', '-in', path('answer.p7'), '-print_certs');
    return (
      text
        .match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
        ?.map((pem) => new X509Certificate(pem)) ?? []
    );
  };

  for (const label of ['', '/9000']) {
    test(`cacerts${label}: issuing CA and root, for OpenSSL to read`, async () => {
      const answer = await face.visitor().get(`${BASE}${label}/cacerts`);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['content-type'], 'application/pkcs7-mime');
      const [issuing, root, ...more] = await certificatesIn(answer.body);
      assert.ok(issuing?.checkIssued(root as X509Certificate) && root?.checkIssued(root));
      assert.deepEqual(more, []);
    });
  }

  test('csrattrs: the bank’s key, or nothing without a bank', async () => {
    const visitor = face.visitor();
    assert.equal((await visitor.get(`${BASE}/csrattrs`)).status, 204);
    const { body, headers } = await visitor.get(`${BASE}/9000/csrattrs`);
    assert.equal(headers['content-type'], 'application/csrattrs');
    writeFileSync(path('attributes.der'), Buffer.from(body, 'base64'));
    const read = await run('openssl', 'asn1parse', '-inform', 'DER', '-in', path('attributes.der'));
    assert.match(read, /id-ecPublicKey[\s\S]+prime256v1[\s\S]+ecdsa-with-SHA256/);
  });

  const { request } = requestFor();
  const inLines = (der: Uint8Array) => base64(der).replace(/.{60}/g, '$&\r\n');
  // Of one key there is one certificate, of one holder: each way its own request.
  const ways: [string, (der: Uint8Array) => string, Record<string, string>][] = [
    ['base64', base64, {}],
    ['base64 in lines', (der) => ` ${inLines(der)}\r\n\t`, {}],
    ['whatever the transfer encoding says', base64, { 'content-transfer-encoding': 'binary' }],
    ['PEM', (der) => encodePem('CERTIFICATE REQUEST', der), {}],
    ['a type with a parameter', base64, { 'content-type': 'application/pkcs10; charset=us-ascii' }],
  ];
  for (const [what, written, headers] of ways) {
    test(`simpleenroll takes ${what}`, async () => {
      const answer = await enrol(written(requestFor().request), headers);
      assert.equal(answer.status, 200, answer.body);
      assert.equal(answer.headers['content-type'], 'application/pkcs7-mime; smime-type=certs-only');
      assert.equal((await certificatesIn(answer.body)).length, 1);
    });
  }

  for (const [what, status, reason, body, headers, label] of [
    ['no request', 400, 'request-malformed', 'not base64!', {}, ''],
    ['nothing', 400, 'request-malformed', '', {}, ''],
    ['a request that is cut off', 400, 'request-malformed', base64(request.subarray(0, 90)), {}, ''],
    ['a large one', 413, 'request-too-large', 'A'.repeat(30_000), {}, ''],
    ['another media type', 415, 'media-type-refused', base64(request), { 'content-type': 'text/plain' }, ''],
    ['a wrong token', 401, 'enrolment-over', base64(request), basic({ enrolment: 'x', token: 'y' }), ''],
    ['no Basic', 401, 'enrolment-over', base64(request), { authorization: 'Bearer x' }, ''],
    ['no such bank', 404, 'bank-unknown', base64(request), {}, '/4711'],
    ['another bank', 401, 'enrolment-over', base64(request), {}, '/1635'],
    ['a bank without devices', 403, 'program-not-allowed', base64(request), {}, '/9001'],
  ] as const) {
    test(`simpleenroll refuses ${what}: ${status} ${reason}`, async () => {
      const answer = await enrol(body, headers, label);
      assert.equal(answer.status, status);
      assert.match(answer.body, new RegExp(`^${reason}: .+\\(reference [A-Z0-9-]+\\)\n$`, 'i'));
      assert.match(answer.headers['content-type'] ?? '', /^text\/plain/);
      assert.equal(answer.headers['www-authenticate'] !== undefined, status === 401);
      assert.equal(answer.headers['set-cookie'], undefined);
    });
  }

  test('what is under way is 202, to be asked for again', async () => {
    const given = await tokenFor();
    const { store } = face.world;
    const { holder } = await store.db
      .selectFrom('enrolment')
      .select('holder')
      .where('id', '=', given.enrolment)
      .executeTakeFirstOrThrow();
    await store.db
      .insertInto('certificate')
      .values({
        ...{ serial_number: 'abc123', issuer: issuingOf(face.world.ca).id, holder, bank_code: '9000' },
        ...{ subject: 'CN=x', spki_sha256: 'none', ticket: 'none', not_before: 0, not_after: 0 },
        ...{ tbs: new Uint8Array(1), planned_at: face.world.now(), way: 'enrolment', address: '' },
        approval: 'none',
      })
      .execute();
    const answer = await face.visitor().post(`${BASE}/simpleenroll`, base64(requestFor().request), {
      ...PKCS10,
      ...basic(given),
    });
    assert.equal(answer.status, 202);
    assert.equal(answer.headers['retry-after'], '30');
  });

  test('a signer or a store that is away: 503 and when to come again; then the same token is good', async () => {
    const { world } = face;
    const given = await tokenFor();
    const body = base64(requestFor().request);
    const signer = new Signer({
      connect: () => Promise.reject(new Error('none')),
      waitMs: 20,
      readsPlans: true,
    });
    const issuer = new Issuer(world.store, { ...world.ca, signer }, world.now, announceIssued(world.banks));
    const away = () => {
      throw new StoreError('database-unreachable', 'away');
    };
    const store = { ...world.store, db: new Proxy(world.store.db, { get: away }), transaction: away };
    try {
      for (const [broken, reason] of [
        [{ ...world, issuer }, 'signer-unavailable'],
        [{ ...world, store }, 'store-unavailable'],
      ] as const) {
        const est = await openEst(broken);
        const listening = await listen(createPkiListener({ first: est.first }), ['127.0.0.1'], 0);
        const response = await fetch(`http://127.0.0.1:${listening.port}${BASE}/simpleenroll`, {
          ...{ method: 'POST', body, headers: { ...PKCS10, ...basic(given) } },
        });
        assert.equal(response.status, 503);
        assert.ok(Number(response.headers.get('retry-after')) > 0);
        assert.match(await response.text(), new RegExp(`^${reason}: `));
        await listening.close();
        await est.close();
      }
    } finally {
      signer.close();
    }
    const headers = { ...PKCS10, ...basic(given) };
    assert.equal((await face.visitor().post(`${BASE}/simpleenroll`, body, headers)).status, 200);
  });

  test('a request bound to its connection, on TLS 1.2 and 1.3', async () => {
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      const headers = { ...PKCS10, ...basic(await tokenFor()) };
      const status = await new Promise((resolve, reject) => {
        const call = httpsRequest({
          ...{ host: '127.0.0.1', port: face.port, servername: 'localhost', ca: face.root, headers },
          ...{ method: 'POST', path: `${BASE}/simpleenroll`, minVersion: version, maxVersion: version },
          agent: false,
        });
        call.on('response', (response) => resolve(response.resume().statusCode));
        call.on('error', reject);
        call.on('socket', (socket) =>
          socket.once('secureConnect', () => {
            const tls = socket as TLSSocket;
            const binding =
              version === 'TLSv1.2'
                ? tls.getFinished()
                : tls.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0));
            call.end(base64(requestFor({ challengePassword: binding?.toString('base64') ?? '' }).request));
          }),
        );
      });
      assert.equal(status, 200, version);
    }
  });

  test('curl and OpenSSL: enrolled with a token, renewed with the certificate, refused when revoked', async () => {
    const { customer, ...given } = await customerWithToken();
    const url = `https://est.logon.localhost:${face.port}${BASE}/9000`;
    const curl = (...words: string[]) =>
      run(
        ...(['curl', '--silent', '--show-error', '--fail-with-body', '--cacert', path('root.pem')] as const),
        ...['--resolve', `est.logon.localhost:${face.port}:127.0.0.1`, ...words],
      );
    const request = async (name: string, ...words: string[]) => {
      await run(
        ...(['openssl', 'req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'] as const),
        ...[
          '-nodes',
          '-keyout',
          path(`${name}.key`),
          '-outform',
          'DER',
          '-out',
          path(`${name}.p10`),
          ...words,
        ],
      );
    };
    const post = async (name: string, operation: string, ...words: string[]) => {
      const body = [
        '--data-binary',
        `@${path(`${name}.p10`)}`,
        '--header',
        'Content-Type: application/pkcs10',
      ];
      const [issued] = await certificatesIn(await curl(...words, ...body, `${url}/${operation}`));
      writeFileSync(path(`${name}.pem`), issued?.toString() ?? '');
      await run('openssl', 'verify', '-no_check_time', ...chain(), path(`${name}.pem`));
      return issued as X509Certificate;
    };
    await request('first', '-subj', '/CN=anything');
    const first = await post('first', 'simpleenroll', '--user', `${given.enrolment}:${given.token}`);

    const end = Date.parse(first.validTo);
    const acquired = { certificate: new Uint8Array(first.raw), view: { notAfter: end } };
    await logOnAgain(face.world, customer, acquired as never);
    face.world.clock.now = end - 10 * 24 * 60 * 60 * 1000;
    const subject = first.subject.split('\n').map((part) => `/${part}`);
    await request('second', '-utf8', '-subj', subject.join(''));
    const own = ['--cert', path('first.pem'), '--key', path('first.key')];
    const second = await post('second', 'simplereenroll', ...own);
    assert.equal(second.subject, first.subject);

    const serialNumber = first.serialNumber.toLowerCase().replace(/^00/, '');
    const revoked = { bankCode: '9000', serialNumber, reason: 'keyCompromise' } as const;
    assert.equal(reasonOf(await revokeBySerialNumber(face.world, revoked, caller())), undefined);
    await request('third', '-utf8', '-subj', subject.join(''));
    await assert.rejects(post('third', 'simplereenroll', ...own), /certificate-revoked: /);
    face.world.clock.now = Date.now();
  });

  test('strongSwan: the CA certificates, enrolled with a token, renewed with the certificate', async () => {
    const { customer, ...given } = await customerWithToken();
    const url = ['--url', `https://localhost:${face.port}`, '--cacert', path('root.pem')];
    await run('pki', '--estca', ...url, '--caout', path('ca.pem'), '--outform', 'pem');
    const trust = [...url, '--cacert', path('issuing.pem'), '--outform', 'pem'];
    const request = async (name: string, dn: string) => {
      const key = await pki('--gen', '--type', 'ecdsa', '--size', '256', '--outform', 'pem');
      writeFileSync(path(`${name}.key`), key);
      const words = ['--req', '--type', 'ecdsa', '--in', path(`${name}.key`), '--dn', dn];
      writeFileSync(path(`${name}.p10`), await pki(...words));
    };
    await request('swan', 'CN=anything');
    const who = ['--userpass', `${given.enrolment}:${given.token}`];
    const issued = await pki('--est', ...trust, '--in', path('swan.p10'), ...who);
    writeFileSync(path('swan.pem'), issued);
    const first = new X509Certificate(issued);
    await run(
      'pki',
      '--verify',
      '--in',
      path('swan.pem'),
      '--cacert',
      path('root.pem'),
      '--cacert',
      path('issuing.pem'),
    );

    const end = Date.parse(first.validTo);
    const acquired = { certificate: new Uint8Array(first.raw), view: { notAfter: end } };
    await logOnAgain(face.world, customer, acquired as never);
    face.world.clock.now = end - 10 * 24 * 60 * 60 * 1000;
    await request('next', first.subject.replaceAll('\n', ', '));
    const own = ['--cert', path('swan.pem'), '--key', path('swan.key')];
    const renewed = await pki('--est', ...trust, '--in', path('next.p10'), ...own);
    assert.equal(new X509Certificate(renewed).subject, first.subject);
    face.world.clock.now = Date.now();
  });

  const customerWithToken = async () => {
    const customer = await openContract(face.world, '9000');
    return { customer, ...(await enrolmentToken(face.world, customer)) };
  };
  const chain = () => ['-CAfile', path('root.pem'), '-untrusted', path('issuing.pem')];
  const pki = async (...words: string[]) => {
    const { stdout } = await promisify(execFile)('pki', words, { encoding: 'buffer' });
    return stdout;
  };
});
