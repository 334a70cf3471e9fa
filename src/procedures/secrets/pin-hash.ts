// PINs at rest: argon2id with a key that is not in the database (OWASP: 19 MiB, 2 passes, 1 lane).

import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { DeploymentKeys } from '../deployment.ts';
import type { PinTask } from './pin-worker.ts';
import { TooBusy } from './too-busy.ts';

/** `Algorithm.Argon2id` of the library, whose const enum type stripping cannot see. */
const ARGON2ID = 2;
const COST = { algorithm: ARGON2ID, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const;

/** Comparisons under way, each some ten milliseconds of a core; and how long the first of them may have waited. */
const MOST_COMPARED = 128 * availableParallelism();
const MOST_WAIT_MS = 5_000;

/** A quiet server keeps no thread for hashes. */
const IDLE_MS = 60_000;

let pool: Piscina | undefined;

function run(task: PinTask): Promise<unknown> {
  pool ??= new Piscina({
    filename: new URL('./pin-worker.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: availableParallelism(),
    // The next one waits with the thread, so that it need not wait for us to send it.
    concurrentTasksPerWorker: 2,
    idleTimeout: IDLE_MS,
  });
  return pool.run(task);
}

export async function hashPin(keys: DeploymentKeys, pin: string): Promise<string> {
  return String(await run({ pin, options: { ...COST, secret: keys.pin } }));
}

const decoys = new WeakMap<DeploymentKeys, Promise<string>>();

/**
 * Compares in constant work: with nothing to compare with (no such holder, no such PIN) a decoy is hashed all the
 * same, so that time tells nothing.
 *
 * @throws TooBusy when too many wait already, whoever asks: nothing is compared then.
 */
export async function verifyPin(
  keys: DeploymentKeys,
  stored: string | undefined,
  pin: string,
): Promise<boolean> {
  const [first = Number.POSITIVE_INFINITY] = comparisons.values();
  if (comparisons.size >= MOST_COMPARED || performance.now() - first > MOST_WAIT_MS) {
    throw new TooBusy('too many PINs wait to be compared');
  }
  const comparison = {};
  comparisons.set(comparison, performance.now());
  return compare(keys, stored, pin).finally(() => comparisons.delete(comparison));
}

/** With when each was asked for, the first one first. */
const comparisons = new Map<object, number>();

async function compare(keys: DeploymentKeys, stored: string | undefined, pin: string): Promise<boolean> {
  let decoy = decoys.get(keys);
  if (decoy === undefined) {
    decoy = hashPin(keys, 'no PIN is this');
    decoys.set(keys, decoy);
    // One that could not be made is made by the next who needs it.
    decoy.catch(() => decoys.delete(keys));
  }
  const right = await run({ pin, stored: stored ?? (await decoy), options: { secret: keys.pin } });
  return right === true && stored !== undefined;
}
