// Row-level security: bound to one bank, no statement reaches another bank's row, in any table that there is. The tables
// are taken from the schema, so that a new one without a policy fails here.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { eachDatabase } from '../../test/world/databases.ts';
import { settingOf } from './binding.ts';
import type { Reader, Store } from './database.ts';
import { OF_NO_BANK, PARENTS } from './migrations/row-security.ts';
import { openStore } from './store.ts';

const OURS = '9000';
const THEIRS = '9001';
const OFFICE = '0000';
/** Whose rows there are: of two banks, and of the office for officers of each. */
const WHOSE = [OURS, THEIRS, `${OFFICE}/${OURS}`, `${OFFICE}/${THEIRS}`] as const;

const isOwner = (parent: string | null) => PARENTS.some((one) => one === parent);

interface Column {
  readonly name: string;
  readonly type: string;
  /** The table that it is a key of. */
  readonly parent: string | null;
}

eachDatabase((name, open, { fresh }) => {
  if (name !== 'PostgreSQL') return;
  describe('row-level security on PostgreSQL', () => {
    let store: Store;
    let bound: Store;
    let tables: Map<string, Column[]>;
    let ofBanks: string[];
    before(async () => {
      store = await open();
      bound = store.forBanks({ banks: [OURS], office: OFFICE, serves: OURS });
      tables = await readTables(store.db);
      ofBanks = [...tables.keys()].filter((table) => !OF_NO_BANK.includes(table));
      await dropConstraints(store.db);
      for (const table of ofBanks) for (const whose of owners(table)) await insertRow(store, table, whose);
    });

    /** A row that has neither contract nor holder is a bank's, never an officer's. */
    const owners = (table: string): readonly string[] => {
      const columns = tables.get(table) ?? [];
      const personal = columns.some(
        ({ name: column, parent }) => column === 'contract_id' || isOwner(parent),
      );
      return personal ? WHOSE : WHOSE.slice(0, 2);
    };
    const insertRow = (into: Store, table: string, whose: string, mark = '') => {
      const columns = tables.get(table) ?? [];
      const values = columns.map((column) => valueFor(table, column, whose, mark));
      return into.transaction((tx) =>
        sql`insert into ${sql.ref(table)} (${sql.join(columns.map((one) => sql.ref(one.name)))})
          values (${sql.join(values)})`.execute(tx),
      );
    };
    /** Whose rows are seen, by the key or the mark that each has. */
    const seen = async (db: Reader, table: string): Promise<string[]> => {
      const { rows } = await sql<{ all: string }>`select r::text as all from ${sql.ref(table)} r`.execute(db);
      return rows.map(({ all }) => /~([\d/]+)~/.exec(all)?.[1] ?? /\b900\d\b/.exec(all)?.[0] ?? '?').sort();
    };

    test('there are tables, and the role that the tests use is bound by policies', async () => {
      assert.ok(ofBanks.length > 20, String(ofBanks.length));
      for (const table of OF_NO_BANK) assert.ok(tables.has(table), `${table} is named and not there`);
      assert.equal(await store.bypassesRowSecurity(), false);
    });

    test('a superuser is above all policies, and is known to be', async () => {
      const location = await fresh();
      assert.ok('databaseUrl' in location);
      const url = new URL(location.databaseUrl);
      url.username = new URL(process.env.WARIFU_TEST_POSTGRES ?? '').username;
      const above = await openStore({ databaseUrl: url.href });
      try {
        assert.equal(await above.bypassesRowSecurity(), true);
      } finally {
        await above.close();
      }
    });

    test('every table of banks: nothing of theirs is read, changed, removed or put there', async () => {
      for (const table of ofBanks) {
        const all = [...owners(table)].sort();
        const mine = all.filter((whose) => whose.endsWith(OURS));
        assert.deepEqual(await seen(store.db, table), all, `${table}, unbound`);
        assert.deepEqual(await seen(bound.db, table), mine, `${table}, bound`);
        const within = await bound.transaction((tx) => seen(tx, table));
        assert.deepEqual(within, mine, `${table}, bound in a transaction`);
        for (const whose of all.filter((one) => one.endsWith(THEIRS))) {
          const put = insertRow(bound, table, whose, 'x');
          await assert.rejects(put, /row-level security/, `${table}, a row of ${whose} put there`);
        }
      }
      assert.equal(
        await store.db
          .selectFrom('contract')
          .select('id')
          .execute()
          .then((rows) => rows.length),
        4,
      );
    });

    test('an update or a removal without a bank touches the own rows only', async () => {
      for (const [table, set] of [
        ['contract', { company_name: 'changed' }],
        ['certificate', { subject: 'changed' }],
        ['holder', { name: 'changed' }],
        ['secret', { hash: 'changed' }],
        ['customer_card', { cells: 'changed' }],
      ] as const) {
        const { numUpdatedRows } = await bound.transaction((tx) =>
          tx
            .updateTable(table)
            .set(set as object)
            .executeTakeFirstOrThrow(),
        );
        assert.equal(numUpdatedRows, 2n, table);
      }
      const { numDeletedRows } = await bound.transaction((tx) =>
        tx.deleteFrom('logon').executeTakeFirstOrThrow(),
      );
      assert.equal(numDeletedRows, 2n);
      assert.equal((await seen(store.db, 'logon')).length, 2);
    });

    test('moving a row to another bank is refused', async () => {
      const move = bound.transaction((tx) =>
        tx.updateTable('contract').set({ bank_code: THEIRS }).where('bank_code', '=', OURS).execute(),
      );
      await assert.rejects(move, /row-level security/);
    });

    test('the binding ends with its statement: nothing stays on a connection', async () => {
      const others = store.forBanks({ banks: [THEIRS], office: OFFICE, serves: THEIRS });
      const counts = await Promise.all(
        Array.from({ length: 60 }, async (_, turn) => {
          const db = [store.db, bound.db, others.db][turn % 3] ?? store.db;
          const rows = await db.selectFrom('contract').select('bank_code').execute();
          return `${turn % 3}: ${rows.map((row) => row.bank_code).sort()}`;
        }),
      );
      assert.deepEqual([...new Set(counts)].sort(), [
        `0: ${[OFFICE, OFFICE, OURS, THEIRS]}`,
        `1: ${[OFFICE, OURS]}`,
        `2: ${[OFFICE, THEIRS]}`,
      ]);
    });

    test('after an error the connection is good again, and bound to nothing', async () => {
      await assert.rejects(sql`select 1 / 0`.execute(bound.db), /division by zero/);
      const failed = bound.transaction(async () => {
        throw new Error('no');
      });
      await assert.rejects(failed, /^Error: no$/);
      assert.equal((await store.db.selectFrom('contract').select('id').execute()).length, 4);
    });

    test('a statement outside of a transaction only reads', async () => {
      const written = bound.db.updateTable('contract').set({ company_name: 'x' }).execute();
      await assert.rejects(written, /read-only transaction/);
    });

    test('officers of the certification authority see the banks that they serve and the whole office', async () => {
      const ca = store.forBanks({ banks: [OURS, THEIRS], office: OFFICE, serves: OFFICE });
      // A record of nobody's, such as an alarm over all banks.
      const nobodys = (db: Reader) =>
        db.selectFrom('audit').select('sequence').where('bank_code', 'is', null).execute();
      await insertRow(store, 'audit', 'nobody');
      const seenBy = [store, ca, bound].map(async ({ db }) => (await nobodys(db)).length);
      assert.deepEqual(await Promise.all(seenBy), [1, 1, 0]);
      assert.equal((await ca.db.selectFrom('contract').select('id').execute()).length, 4);
    });
  });
});

describe('what a binding is written as', () => {
  for (const [title, banks, serves, setting] of [
    ['a bank and its officers', [OURS], OURS, '0000/9000,9000'],
    ['all banks, the office and what is nobody’s', [OURS, THEIRS], OFFICE, '-,0000,9000,9001'],
    ['an officer whose bank is served no more sees the own colleagues only', [], OURS, '0000/9000'],
  ] as const) {
    test(title, () => assert.equal(settingOf({ banks, office: OFFICE, serves }), setting));
  }
  for (const code of ["9000'", '', '90000', '*']) {
    test(`no code: ${JSON.stringify(code)}`, () =>
      assert.throws(() => settingOf({ banks: [code], office: OFFICE, serves: OURS }), /not codes of banks/));
  }
});

/** Rows here are of no use to anybody: what they must be like elsewhere does not matter. */
async function dropConstraints(db: Reader): Promise<void> {
  const { rows } = await sql<{ table: string; name: string }>`
    select c.relname as table, k.conname as name from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype in ('c', 'f') and c.relnamespace = current_schema()::regnamespace`.execute(db);
  for (const { table, name } of rows) {
    await sql`alter table ${sql.ref(table)} drop constraint ${sql.ref(name)}`.execute(db);
  }
}

async function readTables(db: Reader): Promise<Map<string, Column[]>> {
  const { rows } = await sql<Column & { table: string }>`
    select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type,
      (select p.relname from pg_constraint k join pg_class p on p.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.conkey[1] = a.attnum limit 1) as parent
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace order by 1, a.attnum`.execute(
    db,
  );
  return Map.groupBy(rows, ({ table }) => table);
}

let made = 0;

/** Rows of one owner name each other: `~9000~` stands for the row of 9000 in whatever table is meant. */
function valueFor(table: string, { name, type, parent }: Column, whose: string, mark: string): unknown {
  const [code = '', serves] = whose.split('/');
  made += 1;
  if (name === 'bank_code') return whose === 'nobody' ? null : code;
  if (name === 'contract_id') return serves ?? `contract~${whose}~`;
  if (name === 'id' || (table === 'officer' && name === 'holder')) return `~${whose}~${mark}`;
  if (parent !== null) return `~${whose}~`;
  if (type === 'bigint') return made;
  return type === 'bytea' ? new Uint8Array() : `${name}~${whose}~${made}`;
}
