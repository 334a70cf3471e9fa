// Opening, migrating, transactions, and what an operator is told when it cannot be.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { eachDatabase } from '../../test/world/databases.ts';
import { deed, insertHolders, NOON } from './fixtures/rows.ts';
import { verifyAudit } from './read/audit.ts';
import { openStore, readStore, type StoreLocation } from './store.ts';
import { appendAudit } from './write/audit.ts';

const run = promisify(execFile);

eachDatabase((name, open, { fresh }) => {
  describe(`the store on ${name}`, () => {
    test('what was written is there after closing and opening, and migrations run once', async () => {
      const location = await fresh();
      for (const records of [1, 2]) {
        const store = await openStore(location);
        await store.transaction((tx) => appendAudit(tx, [deed('opened')]));
        assert.equal((await verifyAudit(store.db)).records, records);
        await store.close();
        await store.close();
      }
    });

    test('a database of a newer Warifu is refused and left as it is', async () => {
      const location = await fresh();
      const store = await openStore(location);
      await sql`insert into migration (name, at) values ('9999-later', 1)`.execute(store.db);
      await store.close();
      await assert.rejects(openStore(location), {
        name: 'StoreError',
        code: 'database-newer',
        message: /9999-later/,
      });
    });

    test('all of a transaction or nothing, and what it throws comes out', async () => {
      const store = await open();
      await insertHolders(store, 1);
      const error = new TypeError('mine');
      const work = store.transaction(async (tx) => {
        await tx.updateTable('contract').set({ company_name: 'half' }).execute();
        throw error;
      });
      await assert.rejects(work, (thrown) => thrown === error);
      const [contract] = await store.db.selectFrom('contract').select('company_name').execute();
      assert.equal(contract?.company_name, '見本商事');
    });

    test('a statement that fails takes its transaction with it', async () => {
      const store = await open();
      await insertHolders(store, 1);
      const twice = store.transaction(async (tx) => {
        await tx.updateTable('contract').set({ company_name: 'half' }).execute();
        await tx.insertInto('deployment').values({ name: 'a', value: '1' }).execute();
        await tx.insertInto('deployment').values({ name: 'a', value: '2' }).execute();
      });
      await assert.rejects(twice, /unique/i);
      assert.deepEqual(await store.db.selectFrom('deployment').selectAll().execute(), []);
      const [contract] = await store.db.selectFrom('contract').select('company_name').execute();
      assert.equal(contract?.company_name, '見本商事');
    });

    test('nobody sees the inside of a transaction, and readers come through beside many', async () => {
      const store = await open();
      await insertHolders(store, 1);
      const writing = Array.from({ length: 50 }, (_, n) =>
        store.transaction(async (tx) => {
          await tx
            .updateTable('contract')
            .set({ company_name: `half ${n}` })
            .execute();
          await tx
            .updateTable('contract')
            .set({ company_name: `whole ${n}` })
            .execute();
        }),
      );
      const reading = Array.from({ length: 50 }, async () => {
        const [contract] = await store.db.selectFrom('contract').select('company_name').execute();
        assert.match(contract?.company_name ?? '', /^(見本商事|whole \d+)$/);
      });
      await Promise.all([...writing, ...reading]);
    });

    test('rows read the same on both: plain objects, numbers, bytes', async () => {
      const store = await open();
      await insertHolders(store, 1);
      const row = await store.db
        .selectFrom('certification_authority')
        .select(['not_before', 'subject_der', ({ fn }) => fn.countAll<number>().over().as('count')])
        .executeTakeFirst();
      assert.deepEqual(row, { not_before: NOON, subject_der: Uint8Array.of(0x30, 0), count: 1 });
    });

    const impossible: readonly [string, string, RegExp][] = [
      [
        'a second contract of the same id',
        'insert into contract (id, bank_code, contract_id, company_name, mail, language, state, acquisition_from, created_at, updated_at) select $, bank_code, contract_id, company_name, mail, language, state, acquisition_from, created_at, updated_at from contract',
        /unique/i,
      ],
      [
        'a second administrator of a contract',
        "insert into holder (id, contract, role, user_id, subject, created_at) values ($, 'c', 'administrator', '', 'x', 1)",
        /unique/i,
      ],
      [
        'an administrator with a user id',
        "insert into holder (id, contract, role, user_id, subject, created_at) values ($, 'c', 'administrator', 'x', 'x', 1)",
        /check/i,
      ],
      [
        'a holder of no contract',
        "insert into holder (id, contract, role, user_id, subject, created_at) values ($, 'none', 'user', 'x', 'x', 1)",
        /foreign key/i,
      ],
      ['two holders of one name', "update holder set subject = 'same'", /unique/i],
      [
        'a second active card',
        "insert into customer_card (id, contract, card_number, kind, state, cells, created_at) values ($, 'c', '1', 'table', 'active', '{}', 1), ('y', 'c', '2', 'table', 'active', '{}', 1)",
        /unique/i,
      ],
      ['a text among numbers', "update contract set created_at = 'noon'", /cannot store|invalid input/i],
      ['an unknown state', "update contract set state = 'lost'", /check/i],
    ];
    for (const [what, statement, message] of impossible) {
      test(`refused: ${what}`, async () => {
        const store = await open();
        await insertHolders(store, 2);
        const text = statement.replace('$', "'x'");
        await assert.rejects(sql.raw(text).execute(store.db), message);
      });
    }

    test('four processes that start together on an empty database', { skip: name === 'SQLite' }, async () => {
      const location = await fresh();
      const outcomes = await Promise.all(Array.from({ length: 4 }, () => openElsewhere(location)));
      assert.deepEqual(outcomes, ['open', 'open', 'open', 'open']);
    });

    test('to be read it must be there: nothing is made for it', async () => {
      const location = await fresh();
      const read = () => readStore(location, (db) => db.selectFrom('contract').selectAll().execute());
      await assert.rejects(read(), { code: 'absent' });
      await assert.rejects(read(), { code: 'absent' });
    });

    test('a second process on the same folder is refused', { skip: name === 'PostgreSQL' }, async () => {
      const location = await fresh();
      const store = await openStore(location);
      assert.match(await openElsewhere(location), /^already-open: .*in use by another Warifu process/);
      await assert.rejects(openStore(location), { code: 'already-open' });
      await store.transaction((tx) => appendAudit(tx, [deed('still here')]));
      await store.close();
      assert.equal(await openElsewhere(location), 'open');
    });
  });
});

/** Opens and closes the store in another process, and says how it went. */
async function openElsewhere(location: StoreLocation): Promise<string> {
  const program = `
    import { openStore } from ${JSON.stringify(new URL('./store.ts', import.meta.url).href)};
    try {
      const store = await openStore(${JSON.stringify(location)});
      await store.close();
      console.log('open');
    } catch (error) {
      console.log(error.code + ': ' + error.message);
    }`;
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '--eval', program]);
  assert.equal(stderr, '', 'no warning of an experiment');
  return stdout.trim();
}

describe('a place that cannot be used', () => {
  const places: readonly [string, StoreLocation, string, RegExp][] = [
    [
      'a folder nobody may make',
      { dataFolder: '/proc/warifu/data' },
      'folder-not-writable',
      /\/proc\/warifu/,
    ],
    [
      'a file where the folder should be',
      { dataFolder: '/etc/passwd/data' },
      'folder-not-writable',
      /WARIFU_DATA/,
    ],
    [
      'a database that is not there',
      { databaseUrl: 'postgresql://warifu:canary@127.0.0.1:1/warifu' },
      'database-unreachable',
      /127\.0\.0\.1:1\/warifu cannot be reached.*DATABASE_URL/,
    ],
  ];
  for (const [what, location, code, message] of places) {
    test(what, async () => {
      await assert.rejects(openStore(location), (error: Error & { code?: string }) => {
        assert.deepEqual([error.name, error.code], ['StoreError', code]);
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /canary/);
        return true;
      });
    });
  }

  test('a file that is no database is not written over', async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'warifu-data-'));
    await writeFile(join(dataFolder, 'warifu.db'), 'not a database, but dear to somebody'.repeat(100));
    await assert.rejects(openStore({ dataFolder }), { code: 'database-damaged' });
    assert.equal((await stat(join(dataFolder, 'warifu.db'))).size, 3_600);
    await rm(dataFolder, { recursive: true });
  });

  test('the database can be read by this user only', async () => {
    const dataFolder = join(await mkdtemp(join(tmpdir(), 'warifu-data-')), 'made', 'here');
    const store = await openStore({ dataFolder });
    for (const file of ['warifu.db', 'warifu.db-wal']) {
      assert.equal((await stat(join(dataFolder, file))).mode & 0o077, 0, file);
    }
    await store.close();
    await rm(join(dataFolder, '..', '..'), { recursive: true });
  });
});

describe('a full disk', () => {
  test('SQLite: told so, nothing half written, and it goes on when there is room', async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'warifu-data-'));
    const store = await openStore({ dataFolder });
    const appendMuch = () =>
      store.transaction((tx) =>
        appendAudit(
          tx,
          Array.from({ length: 200 }, () => deed('x', { details: { filling: 'x'.repeat(1_000) } })),
        ),
      );
    await appendMuch();
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(store.db);
    await sql.raw(`pragma max_page_count = ${rows[0]?.page_count}`).execute(store.db);
    await assert.rejects(appendMuch(), { name: 'StoreError', code: 'disk-full' });
    const verdict = await verifyAudit(store.db);
    assert.deepEqual([verdict.records, verdict.firstFault], [200, undefined]);
    await sql`pragma max_page_count = 100000`.execute(store.db);
    await appendMuch();
    assert.equal((await verifyAudit(store.db)).records, 400);
    await store.close();
    await rm(dataFolder, { recursive: true });
  });
});
