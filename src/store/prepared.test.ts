// A prepared question asks each database anew and mixes up neither values nor databases.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { eachDatabase } from '../../test/world/databases.ts';
import { prepared } from './prepared.ts';
import { type ColumnKinds, type PackedRows, packRows, rowSet } from './row-set.ts';

eachDatabase((name, open) => {
  describe(`prepared on ${name}`, () => {
    test('each run has its own values, in the order of the statement', async () => {
      const { db } = await open();
      let built = 0;
      const between = prepared((reader, { least, most }: { least: number; most: number }) => {
        built += 1;
        return reader.selectFrom('audit_head').select('id').where('id', '<=', most).where('id', '>=', least);
      });
      assert.deepEqual(await between(db, { least: 1, most: 5 }), [{ id: 1 }]);
      assert.deepEqual(await between(db, { least: 2, most: 5 }), []);
      assert.deepEqual(await db.transaction().execute((tx) => between(tx, { least: 0, most: 1 })), [
        { id: 1 },
      ]);
      assert.equal(built, 1);
    });

    test('another database is asked itself', async () => {
      const [one, other] = [await open(), await open()];
      const heads = prepared((reader) => reader.selectFrom('audit_head').select('sequence'));
      await other.db.updateTable('audit_head').set({ sequence: 7 }).execute();
      assert.deepEqual(await heads(one.db, {}), [{ sequence: 0 }]);
      assert.deepEqual(await heads(other.db, {}), [{ sequence: 7 }]);
    });

    test('a newer version adds a column while we run: each question goes on, by itself, in a transaction, bound', async () => {
      const store = await open();
      const heads = prepared((reader) => reader.selectFrom('audit_head').selectAll());
      const bound = store.forBanks({ banks: ['9000'], office: '0000', serves: '9000' });
      const ways = {
        alone: () => heads(store.db, {}),
        transaction: () => store.transaction((tx) => heads(tx, {})),
        bound: () => heads(bound.db, {}),
        bound_transaction: () => bound.transaction((tx) => heads(tx, {})),
      };
      const many = Array.from({ length: 20 }, () => 0);
      for (const [way, ask] of Object.entries(ways)) {
        // On all connections that there are.
        await Promise.all(many.map(ask));
        await sql.raw(`alter table audit_head add column later_${way} integer`).execute(store.db);
        const rows = (await Promise.all(many.map(ask))).flat();
        assert.equal(rows.length, many.length, way);
        for (const row of rows) assert.ok(`later_${way}` in row, way);
      }
    });

    test('rows travel unchanged: none, one, many; empty, null, quotes, every octet', async () => {
      const { db } = await open();
      type Row = { name: string | null; first: Uint8Array; count: number; second: Uint8Array | null };
      const kinds: ColumnKinds<Row> = { name: 'text', first: 'bytes', count: 'integer', second: 'bytes' };
      const back = prepared((reader, packed: PackedRows) =>
        reader.selectFrom(rowSet(reader, kinds, packed)).selectAll(),
      );
      const octets = Uint8Array.from({ length: 256 }, (_, octet) => octet);
      const rows: Row[] = [
        { name: `"'\\;--\n株式会社😀`, first: octets, count: 2 ** 50, second: Uint8Array.of(0) },
        { name: null, first: new Uint8Array(), count: -1, second: null },
        { name: '', first: Uint8Array.of(255), count: 0, second: octets.subarray(3, 9) },
      ];
      for (const some of [[], rows.slice(0, 1), rows]) {
        const got = await back(db, packRows(kinds, some));
        assert.deepEqual(
          got.map((row) => ({
            ...row,
            first: Uint8Array.from(row.first),
            second: row.second && Uint8Array.from(row.second),
          })),
          some.map((row) => ({ ...row, second: row.second && Uint8Array.from(row.second) })),
        );
      }
    });
  });
});
