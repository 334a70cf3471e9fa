// The signer as a process of its own: killed, hung, not there, and two of them on one folder.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Signer } from '../../src/ca/signer/signer.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { openKeyTicket } from '../../src/procedures/enrol/enrolment.ts';
import { submitRequest } from '../../src/procedures/enrol/submit-request.ts';
import { keepHouse } from '../../src/procedures/housekeeping.ts';
import { openStore, type StoreLocation } from '../../src/store/store.ts';
import { tbsOf } from '../../src/x509/certificate.ts';
import { issuingOf } from '../world/authorities.ts';
import { makeChance } from '../world/chance.ts';
import { makeRequest } from '../world/customers.ts';
import { eachDatabase } from '../world/databases.ts';
import { caller, makeWorld, PASSPHRASE, type World } from '../world/deployment.ts';
import { isAlive } from '../world/processes.ts';
import { signerApart } from '../world/signer.ts';
import { assertPromises } from './promises.ts';
import { makeProvenWays, type ProvenWay } from './proven-ways.ts';

const KILLS = 8;
const WAYS = 96;
const TOGETHER = 6;
const PKI_ORIGIN = 'http://pki.test:8080';
const IN_FLIGHT_MS = 30_000;

interface Apart {
  readonly world: World;
  /** Every process of the signer, the running one last. */
  readonly processes: number[];
  close(): Promise<void>;
}

async function openApart(location: StoreLocation, waitMs?: number): Promise<Apart> {
  const keyFolder = await mkdtemp(join(tmpdir(), 'warifu-keys-'));
  const processes: number[] = [];
  const given = { location, keyFolder, passphrase: PASSPHRASE, pkiOrigin: PKI_ORIGIN };
  const signer = signerApart({ ...given, started: (pid) => processes.push(pid), ...(waitMs && { waitMs }) });
  const store = await openStore(location);
  const world = await makeWorld(store, { keyFolder, signer, pkiOrigin: PKI_ORIGIN });
  return {
    world,
    processes,
    close: async () => {
      await store.close();
      await world.dispose();
    },
  };
}

type Answer = { readonly request: Uint8Array; readonly got: Awaited<ReturnType<typeof submitRequest>> };

async function enrol(world: World, way: ProvenWay, again?: Uint8Array): Promise<Answer> {
  const opened = await openKeyTicket(world, way);
  if (isRefusal(opened)) throw new Error(opened.reason);
  const request = again ?? (await makeRequest()).request;
  return { request, got: await submitRequest(world, { ...way, ticket: opened.ticket, request }, caller()) };
}

async function until(condition: () => boolean, what: string): Promise<void> {
  for (let tries = 0; !condition(); tries += 1) {
    assert.ok(tries < 2_000, what);
    await setTimeout(5);
  }
}

eachDatabase((name, _open, database) => {
  describe(`the signer apart, on ${name}`, () => {
    test(`killed ${KILLS} times at random moments: everybody gets one certificate, nobody two`, async (t) => {
      const seed = Number(process.env.WARIFU_TEST_SEED ?? Date.now() % 2 ** 31) || 1;
      t.diagnostic(`WARIFU_TEST_SEED=${seed}`);
      const chance = makeChance(seed);
      const { world, processes, close } = await openApart(await database.fresh());
      try {
        const ways = await makeProvenWays(world.store, WAYS, world.now());
        let ended = false;
        const killer = (async () => {
          for (let kill = 0; kill < KILLS && !ended; kill += 1) {
            // Not while it starts: then it is waited for longer each time.
            await world.ca.signer.hold(issuingOf(world.ca));
            await setTimeout(chance(25_000) / 1000);
            process.kill(processes.at(-1) ?? 0, 'SIGKILL');
          }
        })();
        const answers = new Map<ProvenWay, Answer>();
        const lane = async (first: number) => {
          for (let turn = first; turn < ways.length; turn += TOGETHER) {
            const way = ways[turn] as ProvenWay;
            answers.set(way, await enrol(world, way));
          }
        };
        await Promise.all(Array.from({ length: TOGETHER }, (_, first) => lane(first)));
        ended = true;
        await killer;

        world.clock.now += IN_FLIGHT_MS + 1000;
        const { givenUp } = await keepHouse(world);
        assert.deepEqual(givenUp, []);
        const serials = new Set<string>();
        for (const [way, { request, got }] of answers) {
          if (isRefusal(got)) assert.ok(['signer-unavailable', 'issuing-in-progress'].includes(got.reason));
          const { got: again } = await enrol(world, way, request);
          if (isRefusal(again)) assert.fail(again.reason);
          if (!isRefusal(got)) assert.equal(again.view.serialNumber, got.view.serialNumber);
          serials.add(again.view.serialNumber);
        }
        assert.equal(serials.size, WAYS);
        assert.equal((await assertPromises(world.store, world.ca)).size, WAYS);
        assert.ok(processes.length > 1, 'it was killed');
        t.diagnostic(`${processes.length} processes`);
      } finally {
        await close();
      }
    });

    test('no signer: refused in bounded time, nothing planned; it comes back: as if nothing had been', async () => {
      const { world, processes, close } = await openApart(await database.fresh(), 300);
      try {
        const ways = await makeProvenWays(world.store, 4, world.now());
        const planned = async () =>
          (await world.store.db.selectFrom('certificate').selectAll().execute()).length;
        // It is there and says nothing; so is each that is started in its place, until it is let go on.
        const hung = processes.at(-1) ?? 0;
        process.kill(hung, 'SIGSTOP');
        const begun = performance.now();
        const [first] = await Promise.all(ways.slice(0, 3).map((way) => enrol(world, way)));
        assert.ok(performance.now() - begun < 5_000);
        assert.ok(first !== undefined && isRefusal(first.got) && first.got.reason === 'signer-unavailable');
        await until(() => !isAlive(hung), 'the one that hung is ended');
        const before = await planned();

        // What was planned is waited for by the sweep, and by who asks again with the same key.
        world.clock.now += IN_FLIGHT_MS + 1000;
        await until(() => processes.length > 1, 'another is started');
        // It takes longer to start than anybody here waits.
        for (let tries = 0; !(await world.ca.signer.isReady(issuingOf(world.ca))); tries += 1) {
          assert.ok(tries < 2_000, 'the other one answers');
          await setTimeout(5);
        }
        assert.equal((await keepHouse(world)).finished.length, before);
        const { got } = await enrol(world, ways[3] as ProvenWay);
        assert.ok(!isRefusal(got), JSON.stringify(got));
        const { got: again } = await enrol(world, ways[0] as ProvenWay, first.request);
        assert.ok(!isRefusal(again), JSON.stringify(again));
        await assertPromises(world.store, world.ca);
      } finally {
        await close();
      }
    });
  });
});

test('a signer that cannot be started: told at once after the first wait, and not tried a thousand times', async () => {
  let tries = 0;
  const signer = new Signer({
    readsPlans: false,
    waitMs: 200,
    connect: async () => {
      tries += 1;
      throw new Error('no such program');
    },
  });
  const name = { id: 'issuing-1', spkiSha256: '0'.repeat(64) };
  assert.equal(await signer.isReady(name), false);
  const begun = performance.now();
  for (let turn = 0; turn < 100; turn += 1)
    await assert.rejects(signer.certificate(name, '41', new Uint8Array(1)), /no such program/);
  assert.ok(performance.now() - begun < 1_000);
  assert.ok(tries < 10, `${tries} tries`);
  signer.close();
});

test('two servers and a signer for each, on one folder of keys: a number is signed once between them', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'warifu-two-'));
  const { world, close } = await openApart({ dataFolder });
  const other = signerApart({
    location: { dataFolder },
    keyFolder: world.keyFolder,
    passphrase: PASSPHRASE,
    pkiOrigin: PKI_ORIGIN,
  });
  try {
    const [way] = await makeProvenWays(world.store, 1, world.now());
    const { got } = await enrol(world, way as ProvenWay);
    assert.ok(!isRefusal(got));
    const row = await world.store.db.selectFrom('certificate').selectAll().executeTakeFirstOrThrow();
    const again = await other.certificate(
      issuingOf(world.ca),
      row.serial_number,
      tbsOf(row.certificate ?? new Uint8Array()),
    );
    assert.ok(again.length > 60);
    await assert.rejects(other.holdCeremony(world.now()), /another database/);
  } finally {
    other.close();
    await close();
    await rm(dataFolder, { recursive: true });
  }
});
