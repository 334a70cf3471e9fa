// kill -9 at random moments of a stream of enrolments (security page, promises 1 and 2): what was answered is there,
// what was signed was planned, and every customer goes on.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { Issuer } from '../../src/ca/issue-certificate.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { announceIssued } from '../../src/notices/announce-issued.ts';
import { openKeyTicket } from '../../src/procedures/enrol/enrolment.ts';
import { submitRequest } from '../../src/procedures/enrol/submit-request.ts';
import { keepHouse } from '../../src/procedures/housekeeping.ts';
import { openStore, type StoreLocation } from '../../src/store/store.ts';
import type { CertificateRow } from '../../src/store/tables.ts';
import { makeChance } from '../world/chance.ts';
import { eachDatabase } from '../world/databases.ts';
import { caller, makeWorld, type World } from '../world/deployment.ts';
import { makeMemoryFolder } from '../world/memory-folder.ts';
import type { StreamJob, StreamLine } from './enrolment-stream.ts';
import { assertPromises } from './promises.ts';
import { makeProvenWays, type ProvenWay } from './proven-ways.ts';

const KILLS = { SQLite: 50, PostgreSQL: 10 };
/** From the child's first enrolment on: in which it issues for some groups of customers. */
const KILLED_WITHIN_MS = { SQLite: 120, PostgreSQL: 300 };
const TOGETHER = 8;
const WAYS = 12 * TOGETHER;
/** What the sweep gives an issuing that may belong to a process that lives; see finish-interrupted.ts. */
const IN_FLIGHT_MS = 30_000;

/** A child that has loaded the program and waits for its job. */
class Stream {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #said = '';
  #complaints = '';

  constructor(compiled: string) {
    const program = join(import.meta.dirname, 'enrolment-stream.ts');
    // Fifty starts of the same program: what one has compiled serves the next.
    const env = { ...process.env, NODE_COMPILE_CACHE: compiled };
    this.#child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'pipe'], env });
    this.#ended = once(this.#child, 'close');
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#said += text;
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#complaints += text;
    });
  }

  /** Lets it run, kills it so many milliseconds after it began, and gives what it said until then. */
  async killAfter(job: StreamJob, milliseconds: number): Promise<StreamLine[]> {
    this.#child.stdin?.write(`${JSON.stringify(job)}\n`);
    while (!this.#said.includes('\n') && this.#child.exitCode === null) {
      await Promise.race([once(this.#child.stdout ?? this.#child, 'data'), this.#ended]);
    }
    await setTimeout(milliseconds);
    await this.kill();
    assert.equal(this.#complaints, '');
    // The last line may be cut: nobody has heard it.
    return this.#said
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}

/** What the customers know: every certificate that they were answered with, and what each asked for last. */
class Customers {
  readonly #answered = new Map<string, string>();
  readonly #last = new Map<number, { request: string; serialNumber?: string }>();
  readonly #ways: readonly ProvenWay[];

  constructor(ways: readonly ProvenWay[]) {
    this.#ways = ways;
  }

  get certificates(): number {
    return this.#answered.size;
  }

  hear(lines: readonly StreamLine[]): void {
    for (const line of lines) {
      if (line.say === 'asks') this.#last.set(line.way, { request: line.request });
      if (line.say === 'refused') assert.fail(`way ${line.way}: refused for ${line.reason}`);
      if (line.say !== 'has') continue;
      assert.ok(!this.#answered.has(line.serialNumber), 'no serial number twice');
      this.#answered.set(line.serialNumber, line.certificate);
      const request = this.#last.get(line.way)?.request ?? '';
      this.#last.set(line.way, { request, serialNumber: line.serialNumber });
    }
  }

  /** Asserts that every certificate is there byte for byte. */
  assertKept(rows: ReadonlyMap<string, CertificateRow>): void {
    for (const [serialNumber, certificate] of this.#answered) {
      const kept = rows.get(serialNumber)?.certificate ?? new Uint8Array();
      assert.equal(Buffer.from(kept).toString('base64'), certificate, `${serialNumber} is there`);
    }
  }

  /** Those whose answer was lost ask again, and so does one who has got it: who gets the same one. */
  async goOn(world: World): Promise<void> {
    const served = [...this.#last].filter(([, { serialNumber }]) => serialNumber !== undefined);
    const waiting = [...this.#last].filter(([, { serialNumber }]) => serialNumber === undefined);
    for (const [way, { request, serialNumber }] of [...waiting, ...served.slice(0, 1)]) {
      const key = this.#ways[way] as ProvenWay;
      const opened = await openKeyTicket(world, key);
      if (isRefusal(opened)) return assert.fail(`way ${way}: ${opened.reason}`);
      const again = { ...key, ticket: opened.ticket, request: Buffer.from(request, 'base64') };
      const got = await submitRequest(world, again, caller());
      if (isRefusal(got)) return assert.fail(`way ${way}, asked again: ${got.reason}`);
      if (serialNumber !== undefined) assert.equal(got.view.serialNumber, serialNumber);
      this.#answered.set(got.view.serialNumber, Buffer.from(got.certificate).toString('base64'));
      this.#last.set(way, { request, serialNumber: got.view.serialNumber });
    }
  }
}

/** PostgreSQL may be in the middle of a commit of a client that is no more. */
async function untilForgotten(location: StoreLocation): Promise<void> {
  if (!('databaseUrl' in location)) return;
  const client = new Client({ connectionString: location.databaseUrl });
  await client.connect();
  const others =
    'select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
  for (let tries = 0; ((await client.query(others)).rowCount ?? 0) > 0; tries += 1) {
    assert.ok(tries < 1000, 'the sessions of the killed process end');
    await setTimeout(10);
  }
  await client.end();
}

eachDatabase((name, _open, database) => {
  const kills = KILLS[name];
  test(`the power goes ${kills} times at random moments of a stream of enrolments, on ${name}`, async (t) => {
    const seed = Number(process.env.WARIFU_TEST_SEED ?? Date.now() % 2 ** 31) || 1;
    t.diagnostic(`WARIFU_TEST_SEED=${seed}`);
    const chance = makeChance(seed);

    const compiled = await mkdtemp(join(tmpdir(), 'warifu-compiled-'));
    // In memory, where an fsync takes no time: a kill during one would find everything written already.
    const memory = await makeMemoryFolder();
    const location = name === 'SQLite' ? { dataFolder: memory } : await database.fresh();
    const first = await openStore(location);
    const world = await makeWorld(first);
    const ways = await makeProvenWays(first, WAYS, world.now());
    await first.close();

    const customers = new Customers(ways);
    const judged = new Set<string>();
    let finishedLater = 0;
    let stream = new Stream(compiled);
    try {
      for (let round = 1; round <= kills; round += 1) {
        const job = { location, keyFolder: world.keyFolder, now: world.now(), ways, together: TOGETHER };
        customers.hear(await stream.killAfter(job, chance(KILLED_WITHIN_MS[name] * 1000) / 1000));
        // The next one loads while we look.
        stream = new Stream(compiled);
        await untilForgotten(location);

        const store = await openStore(location);
        try {
          // A server that may live beside others cannot know which issuings are its dead neighbour's.
          if (name === 'PostgreSQL') world.clock.now += IN_FLIGHT_MS + 1000;
          // There the signer reads the plans by the store that it was opened with.
          const again =
            name === 'PostgreSQL'
              ? await makeWorld(store, { keyFolder: world.keyFolder, now: world.now() })
              : {
                  ...world,
                  store,
                  issuer: new Issuer(store, world.ca, world.now, announceIssued(world.banks)),
                };
          const { finished, givenUp } = await keepHouse(again, { atStart: true });
          finishedLater += finished.length;
          assert.deepEqual(givenUp, [], 'whose customer may be waiting is not given up');
          customers.assertKept(await assertPromises(store, world.ca, judged));
          await customers.goOn(again);
        } finally {
          await store.close();
        }
      }
      const store = await openStore(location);
      customers.assertKept(await assertPromises(store, world.ca));
      await store.close();
      t.diagnostic(
        `${customers.certificates} certificates, ${finishedLater} of them finished after a restart`,
      );
      assert.ok(customers.certificates > kills, 'the stream flowed');
    } finally {
      await stream.kill();
      await world.dispose();
      for (const folder of [compiled, memory]) await rm(folder, { recursive: true, force: true });
    }
  });
});
