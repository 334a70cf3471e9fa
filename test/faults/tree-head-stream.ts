// Audit records and signed heads without end, in a process of their own that a test kills: each line on standard
// output tells of a record that is committed, or of a head that is on the disk outside of the database.

import { treeHeadPublisher } from '../../src/procedures/tree-heads/publish-tree-heads.ts';
import { openStore, type StoreLocation } from '../../src/store/store.ts';
import { appendAudit } from '../../src/store/write/audit.ts';
import { makeWorld } from '../world/deployment.ts';

/** The last word of the command line, as JSON. */
export interface HeadStreamJob {
  readonly location: StoreLocation;
  readonly keyFolder: string;
  readonly headsFolder: string;
  readonly now: number;
}

const { location, keyFolder, headsFolder, now }: HeadStreamJob = JSON.parse(process.argv[2] ?? '');
const store = await openStore(location);
const world = await makeWorld(store, { keyFolder, now });
const publish = treeHeadPublisher(world, headsFolder);
for (let turn = 0; ; turn++) {
  const reference = `${process.pid}-${turn}`;
  await store.transaction((tx) =>
    appendAudit(tx, [{ at: now, reference, act: 'stream.went-on', outcome: 'done' }]),
  );
  process.stdout.write(`record ${reference}\n`);
  await publish();
  process.stdout.write(`published ${reference}\n`);
}
