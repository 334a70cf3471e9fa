// OCSP over HTTP: every way in which clients send a request, what caches are told, and what is refused.

import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { issuingOf } from '../../test/world/authorities.ts';
import { type Acquired, mustAcquire, openContract } from '../../test/world/customers.ts';
import { eachDatabase } from '../../test/world/databases.ts';
import { caller, makeWorld, NOON, type World } from '../../test/world/deployment.ts';
import { certIdOf } from '../../test/world/ocsp.ts';
import { openPkiFace, type PkiFace } from '../../test/world/pki-face.ts';
import { Signer } from '../ca/signer/signer.ts';
import { revokeBySerialNumber } from '../procedures/certificates/revoke-certificate.ts';
import { StoreError } from '../store/store-error.ts';
import { buildOcspRequest, OCSP_REQUEST_MOST_OCTETS } from '../x509/ocsp-request.ts';
import { parseOcspResponse } from '../x509/ocsp-response.ts';

eachDatabase((name, open) => {
  describe(`OCSP over HTTP on ${name}`, () => {
    let world: World;
    let face: PkiFace;
    let acquired: Acquired;
    let base64: string;
    before(async () => {
      world = await makeWorld(await open());
      face = await openPkiFace(world);
      acquired = await mustAcquire(world, await openContract(world, '9000'));
      base64 = request().toString('base64');
    });
    beforeEach(() => {
      world.clock.now = NOON;
    });
    after(async () => {
      await face.close();
      await world.dispose();
    });

    const request = (nonce?: Uint8Array, serial = acquired.view.serialNumber) =>
      Buffer.from(buildOcspRequest([certIdOf(issuingOf(world.ca), serial)], nonce));
    const said = async (response: Response) => {
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('content-type'), 'application/ocsp-response');
      const parsed = parseOcspResponse(Buffer.from(await response.arrayBuffer()));
      return typeof parsed === 'string' ? parsed : parsed.answers.map((one) => one.status.state).join();
    };

    test('by POST', async () => {
      const response = await face.post(request());
      assert.doesNotMatch(response.headers.get('cache-control') ?? '', /no-store|no-cache/);
      assert.equal(await said(response), 'good');
      assert.equal(await said(await face.post(request(), 'Application/OCSP-Request; charset=x')), 'good');
    });

    const variants: Record<string, (text: string) => string> = {
      'as it is': (text) => text,
      'percent-encoded': encodeURIComponent,
      'percent-encoded in lower case': (text) =>
        encodeURIComponent(text).replace(/%../g, (one) => one.toLowerCase()),
      'percent-encoded throughout': (text) =>
        Array.from(text, (one) => `%${one.charCodeAt(0).toString(16)}`).join(''),
      'without its padding': (text) => text.replace(/=+$/, ''),
      'behind a second slash': (text) => `/${encodeURIComponent(text)}`,
      'with spaces for its plus signs': (text) => text.replaceAll('+', '%20'),
    };
    for (const [how, form] of Object.entries(variants)) {
      test(`by GET, ${how}`, async () => {
        assert.equal(await said(await face.get(form(base64))), 'good');
      });
    }

    for (const [what, path] of [
      ['nothing', ''],
      ['what is not base64', '*'],
      ['a percent sign alone', '%'],
      ['percent signs without hex digits', '%ZZ%ZZ'],
      ['octets that are no UTF-8', '%ff%fe'],
      ['base64 of something else', 'AAAA'],
      ['base64url', 'MEIwQDA-MDwwOjAJBgUrDgMCGgUABBQu'],
      ['a query', '?x=1'],
    ] as const) {
      test(`GET of ${what}: malformed`, async () => {
        const response = await face.get(path);
        assert.equal(response.headers.get('cache-control'), 'no-store');
        assert.equal(await said(response), 'malformedRequest');
      });
    }

    test('caches are told how long, and a question asked again needs no second answer', async () => {
      world.clock.now = NOON + 24 * 60 * 60 * 1000;
      const response = await face.get(encodeURIComponent(base64));
      const { headers } = response;
      const at = world.clock.now;
      assert.equal(headers.get('cache-control'), 'max-age=30, public, no-transform, must-revalidate');
      assert.equal(Date.parse(headers.get('last-modified') ?? ''), at);
      assert.equal(Date.parse(headers.get('expires') ?? ''), at + world.ca.periods.ocspMs);
      const etag = headers.get('etag') ?? '';
      assert.match(etag, /^"[\w-]{20,}"$/);
      const address = `${face.origin}/ocsp/${encodeURIComponent(base64)}`;
      const again = await fetch(address, { headers: { 'if-none-match': etag } });
      assert.equal(again.status, 304);
      assert.equal((await again.arrayBuffer()).byteLength, 0);
      const head = await fetch(address, { method: 'HEAD' });
      assert.equal(head.headers.get('etag'), etag);
      await revokeBySerialNumber(
        world,
        { bankCode: '9000', serialNumber: acquired.view.serialNumber, reason: 'keyCompromise' },
        caller(),
      );
      const changed = await fetch(address, { headers: { 'if-none-match': etag } });
      assert.equal(await said(changed), 'revoked');
      acquired = await mustAcquire(world, await openContract(world, '9000'));
      base64 = request().toString('base64');
    });

    test('an answer to a nonce is for nobody else', async () => {
      const asked = encodeURIComponent(request(new Uint8Array(16).fill(3)).toString('base64'));
      const response = await face.get(asked);
      assert.match(response.headers.get('cache-control') ?? '', /^max-age=0,/);
      assert.equal(await said(response), 'good');
    });

    for (const [length, status] of [
      [0, 'malformedRequest'],
      [1, 'good'],
      [32, 'good'],
      [33, 'good'],
      [128, 'good'],
      [129, 'malformedRequest'],
    ] as const) {
      test(`a nonce of ${length} octets: ${status}`, async () => {
        assert.equal(await said(await face.post(request(new Uint8Array(length)))), status);
      });
    }

    test('what is no OCSP request', async () => {
      assert.equal(await said(await face.post(new Uint8Array())), 'malformedRequest');
      assert.equal(await said(await face.post(request(undefined, '4'.repeat(32)))), 'unauthorized');
      assert.equal(
        await said(await face.post(new Uint8Array(OCSP_REQUEST_MOST_OCTETS).fill(0x30))),
        'malformedRequest',
      );
      for (const [status, init] of [
        [413, { method: 'POST', body: new Uint8Array(OCSP_REQUEST_MOST_OCTETS + 1) }],
        [415, { method: 'POST', body: request(), headers: { 'content-type': 'text/plain' } }],
        [405, { method: 'PUT', body: request() }],
        [405, { method: 'DELETE' }],
      ] as const) {
        const headers = { 'content-type': 'application/ocsp-request' };
        const response = await fetch(`${face.origin}/ocsp`, { headers, ...init });
        assert.equal(response.status, status);
      }
      assert.equal((await fetch(`${face.origin}/ocspx`)).status, 404);
    });

    test('by POST, in whatever pieces: each is answered, over one connection', async () => {
      const der = request();
      const head = (fields: string) =>
        Buffer.from(
          `POST /ocsp HTTP/1.1\r\nHost: x\r\nContent-Type: application/ocsp-request\r\n${fields}\r\n\r\n`,
        );
      const length = `Content-Length: ${der.length}`;
      const whole = Buffer.concat([head(length), der]);
      const nonce = request(new Uint8Array(32).fill(9));
      const signed = Buffer.concat([head(`Content-Length: ${nonce.length}`), nonce]);
      const chunk = (octets: Uint8Array) =>
        Buffer.concat([Buffer.from(`${octets.length.toString(16)}\r\n`), octets, Buffer.from('\r\n')]);
      const socket = connect({ port: face.port, host: '127.0.0.1', noDelay: true });
      const octets = socket.iterator({ destroyOnReturn: false });
      let got = '';
      /** Reads on until so many answers are whole. */
      const answered = async (most: number): Promise<string[]> => {
        const found: string[] = [];
        while (found.length < most) {
          const [, size] = /^HTTP\/1\.1 200 .*?\r\ncontent-length: (\d+)\r\n.*?\r\n\r\n/is.exec(got) ?? [];
          const end = got.indexOf('\r\n\r\n') + 4 + Number(size);
          if (size === undefined || got.length < end) {
            const { value, done } = await octets.next();
            assert.ok(!done, `closed after ${got}`);
            got += (value as Buffer).toString('latin1');
            continue;
          }
          const parsed = parseOcspResponse(Buffer.from(got.slice(end - Number(size), end), 'latin1'));
          found.push(
            typeof parsed === 'string' ? parsed : parsed.answers.map((one) => one.status.state).join(),
          );
          got = got.slice(end);
        }
        return found;
      };
      try {
        for (const pieces of [
          [whole],
          [whole.subarray(0, 30), whole.subarray(30)],
          [head(length), ...Array.from(der, (octet) => Uint8Array.of(octet))],
          [
            head('Transfer-Encoding: chunked'),
            chunk(der.subarray(0, 9)),
            chunk(der.subarray(9)),
            chunk(Buffer.of()),
          ],
          [signed.subarray(0, -1), signed.subarray(-1)],
        ]) {
          for (const piece of pieces) await new Promise((resolve) => socket.write(piece, resolve));
          assert.deepEqual(await answered(1), ['good']);
        }
        // The body comes only when the head has been heard.
        socket.write(head(`${length}\r\nExpect: 100-continue`));
        assert.match(String((await octets.next()).value), /^HTTP\/1\.1 100 Continue/);
        socket.write(der);
        assert.deepEqual(await answered(1), ['good']);
        // Several in one piece, with one in between that has to be signed, and a GET.
        const get = Buffer.from(`GET /ocsp/${encodeURIComponent(base64)} HTTP/1.1\r\nHost: x\r\n\r\n`);
        socket.write(Buffer.concat([whole, signed, whole, get, whole]));
        assert.deepEqual(await answered(5), ['good', 'good', 'good', 'good', 'good']);
        socket.write(
          Buffer.concat([head('Content-Length: 0'), head('Content-Length: 1'), Buffer.of(0x30), whole]),
        );
        assert.deepEqual(await answered(3), ['malformedRequest', 'malformedRequest', 'good']);
      } finally {
        socket.destroy();
      }
    });

    /** What the server says to octets on the wire, until it closes the connection. */
    const raw = (head: string, body: Uint8Array = new Uint8Array()): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = connect(face.port, '127.0.0.1');
        let got = '';
        socket.on('data', (piece) => {
          got += piece.toString('latin1');
        });
        socket.on('close', () => resolve(got));
        socket.on('error', (error: NodeJS.ErrnoException) =>
          error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(got) : reject(error),
        );
        socket.write(`${head}\r\nHost: x\r\nContent-Type: application/ocsp-request\r\n`);
        socket.write('\r\n');
        socket.write(body);
        if (body.length < 100) socket.end();
      });

    test('a megabyte: refused before it has come, however it is announced', async () => {
      const megabyte = new Uint8Array(1_000_000);
      assert.match(await raw('POST /ocsp HTTP/1.1\r\nContent-Length: 1000000', megabyte), /^HTTP\/1.1 413 /);
      assert.match(await raw('POST /ocsp HTTP/1.1\r\nContent-Length: 1000000'), /^HTTP\/1.1 413 /);
      const chunk = Buffer.concat([Buffer.from('f4240\r\n'), megabyte, Buffer.from('\r\n0\r\n\r\n')]);
      assert.match(await raw('POST /ocsp HTTP/1.1\r\nTransfer-Encoding: chunked', chunk), /^HTTP\/1.1 413 /);
    });

    test('who goes away in the middle harms nobody', async () => {
      await raw('POST /ocsp HTTP/1.1\r\nContent-Length: 50', Uint8Array.of(0x30));
      assert.equal(await said(await face.post(request())), 'good');
    });

    test('a store or a signer that is away: tryLater, and when', async () => {
      const away = () => {
        throw new StoreError('database-unreachable', 'away');
      };
      const broken = await openPkiFace({
        ...world,
        store: { ...world.store, db: new Proxy(world.store.db, { get: away }) },
      });
      const signer = new Signer({
        connect: () => Promise.reject(new Error('none')),
        waitMs: 20,
        readsPlans: true,
      });
      const unsigned = await openPkiFace({ ...world, ca: { ...world.ca, signer } });
      try {
        for (const server of [broken, unsigned]) {
          const response = await server.post(request(new Uint8Array(16)));
          assert.equal(response.headers.get('retry-after'), '10');
          assert.equal(await said(response), 'tryLater');
        }
      } finally {
        signer.close();
        await broken.close();
        await unsigned.close();
      }
    });

    test('a store that fails: internalError, and the server goes on', async () => {
      const broken = await openPkiFace({
        ...world,
        store: { ...world.store, db: new Proxy(world.store.db, { get: () => assert.fail('disk failed') }) },
      });
      try {
        assert.equal(await said(await broken.post(request())), 'internalError');
        assert.equal(await said(await broken.post(new Uint8Array(3))), 'malformedRequest');
      } finally {
        await broken.close();
      }
    });
  });
});
