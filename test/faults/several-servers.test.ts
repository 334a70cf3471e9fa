// Several servers on one signer apart, issuing at the same time, while the signer is killed again and again and then one
// of the servers; and a server that is killed with the signer that it started. Nothing is half done, nobody is left over.

import assert from 'node:assert/strict';
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Signer } from '../../src/ca/signer/signer.ts';
import { keepHouse } from '../../src/procedures/housekeeping.ts';
import { connectSigner } from '../../src/programs/signer-socket.ts';
import { readInterrupted } from '../../src/store/read/certificate.ts';
import { openStore } from '../../src/store/store.ts';
import { makeChance } from '../world/chance.ts';
import { eachDatabase } from '../world/databases.ts';
import { makeWorld } from '../world/deployment.ts';
import { makeMemoryFolder } from '../world/memory-folder.ts';
import { isAlive } from '../world/processes.ts';
import type { StreamJob, StreamLine } from './enrolment-stream.ts';
import { assertPromises } from './promises.ts';
import { makeProvenWays } from './proven-ways.ts';
import type { SignerJob } from './signer-apart.ts';

const PKI_ORIGIN = 'http://pki.test:8080';
const KILLS = 3;
const WAYS = 48;
const TOGETHER = 4;
const IN_FLIGHT_MS = 30_000;
/** Of one who is issuing: what was planned is finished later, by who asks again or by the sweep. */
const PASSING = ['signer-unavailable', 'issuing-in-progress'];

const running = new Set<ChildProcess>();
const folders: string[] = [];
after(async () => {
  for (const one of running) one.kill('SIGKILL');
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function kill(child: ChildProcess): Promise<void> {
  running.delete(child);
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function startSigner(job: SignerJob): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'signer-apart.ts'));
  running.add(child);
  child.send(job);
  await once(child, 'message');
  return child;
}

/** A server that enrols without end, and what its customers hear. */
class Server {
  readonly process: ChildProcess;
  readonly heard: StreamLine[] = [];
  readonly #news = new EventTarget();

  constructor(job: StreamJob) {
    const program = join(import.meta.dirname, 'enrolment-stream.ts');
    this.process = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
    running.add(this.process);
    createInterface(this.process.stdout as NodeJS.ReadableStream).on('line', (line) => {
      this.heard.push(JSON.parse(line));
      this.#news.dispatchEvent(new Event('line'));
    });
    this.process.stdin?.write(`${JSON.stringify(job)}\n`);
  }

  certificates(): readonly Extract<StreamLine, { say: 'has' }>[] {
    return this.heard.filter((line) => line.say === 'has');
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      assert.equal(this.process.exitCode, null, 'the server lives');
      await once(this.#news, 'line');
    }
  }

  /** So many more certificates from now on. */
  issues(more: number): Promise<void> {
    const goal = this.certificates().length + more;
    return this.until(() => this.certificates().length >= goal);
  }
}

eachDatabase((name, _open, database) => {
  test(`a server is killed with -9 while it issues: its signer ends with it, on ${name}`, async () => {
    const keyFolder = await mkdtemp(join(tmpdir(), 'warifu-keys-'));
    const memory = await makeMemoryFolder();
    folders.push(keyFolder, memory);
    const location = name === 'SQLite' ? { dataFolder: memory } : await database.fresh();
    const store = await openStore(location);
    const world = await makeWorld(store, { keyFolder });
    const ways = await makeProvenWays(store, WAYS, world.now());
    await store.close();
    const job = { location, keyFolder, now: world.now(), ways, together: TOGETHER };
    const server = new Server({ ...job, signer: 'child' });
    await server.issues(TOGETHER);
    const signers = server.heard.filter((line) => line.say === 'signer').map(({ pid }) => pid);
    assert.ok(signers.length > 0 && signers.every(isAlive));
    await kill(server.process);
    for (let tries = 0; signers.some(isAlive); tries += 1) {
      assert.ok(tries < 1_000, 'no signer is left over');
      await setTimeout(10);
    }
    const next = await openStore(location);
    const again = await makeWorld(next, { keyFolder, now: world.now() + IN_FLIGHT_MS + 1000 });
    assert.deepEqual((await keepHouse(again, { atStart: true })).givenUp, []);
    const kept = await assertPromises(next, again.ca);
    for (const { serialNumber } of server.certificates()) assert.ok(kept.get(serialNumber)?.certificate);
    await next.close();
    await again.dispose();
  });

  if (name !== 'PostgreSQL') return;

  test('two servers, one signer apart that is killed again and again, then one of the servers', async (t) => {
    const seed = Number(process.env.WARIFU_TEST_SEED ?? Date.now() % 2 ** 31) || 1;
    t.diagnostic(`WARIFU_TEST_SEED=${seed}`);
    const chance = makeChance(seed);
    const location = await database.fresh();
    const keyFolder = await mkdtemp(join(tmpdir(), 'warifu-keys-'));
    folders.push(keyFolder);
    await mkdir(join(keyFolder, 'run'), { mode: 0o700 });
    await chmod(join(keyFolder, 'run'), 0o700);
    const socket = join(keyFolder, 'run', 'signer.sock');
    const databaseUrl = 'databaseUrl' in location ? location.databaseUrl : '';
    const store = await openStore(location);
    const job = { databaseUrl, keyFolder, socket, pkiOrigin: PKI_ORIGIN };
    let apart = await startSigner(job);
    const signer = new Signer({ connect: () => connectSigner(socket), readsPlans: true });
    const world = await makeWorld(store, { keyFolder, signer, pkiOrigin: PKI_ORIGIN });
    const ways = await makeProvenWays(store, 2 * WAYS, world.now());
    const half = { location, keyFolder, now: world.now(), together: TOGETHER, signer: { socket } };
    const first = new Server({ ...half, ways: ways.slice(0, WAYS) });
    const second = new Server({ ...half, ways: ways.slice(WAYS) });
    await Promise.all([first, second].map((server) => server.issues(TOGETHER)));

    for (let time = 0; time < KILLS; time += 1) {
      await setTimeout(chance(60_000) / 1000);
      await kill(apart);
      // Its socket is left behind, and is no obstacle.
      apart = await startSigner(job);
      await Promise.all([first, second].map((server) => server.issues(1)));
    }
    await kill(first.process);
    await second.issues(TOGETHER);
    await kill(second.process);

    world.clock.now += IN_FLIGHT_MS + 1000;
    let finished = 0;
    // PostgreSQL may be in the middle of a commit of a client that is no more; each sweep sees what is there.
    for (
      let tries = 0;
      tries === 0 || (await readInterrupted(store.db, world.now())).length > 0;
      tries += 1
    ) {
      assert.ok(tries < 200, 'the sweep finishes what was planned');
      const swept = await keepHouse(world);
      assert.deepEqual(swept.givenUp, []);
      finished += swept.finished.length;
      await setTimeout(25);
    }
    const kept = await assertPromises(store, world.ca);
    const had = [first, second].flatMap((server) => server.certificates());
    assert.equal(new Set(had.map(({ serialNumber }) => serialNumber)).size, had.length, 'each number once');
    for (const { serialNumber, certificate } of had) {
      const row = kept.get(serialNumber)?.certificate ?? new Uint8Array();
      assert.equal(Buffer.from(row).toString('base64'), certificate);
    }
    for (const line of [...first.heard, ...second.heard]) {
      if (line.say === 'refused') assert.ok(PASSING.includes(line.reason), line.reason);
    }
    t.diagnostic(`${had.length} certificates, ${finished} of them finished later`);
    await kill(apart);
    signer.close();
    await store.close();
  });
});
