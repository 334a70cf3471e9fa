// PINs at rest: argon2id with a key that is not in the database (OWASP: 19 MiB, 2 passes, 1 lane).

import { hash, verify } from '@node-rs/argon2';
import type { DeploymentKeys } from '../deployment.ts';

/** `Algorithm.Argon2id` of the library, whose const enum type stripping cannot see. */
const ARGON2ID = 2;
const COST = { algorithm: ARGON2ID, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const;

/**
 * One more than the cores of a small machine: the third is ready to run when another ends, though the main thread is
 * waiting for the disk just then. More would take the thread pool from everyone else.
 */
const AT_ONCE = 3;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

export async function hashPin(keys: DeploymentKeys, pin: string): Promise<string> {
  return inTurn(() => hash(pin, { ...COST, secret: keys.pin }));
}

const decoys = new WeakMap<DeploymentKeys, Promise<string>>();

/**
 * Compares in constant work: with nothing to compare with (no such holder, no such PIN) a decoy is hashed all the
 * same, so that time tells nothing.
 */
export async function verifyPin(
  keys: DeploymentKeys,
  stored: string | undefined,
  pin: string,
): Promise<boolean> {
  let decoy = decoys.get(keys);
  if (decoy === undefined) {
    decoy = hashPin(keys, 'no PIN is this');
    decoys.set(keys, decoy);
  }
  const against = stored ?? (await decoy);
  const right = await inTurn(() => verify(against, pin, { secret: keys.pin }));
  return right && stored !== undefined;
}
