// A folder for data whose durability is not the question: in memory where the system has such a place.

import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder; remove it when done. */
export async function makeMemoryFolder(): Promise<string> {
  return await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'warifu-memory-'));
}
