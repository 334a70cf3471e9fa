// Keys that are not those of the database: another deployment’s folder, another’s file under our name, half a file. The
// start says so in one sentence with the cure, nothing is signed and nothing is made anew.

import assert from 'node:assert/strict';
import { cp, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makeWorld, type World } from '../../test/world/deployment.ts';
import { makeMemoryFolder } from '../../test/world/memory-folder.ts';
import { openStore, type Store } from '../store/store.ts';
import { explainFault } from './explain-fault.ts';
import { StartFault } from './start-fault.ts';

let folder: string;
let stores: Store[];
let ours: World;
let others: World;
before(async () => {
  folder = await makeMemoryFolder();
  stores = await Promise.all([0, 1].map((n) => openStore({ dataFolder: join(folder, String(n)) })));
  [ours, others] = (await Promise.all(stores.map((store) => makeWorld(store)))) as [World, World];
});
after(async () => {
  await Promise.all([ours, others].map((world) => world.dispose()));
  await Promise.all(stores.map((store) => store.close()));
  await rm(folder, { recursive: true });
});

const fileOf = async (world: World, end: RegExp) => {
  const found = (await readdir(world.keyFolder)).find(
    (name) => name.startsWith('issuing-') && end.test(name),
  );
  assert.ok(found);
  return found;
};
const KEY = /^(?!.*\.ca\.json$)/;
const ABOUT = /\.ca\.json$/;

const faults: [what: string, spoil: (copy: string) => Promise<unknown>, says: RegExp][] = [
  [
    'the folder of another deployment',
    async (copy) => {
      await rm(copy, { recursive: true });
      await cp(others.keyFolder, copy, { recursive: true });
    },
    /the keys of another deployment, or none, lie in .*: restore the key folder of this database/,
  ],
  [
    'an empty folder',
    async (copy) => {
      await rm(copy, { recursive: true });
      await mkdir(copy);
    },
    /the keys of another deployment, or none, lie in .*: restore the key folder/,
  ],
  [
    'another’s key in the file of ours',
    async (copy) => {
      const theirs = await readFile(join(others.keyFolder, await fileOf(others, KEY)));
      await writeFile(join(copy, await fileOf(ours, KEY)), theirs);
    },
    /damaged: restore the key folder|another key/,
  ],
  [
    'another’s CA in the file about ours',
    async (copy) => {
      const theirs = await readFile(join(others.keyFolder, await fileOf(others, ABOUT)));
      await writeFile(join(copy, await fileOf(ours, ABOUT)), theirs);
    },
    /is damaged: restore the key folder/,
  ],
  [
    'half a key file',
    async (copy) => truncate(join(copy, await fileOf(ours, KEY)), 90),
    /is not JSON: restore/,
  ],
  ['no key file', async (copy) => rm(join(copy, await fileOf(ours, KEY))), /: restore the key folder/],
  [
    'half a file about it',
    async (copy) => truncate(join(copy, await fileOf(ours, ABOUT)), 90),
    /is damaged: restore/,
  ],
];

for (const [what, spoil, says] of faults) {
  test(`${what}: one sentence with the cure, and all is as it was`, async () => {
    const copy = join(folder, 'keys');
    await cp(ours.keyFolder, copy, { recursive: true });
    await spoil(copy);
    const before = [await readdir(copy), await rowsOf(ours)];
    const fault = explainFault(await makeWorld(ours.store, { keyFolder: copy }).catch((error) => error));
    assert.ok(fault instanceof StartFault, String(fault));
    assert.match(fault.message, says);
    assert.deepEqual([await readdir(copy), await rowsOf(ours)], before);
    await rm(copy, { recursive: true });
  });
}

const rowsOf = (world: World) =>
  world.store.db.selectFrom('certification_authority').select(['id', 'spki_sha256']).execute();
