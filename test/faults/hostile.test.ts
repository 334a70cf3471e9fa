// Hostile input for seconds while others ask for what they need (security page, test 25): requests that take readers
// apart, at each reader, and hundreds of connections that speak slowly or not at all. Others wait no longer for it, memory
// does not grow with it, and the process lives.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { connect as tlsConnect } from 'node:tls';
import { NASTY_REQUESTS } from '../conformance/nasty-requests.ts';
import { makeMemoryFolder } from '../world/memory-folder.ts';
import { type Asking, askingLists, askingStates, askSteadily } from './open-loop.ts';
import type { Pressed } from './pressed-server.ts';
import { startPressed } from './pressing.ts';

const MILLISECONDS = 1_500;
const OTHERS_PER_SECOND = 100;
const HOSTILE_PER_SECOND = 60;
const SLOW = 200;
const GROWTH_MB = 50;
/** Under this nobody speaks of a wait, whatever it was before and whatever else the machine does. */
const UNNOTICED_MS = 300;
/** The load of other programs is not to count. */
const TRIES = 5;

let folders: string[];
const server = startPressed(['--expose-gc']);
const { hear } = server;
let pressed: Pressed;
let others: readonly Asking[];
before(async () => {
  folders = [await makeMemoryFolder(), await mkdtemp(join(tmpdir(), 'warifu-keys-'))];
  const [dataFolder = '', keyFolder = ''] = folders;
  pressed = await hear({ location: { dataFolder }, keyFolder, ways: 1 });
  others = [askingStates(pressed), askingLists(pressed)];
});
after(async () => {
  for (const one of others ?? []) one.close();
  await server.end();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** The slowest but one of a hundred answers to others, ms. */
async function slowest(): Promise<number> {
  const tallies = await Promise.all(others.map((one) => askSteadily(one, OTHERS_PER_SECOND, MILLISECONDS)));
  for (const { asked, served, others: wrong } of tallies)
    assert.equal(served, asked, JSON.stringify([...wrong]));
  const took = tallies.flatMap((tally) => tally.took).toSorted((one, other) => one - other);
  return took[Math.floor(took.length * 0.99)] ?? 0;
}

/** Every nasty request in turn, at EST with a right one-time password and at OCSP. */
function hostile(agent: Agent): Asking {
  const bodies = NASTY_REQUESTS.map(([, body]) => body);
  const [authorization = ''] = pressed.tokens;
  return {
    ask: (time) =>
      new Promise((resolve, reject) => {
        const body = bodies[Math.floor(time / 2) % bodies.length] ?? new Uint8Array();
        const where = { host: '127.0.0.1', method: 'POST' };
        const atEst = time % 2 === 0;
        const call = atEst
          ? httpsRequest({
              ...{ ...where, port: pressed.ports.logon, path: '/.well-known/est/simpleenroll', agent },
              headers: { host: 'localhost', authorization, 'content-type': 'application/pkcs10' },
            })
          : httpRequest({
              ...{ ...where, port: pressed.ports.pki, path: '/ocsp' },
              headers: { 'content-type': 'application/ocsp-request' },
            });
        call.on('response', (response) => {
          response.resume();
          const { statusCode = 0 } = response;
          // OCSP says in its answer what it thinks of a request.
          const clear = (statusCode >= 400 && statusCode < 500) || (!atEst && statusCode === 200);
          response.on('end', () => resolve(clear ? 'served' : String(statusCode)));
        });
        // What is too long is hung up on while it is still being sent.
        call.on('error', (error: NodeJS.ErrnoException) =>
          error.code === 'EPIPE' || error.code === 'ECONNRESET' ? resolve('served') : reject(error),
        );
        call.end(body);
      }),
    close: () => agent.destroy(),
  };
}

test('others wait no longer, and memory stays as it is', async (t) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 20, ca: pressed.root });
  const attack = hostile(agent);
  const slow: Socket[] = [];
  try {
    await slowest();
    const before = Number(await hear('memory'));
    // The program is warm for both.
    await Promise.all([slowest(), askSteadily(attack, HOSTILE_PER_SECOND, MILLISECONDS)]);
    for (let one = 0; one < SLOW; one += 1) {
      const socket = connect(one % 2 ? pressed.ports.pki : pressed.ports.logon, '127.0.0.1');
      socket.on('error', () => {});
      socket.write(one % 2 ? 'POST /ocsp HTTP/1.1\r\nHost: a\r\nX:' : Buffer.of(22, 3, 1));
      slow.push(socket);
    }
    const figures: string[] = [];
    for (let tries = 0; ; tries += 1) {
      const quiet = await slowest();
      const [pressed, tally] = await Promise.all([
        slowest(),
        askSteadily(attack, HOSTILE_PER_SECOND, MILLISECONDS),
      ]);
      assert.deepEqual([...tally.others], [], 'each has a clear status');
      figures.push(`${quiet.toFixed(0)} → ${pressed.toFixed(0)} ms`);
      if (pressed < Math.max(2 * quiet, UNNOTICED_MS)) break;
      assert.ok(tries < TRIES, figures.join(', '));
    }
    const growth = (Number(await hear('memory')) - before) / 2 ** 20;
    t.diagnostic(`99th of 100 answers: ${figures.join(', ')}; memory grew by ${growth.toFixed(0)} MB`);
    assert.ok(growth < GROWTH_MB, `${growth} MB`);
    assert.equal(server.exitCode, null);
  } finally {
    for (const socket of slow) socket.destroy();
    attack.close();
  }
});

const HANDSHAKES = 10_000;
/** What a handshake that is not let go of leaves is some 30 KB, so 300 MB in all. */
const STORM_GROWTH_MB = 120;
const WARM = 1_000;
const AT_A_TIME = 16;

/** What a client says first: said again and again, the server agrees on keys and signs each time, and we do nothing. */
async function recordHello(): Promise<Buffer> {
  const recorder = createServer();
  recorder.listen(0, '127.0.0.1');
  await once(recorder, 'listening');
  const { port } = recorder.address() as AddressInfo;
  const client = tlsConnect({ port, host: '127.0.0.1', servername: 'localhost' }).on('error', () => {});
  const [heard] = (await once(recorder, 'connection')) as [Socket];
  const [hello] = (await once(heard, 'data')) as [Buffer];
  for (const one of [client, heard]) one.destroy();
  recorder.close();
  return hello;
}

/** Has the server answer so many first messages of handshakes, which nobody goes on with. */
async function shakeHands(hello: Buffer, count: number): Promise<void> {
  let begun = 0;
  const oneAfterAnother = async () => {
    for (; begun < count; ) {
      begun += 1;
      const socket = connect(pressed.ports.logon, '127.0.0.1');
      socket.on('error', () => {});
      socket.write(hello);
      const [answer] = (await once(socket, 'data')) as [Buffer];
      // ServerHello (RFC 8446 4): the work is done.
      assert.deepEqual([answer[0], answer[5]], [22, 2]);
      socket.destroy();
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, oneAfterAnother));
}

test('10,000 handshakes that nobody finishes: others wait no longer, and memory stays as it is', async (t) => {
  const hello = await recordHello();
  const quiet = await slowest();
  await shakeHands(hello, WARM);
  const before = Number(await hear('memory'));
  const figures: number[] = [];
  let storming = true;
  const began = performance.now();
  const storm = shakeHands(hello, HANDSHAKES - WARM).finally(() => {
    storming = false;
  });
  while (storming) {
    const figure = await slowest();
    if (storming) figures.push(figure);
  }
  await storm;
  const seconds = (performance.now() - began) / 1000;
  const growth = (Number(await hear('memory')) - before) / 2 ** 20;
  const said = figures.map((one) => one.toFixed(0)).join(', ');
  t.diagnostic(
    `${((HANDSHAKES - WARM) / seconds).toFixed(0)} a second; 99th of 100 answers: ${quiet.toFixed(0)} → ${said} ms; memory grew by ${growth.toFixed(0)} MB`,
  );
  assert.ok(Math.min(...figures) < Math.max(2 * quiet, UNNOTICED_MS), said);
  assert.ok(growth < STORM_GROWTH_MB, `${growth} MB`);
  assert.equal(server.exitCode, null);
  const { served } = await askSteadily(
    hostile(new Agent({ ca: pressed.root })),
    HOSTILE_PER_SECOND,
    MILLISECONDS,
  );
  assert.ok(served > 0, 'it shakes hands with others as before');
});
