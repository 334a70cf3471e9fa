// A world of its own with the www face before it, on SQLite: what the tests of pages begin with.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '../../src/store/store.ts';
import { makeWorld, type World } from './deployment.ts';
import { openWww, type Www } from './www.ts';

export interface WwwWorld {
  readonly store: Store;
  readonly world: World;
  readonly www: Www;
  close(): Promise<void>;
}

export async function openWwwWorld(): Promise<WwwWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'warifu-www-'));
  const store = await openStore({ dataFolder: folder });
  const world = await makeWorld(store);
  const www = await openWww(world);
  return {
    store,
    world,
    www,
    close: async () => {
      await www.app.close();
      await store.close();
      await world.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
