// The process that faces the web holds no private key of the CA: not in its code, and not in its memory.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { openKey } from '../../src/ca/key-envelope.ts';
import { importsOf, resolveImport } from '../architecture/source.ts';

const ROOT = join(import.meta.dirname, '../..');

test('no import leads from the server to a private key', () => {
  const reached = new Set<string>();
  const walk = (path: string): void => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const specifier of importsOf(readFileSync(join(ROOT, path), 'utf8'))) {
      const target = resolveImport(path, specifier);
      if (target !== undefined && existsSync(join(ROOT, target))) walk(posix.normalize(target));
    }
  };
  walk('src/programs/server.ts');
  assert.ok(reached.has('src/ca/signer/signer.ts') && reached.size > 200, 'the imports are followed');
  const bad = [...reached].filter((path) =>
    /^src\/ca\/(signing-key|key-files|key-envelope|ceremony)/.test(path),
  );
  assert.deepEqual(bad, []);
});

test('a running server’s memory holds no private key; its signer’s does', {
  skip: process.platform !== 'linux' && 'reads /proc',
}, async () => {
  const data = await mkdtemp(join(tmpdir(), 'warifu-memory-'));
  const server = await start(data);
  try {
    const pid = server.pid ?? 0;
    const [signer] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
    assert.ok(
      signer !== undefined && readFileSync(`/proc/${signer}/cmdline`, 'utf8').startsWith('warifu signer'),
    );
    assert.match(readFileSync(`/proc/${signer}/limits`, 'utf8'), /Max core file size +0 /);
    const told = readFileSync(`/proc/${signer}/environ`, 'utf8');
    assert.doesNotMatch(told, /WARIFU_|DATABASE_URL/);

    // Its first head is signed just after it is ready.
    const hasHeadKey = async () =>
      (await readdir(join(data, 'ca'))).some((file) => /^audit-.*\.key\.json$/.test(file));
    while (!(await hasHeadKey())) await setTimeout(20);
    const keys = await keysIn(join(data, 'ca'), await readFile(join(data, 'demo/ca-passphrase'), 'utf8'));
    assert.ok(['root-1', 'issuing-1', 'issuing-1-ocsp', 'audit'].every((id) => keys.has(id)));
    const inSigner = await findIn(signer, keys);
    assert.ok(
      inSigner.has('issuing-1') && inSigner.has('issuing-1-ocsp'),
      'what is looked for would be found',
    );
    assert.deepEqual([...(await findIn(pid, keys))], []);
    const passphrase = Buffer.from((await readFile(join(data, 'demo/ca-passphrase'), 'utf8')).trim());
    assert.deepEqual([...(await findIn(pid, new Map([['passphrase', [passphrase]]])))], []);
  } finally {
    server.kill('SIGTERM');
    await once(server, 'exit');
    await rm(data, { recursive: true });
  }
});

async function start(data: string): Promise<ChildProcess> {
  const ports = Object.fromEntries(
    ['WWW', 'LOGON', 'OFFICE', 'PKI'].map((face) => [`WARIFU_${face}_PORT`, '0']),
  );
  const server = spawn(process.execPath, [join(ROOT, 'bin/warifu.js'), 'serve', '--demo'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...ports, WARIFU_DATA: data, DATABASE_URL: '' },
  });
  let said = '';
  for await (const text of server.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    said += text;
    if (said.includes('warifu ready')) return server;
  }
  throw new Error(`not started: ${said}`);
}

type Needles = ReadonlyMap<string, readonly Buffer[]>;

/** Of each key its number, as it is written and as OpenSSL keeps it in memory. */
async function keysIn(folder: string, passphrase: string): Promise<Needles> {
  const keys = new Map<string, Buffer[]>();
  for (const file of await readdir(folder)) {
    if (!file.endsWith('.key.json')) continue;
    const content = await readFile(join(folder, file), 'utf8');
    const { id } = JSON.parse(content) as { id: string };
    const pkcs8 = await openKey(id, content, passphrase.trim());
    const { d = '' } = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }).export({
      format: 'jwk',
    });
    const number = Buffer.from(d, 'base64url');
    keys.set(id, [number, Buffer.from(number).reverse()]);
  }
  return keys;
}

const CHUNK = 4 * 1024 * 1024;
const LONGEST = 64;

/** Which of them lie in a process's memory. */
async function findIn(pid: number, needles: Needles): Promise<Set<string>> {
  const found = new Set<string>();
  const memory = await open(`/proc/${pid}/mem`, 'r');
  const chunk = Buffer.alloc(CHUNK + LONGEST);
  let read = 0;
  try {
    for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
      const [, from = '', to = ''] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
      for (let at = BigInt(`0x0${from}`); at < BigInt(`0x0${to}`); at += BigInt(CHUNK)) {
        const left = Number(BigInt(`0x0${to}`) - at);
        const length = Math.min(chunk.length, left);
        const octets = await readAt(memory.fd, chunk.subarray(0, length), at);
        read += octets.length;
        for (const [what, forms] of needles) if (forms.some((form) => octets.includes(form))) found.add(what);
      }
    }
  } finally {
    await memory.close();
  }
  assert.ok(read > 10 * 1024 * 1024, 'its memory was read');
  return found;
}

/** Regions that the kernel keeps to itself cannot be read. */
async function readAt(fd: number, into: Buffer, at: bigint): Promise<Buffer> {
  const { promise, resolve } = Promise.withResolvers<Buffer>();
  const { read } = await import('node:fs');
  read(fd, into, 0, into.length, at, (error, octets) => resolve(into.subarray(0, error ? 0 : octets)));
  return promise;
}
