// Whoever changes, removes, moves or cuts off audit records is found out, and where.

import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { eachDatabase } from '../../../test/world/databases.ts';
import { chainHash } from '../audit-chain.ts';
import type { Store } from '../database.ts';
import { deed, NOON } from '../fixtures/rows.ts';
import { appendAudit } from '../write/audit.ts';
import { type AuditFault, verifyAuditChain } from './audit.ts';

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
      assert.equal((await verifyAuditChain(store.db)).records, 0);
    });

    test('many appended at once make one chain, whatever the page size', async () => {
      await Promise.all(Array.from({ length: 40 }, (_, n) => append(`a${n}`, `b${n}`)));
      const verdict = await verifyAuditChain(store.db, 7);
      assert.deepEqual([verdict.records, verdict.firstFault], [80, undefined]);
      assert.deepEqual(await verifyAuditChain(store.db, 80), verdict);
      assert.equal(verdict.hash, (await row(80)).hash);
    });

    test('it can be verified while it grows', async () => {
      const growing = Promise.all(Array.from({ length: 30 }, (_, n) => append(`a${n}`)));
      for (let round = 0; round < 5; round++) {
        assert.equal((await verifyAuditChain(store.db, 3)).firstFault, undefined);
      }
      await growing;
      assert.equal((await verifyAuditChain(store.db)).records, 30);
    });

    test('a transaction that fails leaves no record and no gap', async () => {
      await append('a');
      const failing = store.transaction(async (tx) => {
        await appendAudit(tx, [deed('lost')]);
        throw new Error('broken');
      });
      await assert.rejects(failing, /broken/);
      await append('b');
      assert.deepEqual((await verifyAuditChain(store.db)).records, 2);
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
      assert.equal((await verifyAuditChain(store.db)).firstFault, undefined);
    });

    const statements = ["update audit set act = 'x'", 'delete from audit', 'truncate audit'];
    for (const statement of statements.filter(
      (one) => name === 'PostgreSQL' || !one.startsWith('truncate'),
    )) {
      test(`the database refuses: ${statement}`, async () => {
        await append('a', 'b');
        await assert.rejects(sql.raw(statement).execute(store.db), /never changed and never removed/);
        assert.equal((await verifyAuditChain(store.db)).records, 2);
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
        fault: { sequence: 5, kind: 'altered' },
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
        assert.deepEqual((await verifyAuditChain(store.db, 4)).firstFault, fault);
      });
    }

    test('found: altered and hashed anew, at the record that follows', async () => {
      await append(...'abcdefghi');
      await dropTriggers(store);
      const altered = { ...(await row(5)), act: 'x', at: NOON + 1 };
      const hash = chainHash(altered.previous_hash, altered);
      await store.db
        .updateTable('audit')
        .set({ ...altered, hash })
        .where('sequence', '=', 5)
        .execute();
      assert.deepEqual((await verifyAuditChain(store.db)).firstFault, { sequence: 6, kind: 'altered' });
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
