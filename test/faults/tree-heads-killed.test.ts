// kill -9 at any moment between a record, its signed head and the head's way out: every record that was told of is
// there and under a head, every head that was out still agrees, and the next start brings out what was kept back.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { proveRecord } from '../../src/procedures/tree-heads/prove-record.ts';
import { treeHeadPublisher } from '../../src/procedures/tree-heads/publish-tree-heads.ts';
import { readExportedHeads } from '../../src/procedures/tree-heads/tree-head-files.ts';
import { verifyAudit } from '../../src/store/read/audit.ts';
import { openStore } from '../../src/store/store.ts';
import { makeChance } from '../world/chance.ts';
import { eachDatabase } from '../world/databases.ts';
import { makeWorld, NOON } from '../world/deployment.ts';
import { makeMemoryFolder } from '../world/memory-folder.ts';
import type { HeadStreamJob } from './tree-head-stream.ts';

const KILLS = 6;
/** In lines that the child has said. */
const KILLED_WITHIN = 25;

/** Kills the child when it has said so many lines, and gives all that it said. */
async function runUntil(lines: number, job: HeadStreamJob): Promise<string[]> {
  const program = join(import.meta.dirname, 'tree-head-stream.ts');
  const child = spawn(process.execPath, [program, JSON.stringify(job)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.split('\n').length > lines) child.kill('SIGKILL');
  });
  await ended;
  return said.split('\n').slice(0, -1);
}

eachDatabase((name, _open, { fresh }) => {
  test(`signed heads under kill -9, ${name}`, async (t) => {
    const chance = makeChance(23);
    const location = await fresh();
    const folder = await makeMemoryFolder();
    t.after(() => rm(folder, { recursive: true }));
    const [keyFolder, headsFolder] = [join(folder, 'ca'), join(folder, 'heads')];
    await mkdir(keyFolder);
    const told: string[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const now = NOON + kill * 60_000;
      const job = { location, keyFolder, headsFolder, now };
      const said = await runUntil(1 + chance(KILLED_WITHIN), job);
      told.push(...said);
      const outBefore = await readExportedHeads(headsFolder).catch(() => []);

      const store = await openStore(location);
      try {
        const world = await makeWorld(store, { keyFolder, now });
        await treeHeadPublisher(world, headsFolder)();
        const heads = await readExportedHeads(headsFolder);
        assert.deepEqual(heads.slice(0, outBefore.length), outBefore);
        const { firstFault, records } = await verifyAudit(store.db, { heads });
        assert.equal(firstFault, undefined);
        assert.equal(heads.at(-1)?.size, records);
        const rows = await store.db.selectFrom('audit').select(['sequence', 'reference']).execute();
        const known = new Map(rows.map(({ reference, sequence }) => [reference, sequence]));
        for (const line of told) {
          const [what, reference = ''] = line.split(' ');
          const sequence = known.get(reference) ?? 0;
          assert.ok(sequence > 0, `${line} is there`);
          if (what === 'published') assert.ok(heads.some(({ size }) => size >= sequence));
        }
        assert.notEqual(typeof (await proveRecord(store.db, records)), 'string');
      } finally {
        await store.close();
      }
    }
    t.diagnostic(`${told.length} lines said before ${KILLS} kills`);
    assert.ok(told.length > KILLS);
  });
});
