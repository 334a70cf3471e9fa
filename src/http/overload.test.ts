// The bound of requests under way: who is too much is told at once, in the bank's page and for programs, and whoever
// goes away makes room.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import fastify from 'fastify';
import { boundRequests } from './overload.ts';

test('as many as are allowed, the next is told so, and room comes back with an answer and with who goes away', async () => {
  const app = fastify();
  boundRequests(app, (_request, reply) => reply.code(503).header('retry-after', 10).send('busy'), 2);
  const held: (() => void)[] = [];
  const sending: Socket[] = [];
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  app.get('/slow', () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    held.push(() => resolve('done'));
    if (held.length === 2) arrive();
    return promise;
  });
  app.get('/quick', () => 'here');
  app.post('/quick', () => 'here');
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  try {
    const port = Number(new URL(address).port);
    // Who sends slowly holds up nobody.
    for (let drop = 0; drop < 3; drop += 1) {
      const slow = connect(port, '127.0.0.1');
      sending.push(slow);
      slow.write('POST /quick HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nx');
      await once(slow, 'connect');
    }
    assert.equal((await fetch(`${address}/quick`)).status, 200);
    const answered = fetch(`${address}/slow`);
    const leaving = connect(port, '127.0.0.1');
    leaving.write('GET /slow HTTP/1.1\r\nHost: a\r\n\r\n');
    await arrived;
    const refused = await fetch(`${address}/quick`);
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [503, '10']);

    leaving.destroy();
    await once(leaving, 'close');
    for (let tries = 0; (await fetch(`${address}/quick`)).status !== 200; tries += 1) {
      assert.ok(tries < 1_000, 'who went away makes room');
    }
    held[0]?.();
    assert.equal(await (await answered).text(), 'done');
    const both = await Promise.all([fetch(`${address}/quick`), fetch(`${address}/quick`)]);
    assert.deepEqual(
      both.map(({ status }) => status),
      [200, 200],
    );
  } finally {
    for (const release of held) release();
    for (const slow of sending) slow.destroy();
    await app.close();
  }
});
