// Promises 1 and 2 at every system call (test 11): issuing, revoking and publishing lists while the disk fails, is full,
// or the process is killed at one call after the other by which SQLite writes. What was answered is there, nothing is
// signed that was not planned, nothing is done twice, and the same act asked for again is done.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { FULL_LIST } from '../../src/ca/published-addresses.ts';
import { findRevocationList } from '../../src/store/read/revocation-list.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { parseCertificateRevocationList } from '../../src/x509/certificate-revocation-list.ts';
import { serialNumberToHex } from '../../src/x509/serial-number.ts';
import { issuingOf } from '../world/authorities.ts';
import { makeChance } from '../world/chance.ts';
import { makeRequest } from '../world/customers.ts';
import { makeWorld, type World } from '../world/deployment.ts';
import { makeMemoryFolder } from '../world/memory-folder.ts';
import type { Bench, Order, Said } from './act-on-demand.ts';
import { assertPromises } from './promises.ts';
import { makeProvenWays, type ProvenWay } from './proven-ways.ts';
import { type Call, changes, Traced } from './traced.ts';

const PROGRAM = join(import.meta.dirname, 'act-on-demand.ts');
/** What the sweep gives an issuing that may still be under way, and more. */
const SWEEP_MS = 31_000;
const SECOND_MS = 1000;
const WAYS = 500;
const DAY_MS = 24 * 60 * 60 * SECOND_MS;
/**
 * A killed process takes half a second to replace, so of the calls at which one is killed each run takes every fourth,
 * beginning anywhere; and so it does of those that read. WARIFU_TEST_EVERY_CALL=1 takes them all.
 */
const STEP = process.env.WARIFU_TEST_EVERY_CALL === '1' ? 1 : 4;
const SEED = Number(process.env.WARIFU_TEST_SEED ?? Date.now() % 2 ** 31) || 1;

type Act = 'issue' | 'revoke' | 'publish';
const ACTS: readonly Act[] = ['issue', 'revoke', 'publish'];

let folder: string;
let compiled: string;
let world: World;
let bench: Bench;
let ways: Iterator<ProvenWay>;
/** Serial numbers that customers have been answered with; those that are revoked for certain. */
const answered = new Set<string>();
const revoked = new Set<string>();
let clock: number;

before(async () => {
  // In memory, so that a call takes no time; that a call was made is what the test is about.
  folder = await makeMemoryFolder();
  compiled = await mkdtemp(join(tmpdir(), 'warifu-compiled-'));
  const store = await openStore({ dataFolder: folder });
  world = await makeWorld(store);
  ways = (await makeProvenWays(store, WAYS, world.now(), DAY_MS)).values();
  await store.close();
  clock = world.now();
  bench = { dataFolder: folder, keyFolder: world.keyFolder, now: clock };
});
after(async () => {
  await world?.dispose();
  for (const one of [folder, compiled]) await rm(one, { recursive: true, force: true });
});

const start = (): Traced => new Traced(PROGRAM, { NODE_COMPILE_CACHE: compiled });

async function opened(child: Traced): Promise<Traced> {
  assert.equal(heard(await child.ask({ ...bench, now: clock }))?.say, 'ready', child.complaints);
  return child;
}

const heard = (line: string | undefined): Said | undefined =>
  line === undefined ? undefined : (JSON.parse(line) as Said);

/** Asks without a fault; anything but `done` fails the test. */
async function mustDo(child: Traced, order: Order): Promise<string> {
  const said = heard(await child.ask(order));
  assert.equal(said?.say, 'done', `${order.act}: ${said?.what ?? child.complaints}`);
  return said?.what ?? '';
}

async function issueOrder(): Promise<Order> {
  const { value: way, done } = ways.next();
  assert.ok(done !== true, 'there are customers enough');
  const { request } = await makeRequest();
  clock += SECOND_MS;
  return { act: 'issue', way, request: Buffer.from(request).toString('base64'), now: clock };
}

async function issued(child: Traced): Promise<string> {
  const serialNumber = await mustDo(child, await issueOrder());
  answered.add(serialNumber);
  return serialNumber;
}

/** An act to do, and what is needed before it can be done. */
async function prepare(child: Traced, act: Act): Promise<Order> {
  if (act === 'issue') return issueOrder();
  const serialNumber = await issued(child);
  clock += SECOND_MS;
  if (act === 'revoke') return { act, serialNumber, now: clock };
  await mustDo(child, { act: 'revoke', serialNumber, now: clock });
  revoked.add(serialNumber);
  clock += SECOND_MS;
  return { act, now: clock };
}

/** The same again, when there is no fault any more: it is done, or was. */
async function again(child: Traced, order: Order, atStart: boolean): Promise<void> {
  clock += SWEEP_MS;
  await mustDo(child, { act: 'sweep', atStart, now: clock });
  const what = await mustDo(child, { ...order, now: clock });
  if (order.act === 'issue') answered.add(what);
  if (order.act === 'revoke') revoked.add(order.serialNumber);
}

/** Every promise, of everything that has been done so far. */
async function assertKept(judged?: Set<string>): Promise<void> {
  const store: Store = await openStore({ dataFolder: folder });
  try {
    const rows = await assertPromises(store, world.ca, judged);
    for (const serialNumber of answered) assert.ok(rows.get(serialNumber)?.certificate, serialNumber);
    for (const serialNumber of revoked) assert.ok(rows.get(serialNumber)?.revoked_at, serialNumber);
  } finally {
    await store.close();
  }
}

/** The published full list says of each certificate what its row says. */
async function assertPublished(): Promise<void> {
  const store = await openStore({ dataFolder: folder });
  try {
    const list = await findRevocationList(store.db, issuingOf(world.ca).id, FULL_LIST);
    const { revoked: said } = parseCertificateRevocationList(list?.list ?? new Uint8Array());
    const known = await store.db
      .selectFrom('certificate')
      .select('serial_number')
      .where('revoked_at', 'is not', null)
      .execute();
    assert.deepEqual(
      said.map(({ serialNumber }) => serialNumberToHex(serialNumber)).sort(),
      known.map((row) => row.serial_number).sort(),
    );
  } finally {
    await store.close();
  }
}

/** How often each call is made for an act. */
async function countCalls(child: Traced, act: Act): Promise<Map<Call, number>> {
  const { answer, calls } = await child.askAndCount(await prepare(child, act));
  const said = heard(answer);
  assert.equal(said?.say, 'done');
  if (act === 'issue') answered.add(said?.what ?? '');
  assert.ok((calls.get('pwrite64') ?? 0) > 5 && (calls.get('fsync') ?? calls.get('fdatasync') ?? 0) > 0);
  return calls;
}

for (const fault of ['EIO', 'ENOSPC'] as const) {
  describe(`every call answers ${fault}`, () => {
    for (const act of ACTS) {
      test(`${act}: a clear failure, and done when asked again`, async (t) => {
        t.diagnostic(`WARIFU_TEST_SEED=${SEED}`);
        const chance = makeChance(SEED);
        const child = await opened(start());
        let failures = 0;
        try {
          for (const [call, count] of await countCalls(child, act)) {
            // What reads finds no disk full.
            if (fault === 'ENOSPC' && !changes(call)) continue;
            const step = changes(call) ? 1 : Math.min(STEP, count);
            for (let nth = 1 + chance(step); nth <= count; nth += step) {
              const order = await prepare(child, act);
              const said = heard(await child.askWith(fault, call, nth, order));
              assert.ok(said, `${call} ${nth}: the process lives; ${child.complaints}`);
              if (said.say === 'failed') {
                failures += 1;
                assert.match(said.what, /^(?:disk-(?:failed|full)|unavailable)$/, `${call} ${nth}`);
              }
              if (said.say === 'refused') {
                failures += 1;
                assert.match(said.what, /^(?:issuing-in-progress|signer-unavailable)$/, `${call} ${nth}`);
              }
              if (said.say === 'done' && act === 'issue') answered.add(said.what);
              if (said.say === 'done' && order.act === 'revoke') revoked.add(order.serialNumber);
              await again(child, order, false);
            }
          }
          clock += SECOND_MS;
          await mustDo(child, { act: 'publish', now: clock });
        } finally {
          await child.end();
        }
        assert.ok(failures > 5, 'the faults were met');
        t.diagnostic(`${failures} failures`);
        await assertKept();
        await assertPublished();
      });
    }
  });
}

describe('killed at any call', () => {
  for (const act of ACTS) {
    test(`${act}: nothing lost, nothing twice`, async (t) => {
      t.diagnostic(`WARIFU_TEST_SEED=${SEED}`);
      const chance = makeChance(SEED);
      const judged = new Set<string>();
      let child = await opened(start());
      let kills = 0;
      try {
        for (const [call, count] of await countCalls(child, act)) {
          if (!changes(call)) continue;
          const step = Math.min(STEP, count);
          for (let nth = 1 + chance(step); nth <= count; nth += step) {
            const order = await prepare(child, act);
            // The next one loads while this one dies.
            const next = start();
            const said = heard(await child.askWith('KILL', call, nth, order));
            if (said === undefined) kills += 1;
            else if (said.say === 'done' && act === 'issue') answered.add(said.what);
            await child.end();
            child = next;
            await opened(child);
            await again(child, order, true);
          }
        }
        clock += SECOND_MS;
        await mustDo(child, { act: 'publish', now: clock });
      } finally {
        await child.end();
      }
      t.diagnostic(`${kills} kills`);
      assert.ok(kills > 3, 'processes died');
      await assertKept(judged);
      await assertPublished();
    });
  }
});
