// Publishes the lists of a deployment and says how long it took and how much memory: a process of its own, so that the
// memory is that of the lists.

import { publishRevocationLists } from '../src/ca/publish-revocation-lists.ts';
import { openStore } from '../src/store/store.ts';
import { makeWorld } from '../test/world/deployment.ts';
import type { ListsMade } from './revoking.ts';

const { dataFolder, keyFolder, now } = JSON.parse(process.argv[2] ?? '{}');
const store = await openStore({ dataFolder });
const world = await makeWorld(store, { keyFolder, now });
const begun = performance.now();
await publishRevocationLists(store, world.ca, now + 1000);
const seconds = (performance.now() - begun) / 1000;
const { octets } = await store.db
  .selectFrom('revocation_list')
  .select(({ fn }) => fn.sum<number>(fn('length', ['list'])).as('octets'))
  .executeTakeFirstOrThrow();
await store.close();
// Kilobytes on Linux.
const made: ListsMade = { seconds, octets: Number(octets), peakMB: process.resourceUsage().maxRSS / 1024 };
process.stdout.write(JSON.stringify(made));
