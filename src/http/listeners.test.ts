// The faces over real sockets: who is asked for a certificate, what is remembered of a connection (nothing), and
// what a slow or greedy caller gets.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect as connectPlain, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import type { FastifyInstance } from 'fastify';
import { clientCertificateOf } from './client-certificate.ts';
import {
  createLogonListener,
  createPkiListener,
  createWwwListener,
  type ListenerOptions,
  type Listening,
  listen,
} from './listeners.ts';

const folder = mkdtempSync(join(tmpdir(), 'warifu-listeners-'));
const path = (name: string) => join(folder, name);
const pem = (name: string) => readFileSync(path(name), 'utf8');
const opened: Listening[] = [];

/** A CA `ca`, a stranger's CA `other`, a certificate under each, and the server's own. */
before(() => {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  for (const ca of ['ca', 'other'])
    openssl('req', '-x509', ...key, '-keyout', `${ca}.key`, '-out', `${ca}.crt`, '-subj', `/CN=${ca}`);
  for (const [name, ca] of [
    ['holder', 'ca'],
    ['stranger', 'other'],
    ['server', 'ca'],
  ] as const) {
    openssl('req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    openssl(
      ...['x509', '-req', '-in', `${name}.csr`, '-CA', `${ca}.crt`, '-CAkey', `${ca}.key`],
      ...['-CAcreateserial', '-days', '2', '-out', `${name}.crt`],
    );
  }
});

after(async () => {
  for (const listening of opened) await listening.close();
  rmSync(folder, { recursive: true });
});

type Face = 'www' | 'logon' | 'pki';

/** Opens a face that answers with what it saw of the caller. */
async function open(face: Face, options: ListenerOptions = {}, hosts = ['127.0.0.1']): Promise<number> {
  const identity = { certificate: pem('server.crt'), key: pem('server.key') };
  const certificate = new X509Certificate(pem('ca.crt')).raw;
  const chosenBelow = { all: [{ certificate }], onReplaced: () => () => {} };
  const make: Record<Face, () => FastifyInstance> = {
    www: () => createWwwListener(identity, options),
    logon: () => createLogonListener(identity, chosenBelow, options),
    pki: () => createPkiListener(options),
  };
  const app = make[face]();
  app.get('/', (request) => {
    const certificate = clientCertificateOf(request.raw);
    return { address: request.ip, certificate: certificate && Buffer.from(certificate).toString('base64') };
  });
  const listening = await listen(app, hosts, 0);
  opened.push(listening);
  return listening.port;
}

interface Seen {
  address: string;
  certificate?: string;
}

function tls(port: number, options: ConnectionOptions = {}): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      port,
      host: '127.0.0.1',
      ca: pem('ca.crt'),
      checkServerIdentity: () => undefined,
      ...options,
    });
    socket.once('secureConnect', () => resolve(socket));
    socket.once('error', reject);
  });
}

function holder(name: string): ConnectionOptions {
  return { cert: pem(`${name}.crt`), key: pem(`${name}.key`) };
}

/** Sends one request over a socket and answers the JSON of the reply. */
function ask(socket: Socket, headers = ''): Promise<Seen> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('end', () => resolve(JSON.parse(text.slice(text.indexOf('\r\n\r\n')))));
    socket.on('error', reject);
    socket.write(`GET / HTTP/1.1\r\nHost: a\r\n${headers}Connection: close\r\n\r\n`);
  });
}

const derOf = (name: string) => pem(name).replace(/-----[^-]+-----|\s/g, '');

test('logon sees the certificate that the connection proved', async () => {
  const port = await open('logon');
  const { certificate } = await ask(await tls(port, holder('holder')));
  assert.equal(certificate, derOf('holder.crt'));
});

test('logon answers a connection without a certificate, so that a page can explain it', async () => {
  const port = await open('logon');
  assert.equal((await ask(await tls(port))).certificate, undefined);
});

test('logon hands over a certificate of an unknown issuer, so that a page can explain it', async () => {
  const port = await open('logon');
  const { certificate } = await ask(await tls(port, holder('stranger')));
  assert.equal(certificate, derOf('stranger.crt'));
});

test('www never asks for a certificate and sees none', async () => {
  const port = await open('www');
  assert.equal((await ask(await tls(port, holder('holder')))).certificate, undefined);
});

test('no header field stands in for a certificate or an address', async () => {
  const base64 = derOf('holder.crt');
  const headers = [
    `Client-Cert: :${base64}:`,
    `client_cert: ${base64}`,
    `X-Client-Cert: ${base64}`,
    `X-SSL-Client-Cert: ${base64}`,
    'X-Forwarded-For: 203.0.113.9',
    'Forwarded: for=203.0.113.9',
  ].map((line) => `${line}\r\n`);
  const seen = await ask(await tls(await open('logon')), headers.join(''));
  assert.deepEqual(seen, { address: '127.0.0.1' });
});

test('TLS 1.1 is refused', async () => {
  const port = await open('www');
  await assert.rejects(
    tls(port, { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' }),
  );
});

for (const face of ['www', 'logon'] as const) {
  for (const version of ['tls1_2', 'tls1_3'] as const) {
    test(`${face} resumes no session of ${version}, by ticket or by id`, async () => {
      const port = await open(face);
      const session = path(`${face}-${version}.session`);
      const base = ['s_client', '-connect', `127.0.0.1:${port}`, `-${version}`];
      const identity = ['-cert', path('holder.crt'), '-key', path('holder.key')];
      const run = async (...args: string[]) => {
        const child = spawn('openssl', [...base, ...identity, ...args]);
        child.stdin.end('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
        let output = '';
        for await (const chunk of child.stdout) output += chunk;
        return output;
      };
      const first = await run('-ign_eof', '-sess_out', session);
      assert.match(first, /HTTP\/1\.1 200/);
      // Where the server gave nothing to resume, there is no file.
      const again = await run('-ign_eof', '-sess_in', session).catch(() => '');
      assert.doesNotMatch(again, /^Reused/m);
      const reconnected = await run('-reconnect');
      assert.match(reconnected, /^New, TLS/m);
      assert.doesNotMatch(reconnected, /^Reused/m);
    });
  }
}

test('who sends header fields drop by drop is cut off', async () => {
  const port = await open('pki', { limits: { headersMs: 200, requestMs: 400 } });
  const socket = connectPlain(port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n');
  socket.on('error', () => {});
  let answer = '';
  socket.on('data', (piece) => {
    answer += piece;
  });
  // After a turn in which an answer that is here is read: a drop into a closed connection would have it thrown away.
  const drop = () => answer === '' && socket.writable && socket.write('X-A: b\r\n');
  const drip = setInterval(() => setImmediate(drop), 50);
  await new Promise((resolve) => socket.on('close', resolve));
  clearInterval(drip);
  assert.match(answer, /^HTTP\/1\.1 408/);
});

test('who opens a connection and never speaks TLS is cut off', async () => {
  const port = await open('logon', { limits: { handshakeMs: 200 } });
  const socket = connectPlain(port, '127.0.0.1');
  socket.on('error', () => {});
  await new Promise((resolve) => socket.on('close', resolve));
});

test('one address holds only so many connections, and gets new ones for those that it closes', async () => {
  const port = await open('logon', { limits: { connectionsPerAddress: 2 } });
  const [first, second] = [await tls(port), await tls(port)];
  await assert.rejects(tls(port));
  first.destroy();
  second.destroy();
  // The server hears of it when it hears of it: try until it has.
  let third: TLSSocket | undefined;
  while (third === undefined) third = await tls(port).catch(() => undefined);
  assert.equal((await ask(third)).address, '127.0.0.1');
});

test('one face answers on every address that the machine has', async (t) => {
  const port = await open('logon', {}, ['127.0.0.1', '::1', '203.0.113.1']);
  const socket = await tls(port, { host: '::1', ...holder('holder') }).catch(() => undefined);
  if (socket === undefined) return t.skip('this machine has no IPv6');
  assert.equal((await ask(socket)).certificate, derOf('holder.crt'));
});

test('a port in use is told, whichever address it is', async () => {
  const port = await open('pki', {}, ['127.0.0.1']);
  await assert.rejects(listen(createPkiListener(), ['127.0.0.1'], port), { code: 'EADDRINUSE' });
});

test('closing a face ends open connections', async () => {
  const listening = await listen(createPkiListener(), ['127.0.0.1'], 0);
  const socket = connectPlain(listening.port, '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.resume();
  await listening.close();
  await closed;
});

test('closing a face lets a request under way finish', async () => {
  const app = createPkiListener();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  app.get('/', async () => {
    begin();
    await released;
    return { address: 'finished' };
  });
  const listening = await listen(app, ['127.0.0.1'], 0);
  const answer = ask(connectPlain(listening.port, '127.0.0.1'));
  await begun;
  const closed = listening.close();
  release();
  assert.equal((await answer).address, 'finished');
  await closed;
});
