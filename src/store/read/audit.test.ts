// Whoever changes, removes, moves or cuts off audit records is found out, and where.

import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { eachDatabase } from '../../../test/world/databases.ts';
import { hashRecord } from '../audit-tree/audit-leaf.ts';
import type { Store } from '../database.ts';
import { deed, NOON } from '../fixtures/rows.ts';
import { appendAudit } from '../write/audit.ts';
import { type AuditFault, verifyAudit } from './audit.ts';
import { readTree } from './audit-tree.ts';

eachDatabase((name, open) => {
  describe(`the audit record on ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    const append = (...acts: string[]) =>
      store.transaction((tx) =>
        appendAudit(
          tx,
          acts.map((act) => deed(act)),
        ),
      );
    const row = (sequence: number) =>
      store.db.selectFrom('audit').selectAll().where('sequence', '=', sequence).executeTakeFirstOrThrow();

    test('empty, it holds', async () => {
      assert.equal((await verifyAudit(store.db)).records, 0);
    });

    test('many appended at once make one tree, whatever the page size', async () => {
      await Promise.all(Array.from({ length: 40 }, (_, n) => append(`a${n}`, `b${n}`)));
      const verdict = await verifyAudit(store.db, { pageSize: 7 });
      assert.deepEqual([verdict.records, verdict.firstFault], [80, undefined]);
      assert.deepEqual(await verifyAudit(store.db, { pageSize: 80 }), verdict);
      assert.equal(verdict.root, (await readTree(store.db)).root.toString('hex'));
    });

    test('it can be verified while it grows', async () => {
      const growing = Promise.all(Array.from({ length: 30 }, (_, n) => append(`a${n}`)));
      for (let round = 0; round < 5; round++) {
        assert.equal((await verifyAudit(store.db, { pageSize: 3 })).firstFault, undefined);
      }
      await growing;
      assert.equal((await verifyAudit(store.db)).records, 30);
    });

    test('a transaction that fails leaves no record and no gap', async () => {
      await append('a');
      const failing = store.transaction(async (tx) => {
        await appendAudit(tx, [deed('lost')]);
        throw new Error('broken');
      });
      await assert.rejects(failing, /broken/);
      await append('b');
      assert.deepEqual((await verifyAudit(store.db)).records, 2);
      assert.equal((await row(2)).act, 'b');
    });

    test('what strangers typed stays one line and is accepted', async () => {
      const typed = 'a\r\nb\0c\u001b[31m\u202ed\u2028e\ud800🀄';
      await store.transaction((tx) =>
        appendAudit(tx, [deed('x', { contractId: typed, details: { b: typed, a: 1, 10: 2 } })]),
      );
      const stored = await row(1);
      const plain = String.raw`a\u000d\u000ab\u0000c\u001b[31m\u202ed\u2028e`;
      assert.equal(stored.contract_id, `${plain}\ufffd🀄`);
      assert.deepEqual(Object.keys(JSON.parse(stored.details)).sort(), ['10', 'a', 'b']);
      assert.doesNotMatch(stored.details, /\p{Cc}/u);
      assert.equal((await verifyAudit(store.db)).firstFault, undefined);
    });

    const statements = ["update audit set act = 'x'", 'delete from audit', 'truncate audit'];
    for (const statement of statements.filter(
      (one) => name === 'PostgreSQL' || !one.startsWith('truncate'),
    )) {
      test(`the database refuses: ${statement}`, async () => {
        await append('a', 'b');
        await assert.rejects(sql.raw(statement).execute(store.db), /never changed and never removed/);
        assert.equal((await verifyAudit(store.db)).records, 2);
      });
    }

    /** By an administrator of the database who has taken the triggers away. */
    const tampered: readonly { how: string; statements: string[]; fault: AuditFault }[] = [
      ...["act = 'x'", 'at = at + 1', "address = '192.0.2.9'", 'details = \'{"a":1}\'', "hash = 'x'"].map(
        (change) => ({
          how: `altered: ${change}`,
          statements: [`update audit set ${change} where sequence = 5`],
          fault: { sequence: 5, kind: 'altered' as const },
        }),
      ),
      {
        how: 'the first removed',
        statements: ['delete from audit where sequence = 1'],
        fault: { sequence: 1, kind: 'missing' },
      },
      {
        how: 'one removed',
        statements: ['delete from audit where sequence = 5'],
        fault: { sequence: 5, kind: 'missing' },
      },
      {
        how: 'one removed and the rest moved up',
        statements: [
          'delete from audit where sequence = 5',
          ...[6, 7, 8, 9].map((n) => `update audit set sequence = ${n - 1} where sequence = ${n}`),
        ],
        fault: { sequence: 5, kind: 'reordered' },
      },
      {
        how: 'two exchanged',
        statements: [
          'update audit set sequence = 99 where sequence = 5',
          'update audit set sequence = 5 where sequence = 6',
          'update audit set sequence = 6 where sequence = 99',
        ],
        fault: { sequence: 5, kind: 'reordered' },
      },
      {
        how: 'the end cut off',
        statements: ['delete from audit where sequence >= 8'],
        fault: { sequence: 8, kind: 'cut-off' },
      },
      {
        how: 'everything cut off',
        statements: ['delete from audit'],
        fault: { sequence: 1, kind: 'cut-off' },
      },
      {
        how: 'the head removed',
        statements: ['delete from audit_head'],
        fault: { sequence: 9, kind: 'head' },
      },
      {
        how: 'the head set back',
        statements: ['update audit_head set sequence = 8'],
        fault: { sequence: 9, kind: 'head' },
      },
    ];
    for (const { how, statements: acts, fault } of tampered) {
      test(`found: ${how}`, async () => {
        await append(...'abcdefghi');
        await dropTriggers(store);
        for (const act of acts) await sql.raw(act).execute(store.db);
        const { firstFault } = await verifyAudit(store.db, { pageSize: 4 });
        assert.deepEqual({ sequence: firstFault?.sequence, kind: firstFault?.kind }, fault);
        const before = fault.kind === 'head' ? 9 : fault.sequence - 1;
        assert.equal(firstFault?.after?.sequence, before === 0 ? undefined : before);
      });
    }

    test('the record that is wrong is named with its time and act, and the one before', async () => {
      await append(...'abcdefghi');
      await dropTriggers(store);
      await sql.raw("update audit set act = 'x' where sequence = 5").execute(store.db);
      assert.deepEqual((await verifyAudit(store.db)).firstFault, {
        kind: 'altered',
        sequence: 5,
        found: { sequence: 5, at: NOON, act: 'x' },
        after: { sequence: 4, at: NOON, act: 'd' },
      });
    });

    // The first node above tells, and cannot tell which of those below it was changed.
    for (const [altered, told] of [
      [5, ['rewritten', 5, 6]],
      [6, ['rewritten', 5, 6]],
      [9, ['head', 9, undefined]],
    ] as const) {
      test(`found: record ${altered} altered and hashed anew`, async () => {
        await append(...'abcdefghi');
        await dropTriggers(store);
        const changed = { ...(await row(altered)), act: 'x', at: NOON + 1 };
        await store.db
          .updateTable('audit')
          .set({ ...changed, hash: hashRecord(changed).toString('hex') })
          .where('sequence', '=', altered)
          .execute();
        const { firstFault } = await verifyAudit(store.db);
        assert.deepEqual([firstFault?.kind, firstFault?.sequence, firstFault?.until], told);
      });
    }

    test('a record that stands before the first is found', async () => {
      await append('a', 'b');
      const { sequence: _, ...one } = await row(1);
      await store.db
        .insertInto('audit')
        .values({ ...one, sequence: 0 })
        .execute();
      const { firstFault } = await verifyAudit(store.db);
      assert.deepEqual([firstFault?.kind, firstFault?.sequence], ['reordered', 0]);
    });

    test('nothing is appended to a head that does not fit', async () => {
      await append('a', 'b', 'c');
      await store.db.updateTable('audit_head').set({ sequence: 4 }).execute();
      await assert.rejects(append('d'), /head does not fit/);
    });
  });
});

async function dropTriggers(store: Store): Promise<void> {
  const drops =
    store.dialect === 'sqlite'
      ? ['drop trigger audit_no_update', 'drop trigger audit_no_delete']
      : ['drop trigger audit_no_change on audit'];
  for (const drop of drops) await sql.raw(drop).execute(store.db);
}
