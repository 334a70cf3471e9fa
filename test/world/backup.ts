// A world's backup, made the way the command makes it on either database.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBackup, prepareFolder } from '../../src/procedures/backup/make-backup.ts';
import { readStore, type StoreLocation } from '../../src/store/store.ts';
import type { World } from './deployment.ts';

/** @param location where the world's store is. */
export async function backUpWorld(world: World, location: StoreLocation, folder: string): Promise<void> {
  await prepareFolder(folder);
  const order = { folder, keyFolder: world.keyFolder, now: world.now() };
  if (world.store.copyTo === undefined) {
    await readStore(location, (db) => makeBackup(db, { ...order, database: 'postgres' }));
    return;
  }
  const copy = await mkdtemp(join(tmpdir(), 'warifu-copy-'));
  await world.store.copyTo(join(copy, 'warifu.db'));
  await readStore({ dataFolder: copy }, (db) => makeBackup(db, { ...order, database: 'sqlite' }));
  await rm(copy, { recursive: true });
}
