// Test 23 of the security page, against somebody who may do everything in the database: whatever is done to the audit
// record, the verification names the first bad entry; where the database itself is made to fit, the heads that were
// kept elsewhere tell.

import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { TreeHeadConflict, TreeHeadSigner } from '../../src/ca/tree-head-signer.ts';
import { proveGrowth, proveRecord } from '../../src/procedures/tree-heads/prove-record.ts';
import { treeHeadPublisher } from '../../src/procedures/tree-heads/publish-tree-heads.ts';
import { appendTreeHeads, readExportedHeads } from '../../src/procedures/tree-heads/tree-head-files.ts';
import { hashRecord } from '../../src/store/audit-tree/audit-leaf.ts';
import { growPeaks, joinPeaks } from '../../src/store/audit-tree/merkle-tree.ts';
import { isSignedBy } from '../../src/store/audit-tree/tree-head.ts';
import { type AuditVerdict, type VerifyOptions, verifyAudit } from '../../src/store/read/audit.ts';
import { findLastTreeHead, readAuditKeys, readTree } from '../../src/store/read/audit-tree.ts';
import type { Store } from '../../src/store/store.ts';
import { appendAudit } from '../../src/store/write/audit.ts';
import { eachDatabase } from '../world/databases.ts';
import { makeWorld, NOON, type World } from '../world/deployment.ts';

const MINUTE = 60_000;
const told = ({ firstFault }: AuditVerdict) =>
  firstFault && [firstFault.kind, firstFault.sequence, firstFault.until, firstFault.treeHead?.kept];

eachDatabase((name, open) => {
  describe(`the audit record under attack, ${name}`, () => {
    let store: Store;
    let world: World;
    let folder: string;
    let publish: () => Promise<void>;
    /** How many records each exported head stands for. */
    let sizes: number[];

    beforeEach(async () => {
      store = await open();
      world = await makeWorld(store);
      folder = await mkdtemp(join(tmpdir(), 'warifu-heads-'));
      publish = treeHeadPublisher(world, folder);
      await appendOf('9000', 'morning', 6);
      await publish();
      await appendOf('9001', 'noon', 7);
      await publish();
      await appendOf('9000', 'evening', 5);
      await publish();
      sizes = (await readExportedHeads(folder)).map(({ size }) => size);
      for (const trigger of await triggers()) await sql.raw(trigger).execute(store.db);
    });
    afterEach(async () => {
      await world.dispose();
      await rm(folder, { recursive: true });
    });

    async function appendOf(bankCode: string, act: string, count: number): Promise<void> {
      world.clock.now += MINUTE;
      const at = world.clock.now;
      const record = (n: number) => ({
        at,
        reference: `R-${n}`,
        bankCode,
        act: `${act}.${n}`,
        outcome: 'done' as const,
      });
      await store.transaction((tx) =>
        appendAudit(
          tx,
          Array.from({ length: count }, (_, n) => record(n)),
        ),
      );
    }

    const triggers = async () =>
      ['audit', 'audit_tree_head'].flatMap((table) =>
        name === 'SQLite'
          ? [`drop trigger ${table}_no_update`, `drop trigger ${table}_no_delete`]
          : [`drop trigger ${table}_no_change on ${table}`],
      );
    const exec = async (...statements: string[]) => {
      for (const one of statements) await sql.raw(one).execute(store.db);
    };
    const verify = (options: VerifyOptions = {}) => verifyAudit(store.db, { pageSize: 4, ...options });
    const verifyWithHeads = async () => verify({ heads: await readExportedHeads(folder) });

    /** Makes every hash and the head fit what the rows say now. */
    async function makeFit(): Promise<void> {
      const peaks: Buffer[] = [];
      const rows = await store.db.selectFrom('audit').selectAll().orderBy('sequence').execute();
      for (const row of rows) {
        const leaf = hashRecord(row);
        const top = growPeaks(peaks, row.sequence, leaf);
        await store.db
          .updateTable('audit')
          .set({ hash: leaf.toString('hex'), subtree: top === leaf ? null : top.toString('hex') })
          .where('sequence', '=', row.sequence)
          .execute();
      }
      await store.db
        .updateTable('audit_head')
        .set({ sequence: rows.length, peaks: joinPeaks(peaks) })
        .execute();
    }

    /** Signs anew whatever the records are now, with a key of the attacker's own. */
    async function signAnew(): Promise<void> {
      await exec('delete from audit_tree_head', 'delete from audit_key');
      const other = await mkdtemp(join(tmpdir(), 'warifu-other-'));
      const { ca } = await makeWorld(await open(), { keyFolder: other });
      await new TreeHeadSigner(store, ca.signer).sign(world.clock.now + MINUTE);
      await rm(other, { recursive: true });
    }

    test('untouched it holds, and every head agrees, here and elsewhere', async () => {
      const verdict = await verifyWithHeads();
      assert.equal(verdict.firstFault, undefined);
      assert.equal(verdict.treeHeads, 6);
      assert.equal(sizes.length, 3);
      assert.equal(verdict.root, (await readTree(store.db)).root.toString('hex'));
    });

    test('an entry altered and everything made to fit: the minute of the signed head is named', async () => {
      const [first = 0, second = 0] = sizes;
      await exec(`update audit set act = 'nothing' where sequence = ${first + 2}`);
      assert.deepEqual(told(await verify()), ['altered', first + 2, undefined, undefined]);
      await makeFit();
      assert.deepEqual(told(await verify()), ['rewritten', first + 1, second, 'in the database']);
      await exec('delete from audit_tree_head');
      assert.deepEqual(told(await verify()), undefined, 'within the database nothing is left that tells');
      assert.deepEqual(told(await verifyWithHeads()), ['rewritten', first + 1, second, 'elsewhere']);
    });

    test('an entry taken out, and the rest moved up to fit', async () => {
      const [first = 0, second = 0, third = 0] = sizes;
      await exec(`delete from audit where sequence = ${first + 3}`);
      assert.deepEqual(told(await verify()), ['missing', first + 3, undefined, undefined]);
      for (let n = first + 4; n <= third; n++) {
        await exec(`update audit set sequence = ${n - 1} where sequence = ${n}`);
      }
      assert.deepEqual(told(await verify()), ['reordered', first + 3, undefined, undefined]);
      await makeFit();
      assert.deepEqual(told(await verify()), ['rewritten', first + 1, second, 'in the database']);
    });

    test('two entries exchanged', async () => {
      const [first = 0, second = 0] = sizes;
      await exec(
        `update audit set sequence = 1000 where sequence = ${first + 1}`,
        `update audit set sequence = ${first + 1} where sequence = ${second}`,
        `update audit set sequence = ${second} where sequence = 1000`,
      );
      assert.deepEqual(told(await verify()), ['reordered', first + 1, undefined, undefined]);
      await makeFit();
      assert.deepEqual(told(await verifyWithHeads()), ['rewritten', first + 1, second, 'elsewhere']);
    });

    test('the tail cut off, with and without its head rewritten', async () => {
      const [, second = 0, third = 0] = sizes;
      await exec(`delete from audit where sequence > ${third - 2}`);
      assert.deepEqual(told(await verify()), ['cut-off', third - 1, undefined, 'in the database']);
      await exec('delete from audit_tree_head');
      assert.deepEqual(told(await verify()), ['cut-off', third - 1, undefined, undefined]);
      await makeFit();
      assert.deepEqual(told(await verify()), undefined, 'within the database nothing is left that tells');
      assert.deepEqual(told(await verifyWithHeads()), ['cut-off', third - 1, undefined, 'elsewhere']);
      await exec(`delete from audit where sequence > ${second}`);
      await makeFit();
      assert.deepEqual(told(await verifyWithHeads()), ['cut-off', second + 1, undefined, 'elsewhere']);
    });

    test('an entry of one bank copied into the place of another’s', async () => {
      const [first = 0, second = 0] = sizes;
      const { sequence: _, ...copied } = await store.db
        .selectFrom('audit')
        .selectAll()
        .where('sequence', '=', first)
        .executeTakeFirstOrThrow();
      await store.db.updateTable('audit').set(copied).where('sequence', '=', second).execute();
      const { firstFault } = await verify();
      assert.deepEqual([firstFault?.kind, firstFault?.sequence], ['reordered', second]);
      assert.equal(firstFault?.found?.act, copied.act);
      assert.equal(firstFault?.after?.sequence, second - 1);
      await makeFit();
      assert.deepEqual(told(await verifyWithHeads()), ['rewritten', first + 1, second, 'elsewhere']);
    });

    test('an entry moved to another bank', async () => {
      const [first = 0] = sizes;
      await exec(`update audit set bank_code = '9001' where sequence = ${first - 1}`);
      assert.deepEqual(told(await verify()), ['altered', first - 1, undefined, undefined]);
    });

    test('an old database put back: the server signs nothing, before and after it went on', async () => {
      const [, second = 0, third = 0] = sizes;
      await exec(
        `delete from audit where sequence > ${second}`,
        `delete from audit_tree_head where size > ${second}`,
      );
      await makeFit();
      const restarted = treeHeadPublisher(world, folder);
      await assert.rejects(restarted(), TreeHeadConflict);
      assert.deepEqual(told(await verifyWithHeads()), ['cut-off', second + 1, undefined, 'elsewhere']);
      await appendOf('9000', 'another evening', 9);
      await assert.rejects(restarted(), TreeHeadConflict);
      assert.equal((await findLastTreeHead(store.db))?.size, second);
      assert.deepEqual(told(await verifyWithHeads()), ['rewritten', second + 1, third, 'elsewhere']);
    });

    test('a server at work notices that what it signed has changed, and signs no more', async () => {
      await exec("update audit set act = 'nothing' where sequence = 2");
      await makeFit();
      await appendOf('9000', 'night', 1);
      await assert.rejects(publish(), TreeHeadConflict);
      assert.equal((await readExportedHeads(folder)).length, 3);
    });

    test('heads signed by another key are refused', async () => {
      const [trusted] = await readAuditKeys(store.db);
      assert.ok(trusted);
      assert.equal((await verify({ trustedKey: trusted.spki })).firstFault, undefined);
      await exec("update audit set act = 'nothing' where sequence = 2");
      await makeFit();
      await signAnew();
      assert.equal((await verify()).firstFault, undefined, 'the database believes itself');
      const exported = await verifyWithHeads();
      assert.deepEqual(exported.firstFault?.kind, 'tree-head');
      assert.deepEqual((await verify({ trustedKey: trusted.spki })).firstFault?.kind, 'tree-head');
      const both = await verify({ trustedKey: trusted.spki, heads: await readExportedHeads(folder) });
      assert.deepEqual(told(both), ['rewritten', 1, sizes[0], 'elsewhere']);
    });

    test('a head whose signature, size or root was changed is refused', async () => {
      const [head] = await readExportedHeads(folder);
      assert.ok(head);
      const signature = Buffer.from(head.signature);
      signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
      for (const changed of [
        { ...head, signature },
        { ...head, size: head.size - 1 },
        { ...head, timestamp: head.timestamp + 1 },
        { ...head, root: Buffer.alloc(32) },
        { ...head, key: '00'.repeat(32) },
      ]) {
        const { firstFault } = await verify({ heads: [changed] });
        assert.deepEqual([firstFault?.kind, firstFault?.treeHead?.kept], ['tree-head', 'elsewhere']);
      }
    });

    test('each entry and each growth is proven under the newest head', async () => {
      const size = sizes.at(-1) ?? 0;
      const [key] = await readAuditKeys(store.db);
      for (let sequence = 1; sequence <= size; sequence++) {
        const proof = await proveRecord(store.db, sequence);
        assert.ok(typeof proof !== 'string');
        assert.ok(key && isSignedBy(proof.head, key.spki));
        const growth = await proveGrowth(store.db, sequence);
        assert.ok(typeof growth !== 'string');
      }
      await appendOf('9000', 'night', 1);
      assert.equal(await proveRecord(store.db, size + 1), 'not-signed-yet');
      assert.equal(await proveRecord(store.db, size + 9), 'absent');
      await exec("update audit set act = 'nothing' where sequence = 2");
      assert.equal(await proveRecord(store.db, 2), 'contradicted');
    });

    test('export: only what is new, a line for each, ended where a crash cut one short', async () => {
      await publish();
      const [day = '', ...others] = (await readdir(folder)).filter((file) => file.endsWith('.jsonl'));
      assert.deepEqual([day, others], ['2026-04-10.jsonl', []]);
      const file = join(folder, day);
      assert.equal((await readFile(file, 'utf8')).split('\n').length, 4);
      // The last line was never whole on the disk.
      const whole = await readFile(file, 'utf8');
      await writeFile(file, whole.slice(0, -40));
      world.clock.now = NOON + 24 * 60 * MINUTE;
      await treeHeadPublisher(world, folder)();
      assert.deepEqual(
        (await readExportedHeads(folder)).map(({ size }) => size),
        sizes,
      );
      await appendOf('9000', 'next day', 1);
      await treeHeadPublisher(world, folder)();
      assert.equal((await readdir(folder)).filter((one) => one.endsWith('.jsonl')).length, 2);
      assert.equal((await verifyWithHeads()).firstFault, undefined);
    });

    test('no head is outside before the entries that it covers', async () => {
      await appendOf('9000', 'night', 1);
      const before = sizes.length;
      let outside: () => Promise<void> = async () => assert.fail('the journal cannot be written');
      const careful = treeHeadPublisher(world, folder, () => outside());
      await assert.rejects(careful(), /the journal cannot be written/);
      assert.equal((await readExportedHeads(folder)).length, before);
      outside = async () => assert.equal((await readExportedHeads(folder)).length, before);
      await careful();
      assert.equal((await readExportedHeads(folder)).length, before + 1);
    });

    test('a head signed and never exported comes with the next; a clock put back makes none older', async () => {
      await appendOf('9000', 'night', 1);
      await new TreeHeadSigner(store, world.ca.signer).sign(world.clock.now);
      world.clock.now -= 120 * MINUTE;
      await appendOf('9000', 'night', 1);
      await publish();
      const heads = await readExportedHeads(folder);
      assert.equal(heads.length, 5);
      for (const [n, { timestamp }] of heads.entries()) {
        assert.ok(n === 0 || timestamp > (heads[n - 1]?.timestamp ?? 0));
      }
      assert.equal((await verifyWithHeads()).firstFault, undefined);
      assert.equal((await readAuditKeys(store.db)).length, 1, 'one key, opened again');
      for (const file of await readdir(world.keyFolder)) {
        assert.doesNotMatch(await readFile(join(world.keyFolder, file), 'utf8'), /PRIVATE/);
      }
    });

    test('lines that are no heads are passed over', async () => {
      const heads = await readExportedHeads(folder);
      const file = join(folder, 'notes.jsonl');
      await writeFile(file, 'x\n{}\n{"tree_size":1}\n\n');
      assert.deepEqual(await readExportedHeads(file), []);
      await appendTreeHeads(join(folder, 'further'), heads);
      assert.deepEqual(await readExportedHeads(join(folder, 'further')), heads);
    });
  });
});
