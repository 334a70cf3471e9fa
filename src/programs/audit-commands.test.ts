// `warifu audit …` as an auditor meets it: run as a process without a secret, on PostgreSQL beside a store that is at
// work, on SQLite when nobody has it; and its proofs verified by a program that is not ours (docs/audit.md).

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { eachDatabase } from '../../test/world/databases.ts';
import { makeWorld, type World } from '../../test/world/deployment.ts';
import { treeHeadPublisher } from '../procedures/tree-heads/publish-tree-heads.ts';
import { openStore, type StoreLocation } from '../store/store.ts';
import { appendAudit } from '../store/write/audit.ts';

const COMMAND = join(import.meta.dirname, '../../bin/warifu.js');
const GUIDE = join(import.meta.dirname, '../../docs/audit.md');

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(program: string, words: readonly string[], environment: Record<string, string> = {}) {
  const own = Object.entries(process.env).filter(([name]) => !/^(WARIFU_|DATABASE_URL)/.test(name));
  const env = { ...Object.fromEntries(own), ...environment };
  return new Promise<Ended>((resolve) => {
    const child = execFile(program, words, { env }, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

eachDatabase((name, _open, { fresh }) => {
  describe(`audit commands on ${name}`, () => {
    let location: StoreLocation;
    let world: World;
    let folder: string;
    const audit = (...words: string[]) =>
      run(
        process.execPath,
        [COMMAND, 'audit', ...words],
        'databaseUrl' in location
          ? { DATABASE_URL: location.databaseUrl }
          : { WARIFU_DATA: location.dataFolder },
      );
    /** SQLite is left to the command; PostgreSQL stays open beside it. */
    const leave = async () => {
      if (name === 'SQLite') await world.store.close();
    };
    const enter = async () => {
      if (name === 'SQLite') world = { ...world, store: await openStore(location) };
    };
    const append = (act: string, count: number) =>
      world.store.transaction((tx) =>
        appendAudit(
          tx,
          Array.from({ length: count }, (_, n) => ({
            at: world.clock.now + n,
            reference: `R-${n}`,
            act: `${act}.${n}`,
            outcome: 'done' as const,
            details: { 会社: '見本商事' },
          })),
        ),
      );

    before(async () => {
      location = await fresh();
      world = await makeWorld(await openStore(location));
      folder = await mkdtemp(join(tmpdir(), 'warifu-heads-'));
      await append('first', 9);
      await treeHeadPublisher(world, folder)();
      await append('second', 4);
      world.clock.now += 60_000;
      await treeHeadPublisher(world, folder)();
      await leave();
    });
    after(async () => {
      await world.store.close();
      await world.dispose();
      await rm(folder, { recursive: true });
    });

    test('a sound record holds, with the heads and the key that were kept elsewhere', async () => {
      const key = (await readdir(folder)).find((file) => file.startsWith('key-')) ?? '';
      const { code, out } = await audit('verify', '--head', folder, '--key', join(folder, key));
      assert.match(out, /^The audit record holds: 16 entries hold, 4 signed heads agree/);
      assert.equal(code, 0);
      const json = await audit('verify', '--json');
      assert.deepEqual(Object.keys(JSON.parse(json.out)), ['holds', 'records', 'root', 'treeHeads']);
    });

    test('the newest head, as the file has it', async () => {
      const { out } = await audit('head', '--json');
      const [file = ''] = (await readdir(folder)).filter((one) => one.endsWith('.jsonl'));
      assert.equal(out.trim(), (await readFile(join(folder, file), 'utf8')).trim().split('\n').at(-1));
      assert.match((await audit('head')).out, /^16 entries, root [0-9a-f]{64}.*\n-----BEGIN PUBLIC KEY/);
    });

    test('a proof convinces a program that is not ours; a changed one does not', async () => {
      const [, program = ''] = /```python\n([\s\S]*?)```/.exec(await readFile(GUIDE, 'utf8')) ?? [];
      await writeFile(join(folder, 'verify.py'), program);
      const judge = async (proof: object) => {
        await writeFile(join(folder, 'proof.json'), JSON.stringify(proof));
        return run('python3', [join(folder, 'verify.py'), join(folder, 'proof.json')]);
      };
      for (const sequence of [1, 8, 16]) {
        const { code, out } = await audit('prove', '--sequence', String(sequence));
        assert.equal(code, 0);
        const proof = JSON.parse(out);
        assert.equal(JSON.parse(proof.leaf_input).sequence, sequence);
        assert.match((await judge(proof)).out, /^proven: /);
        const altered = { ...proof, leaf_input: proof.leaf_input.replace('done', 'gone') };
        assert.match((await judge(altered)).err, /not under this head/);
        const later = { ...proof, tree_head: { ...proof.tree_head, timestamp: 1 } };
        assert.match((await judge(later)).err, /not signed by this key/);
      }
      const growth = JSON.parse((await audit('prove-growth', '--from', '12')).out);
      assert.deepEqual(Object.keys(growth), ['first', 'first_root_hash', 'consistency', 'tree_head', 'key']);
    });

    for (const [words, said] of [
      [['prove', '--sequence', '17'], /has no such entry/],
      [['prove-growth', '--from', '17'], /no signed head covers that yet/],
      [['prove', '--sequence', 'x'], /--sequence x is not a whole number/],
      [['verify', '--head', '/nowhere'], /\/nowhere cannot be read/],
      [['verify', '--head', GUIDE], /holds no signed head/],
      [['verify', '--key', GUIDE], /is not a public key/],
    ] as const) {
      test(`refused in a sentence: ${words.join(' ').slice(0, 40)}`, async () => {
        const { code, err } = await audit(...words);
        assert.equal(code, 1);
        assert.match(err, said);
        assert.equal(err.trim().split('\n').length, 1);
      });
    }

    test('on SQLite a server in the way is named; a copy of the folder is verified', {
      skip: name !== 'SQLite',
    }, async () => {
      assert.ok('dataFolder' in location);
      const copy = join(folder, 'copy');
      await cp(location.dataFolder, copy, { recursive: true });
      await enter();
      const { code, err } = await audit('verify');
      await leave();
      assert.equal(code, 1);
      assert.match(err, /SQLite lets in one process/);
      const verified = await run(process.execPath, [COMMAND, 'audit', 'verify'], { WARIFU_DATA: copy });
      assert.match(verified.out, /^The audit record holds: 16 entries/);
    });

    test('the first altered entry is named, with time and act', async () => {
      await enter();
      const { db } = world.store;
      await sql
        .raw(name === 'SQLite' ? 'drop trigger audit_no_update' : 'drop trigger audit_no_change on audit')
        .execute(db);
      await sql.raw(`update audit set act = 'x${String.fromCharCode(27)}[2J' where sequence = 7`).execute(db);
      await leave();
      const { code, out } = await audit('verify');
      assert.equal(code, 1);
      assert.match(out, /entry 7 was altered/);
      assert.match(out, /there stands now: +7, 2026-04-10T03:00:00.\d{3}Z, "x\\u001b\[2J"/);
      assert.match(out, /the one before it: +6, 2026-04-10T03:00:00.\d{3}Z, "first.\d"/);
      const { firstFault } = JSON.parse((await audit('verify', '--json')).out);
      assert.deepEqual([firstFault.kind, firstFault.sequence, firstFault.after.sequence], ['altered', 7, 6]);
    });
  });
});
