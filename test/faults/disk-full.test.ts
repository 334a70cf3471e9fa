// The disk fills up in the middle of a stream of enrolments: who cannot be served is told so, nothing is half done,
// nothing that was answered is lost, and when there is room again it goes on without a restart.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isRefusal, type Refusal } from '../../src/domain/refusal.ts';
import { openKeyTicket } from '../../src/procedures/enrol/enrolment.ts';
import { type AcquiredCertificate, submitRequest } from '../../src/procedures/enrol/submit-request.ts';
import { keepHouse } from '../../src/procedures/housekeeping.ts';
import { openStore, StoreError } from '../../src/store/store.ts';
import { makeRequest } from '../world/customers.ts';
import { caller, makeWorld, type World } from '../world/deployment.ts';
import { assertPromises } from './promises.ts';
import { makeProvenWays, type ProvenWay } from './proven-ways.ts';

const DISK_MB = 16;
/** What an operator removes to make room. */
const BALLAST_MB = 12;
const WAYS = 40;
const TOGETHER = 5;
/** What the sweep gives an issuing that may still be under way. */
const IN_FLIGHT_MS = 30_000;

/** A small disk of its own, or why there can be none. */
async function mountDisk(): Promise<{ folder: string; unmount(): Promise<void> } | string> {
  const folder = await mkdtemp(join(tmpdir(), 'warifu-disk-'));
  const size = `size=${DISK_MB}m,mode=0700`;
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', folder], { encoding: 'utf8' });
  if (mounted.status !== 0) {
    await rm(folder, { recursive: true });
    return `a small disk cannot be mounted here: ${mounted.error?.message ?? mounted.stderr.trim()}`;
  }
  return {
    folder,
    unmount: async () => {
      spawnSync('umount', ['--lazy', folder]);
      await rm(folder, { recursive: true });
    },
  };
}

type Outcome = AcquiredCertificate | Refusal | StoreError;

async function submit(world: World, key: ProvenWay, request: Uint8Array): Promise<Outcome> {
  const opened = await openKeyTicket(world, key);
  if (isRefusal(opened)) return opened;
  try {
    return await submitRequest(world, { ...key, ticket: opened.ticket, request }, caller());
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
}

test('the disk is full in a stream of enrolments, and has room again', async (t) => {
  const disk = await mountDisk();
  if (typeof disk === 'string') return t.skip(disk);
  try {
    const ballast = join(disk.folder, 'ballast');
    await writeFile(ballast, Buffer.alloc(BALLAST_MB << 20, 1));
    const store = await openStore({ dataFolder: disk.folder });
    const world = await makeWorld(store);
    try {
      const ways = await makeProvenWays(store, WAYS, world.now());
      const served = new Map<number, { request: Uint8Array; certificate: Uint8Array }>();
      const failed = new Map<number, Uint8Array>();
      let tried = 0;

      const enrol = async (way: number) => {
        tried += 1;
        const { request } = await makeRequest();
        const outcome = await submit(world, ways[way] as ProvenWay, request);
        if (outcome instanceof StoreError) {
          assert.equal(outcome.code, 'disk-full', outcome.message);
          assert.match(outcome.message, /full.*Make room/);
          failed.set(way, request);
        } else if (isRefusal(outcome)) {
          // Planned while there was room, not recorded: left to the sweep.
          assert.equal(outcome.reason, 'issuing-in-progress');
        } else {
          served.set(way, { request, certificate: outcome.certificate });
          failed.delete(way);
        }
      };
      // Round and round until every customer was turned away once after the disk was full.
      for (let rounds = 0; failed.size < WAYS; rounds += 1) {
        assert.ok(rounds < 200, 'the disk fills up');
        for (let first = 0; first < WAYS; first += TOGETHER) {
          await Promise.all(Array.from({ length: TOGETHER }, (_, lane) => enrol(first + lane)));
        }
      }
      t.diagnostic(`${tried} tries until nobody could be served`);
      assert.ok(served.size > 0);

      /** What was answered is there byte for byte, though a later one may stand in its place. */
      const assertKept = async () => {
        const rows = await store.db.selectFrom('certificate').select('certificate').execute();
        const kept = new Set(rows.map((row) => Buffer.from(row.certificate ?? []).toString('hex')));
        for (const { certificate } of served.values()) {
          assert.ok(kept.has(Buffer.from(certificate).toString('hex')));
        }
      };
      await assertKept();

      await rm(ballast);
      world.clock.now += IN_FLIGHT_MS + 1000;
      const { finished, givenUp } = await keepHouse(world);
      t.diagnostic(`${finished.length} were planned when the disk was full, and finished later`);
      assert.deepEqual(givenUp, []);
      await assertPromises(store, world.ca);
      for (const [way, request] of failed) {
        const outcome = await submit(world, ways[way] as ProvenWay, request);
        if (outcome instanceof StoreError) throw outcome;
        if (isRefusal(outcome)) assert.fail(`the same request is not served: ${outcome.reason}`);
        served.set(way, { request, certificate: outcome.certificate });
      }
      await assertKept();
      await assertPromises(store, world.ca);
    } finally {
      await store.close();
      await world.dispose();
    }
    const again = await openStore({ dataFolder: disk.folder });
    await assertPromises(again, world.ca);
    await again.close();
  } finally {
    await disk.unmount();
  }
});
