// Every test of the store and every journey on both databases, each in one of its own.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Client } from 'pg';
import { openStore, type Store, type StoreLocation } from '../../src/store/store.ts';
import { OWNER } from './postgres.ts';

export interface TestDatabase {
  /** Opens a fresh, empty database. */
  open: () => Promise<Store>;
  /** A fresh, empty database that is not open yet: for who opens it more than once, or elsewhere. */
  fresh: () => Promise<StoreLocation>;
}

/** `npm test` starts a cluster and says here where it is. */
const CLUSTER = process.env['WARIFU_TEST_POSTGRES'];

/** A database with all its tables and nothing in them, of which `open` copies: three times as fast as making them. */
const TEMPLATE = 'warifu_template';

/** Makes the template, once for a cluster. */
export async function makeTemplate(cluster: string): Promise<void> {
  await administer(`create database ${TEMPLATE} owner ${OWNER}`, cluster);
  const store = await openStore(locationOf(TEMPLATE, cluster));
  await store.close();
}

let made = 0;

/**
 * Runs the suite once with SQLite and once with PostgreSQL. What it opened is closed, and what it made is removed,
 * when the file is done.
 */
export function eachDatabase(
  suite: (name: 'SQLite' | 'PostgreSQL', open: TestDatabase['open'], database: TestDatabase) => void,
): void {
  const stores: Store[] = [];
  const removals: (() => Promise<unknown>)[] = [];

  const run = (name: 'SQLite' | 'PostgreSQL', fresh: TestDatabase['fresh'], migrated = fresh): void => {
    const open = async () => {
      const store = await openStore(await migrated());
      stores.push(store);
      return store;
    };
    suite(name, open, { open, fresh });
  };

  run('SQLite', async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'warifu-data-'));
    removals.push(() => rm(dataFolder, { recursive: true, force: true }));
    return { dataFolder };
  });

  if (CLUSTER === undefined) {
    test('on PostgreSQL', { skip: 'npm test starts one; WARIFU_TEST_POSTGRES names it' });
  } else {
    const make = async (template: string) => {
      const name = `warifu_${process.pid}_${++made}`;
      await administer(`create database ${name} template ${template} owner ${OWNER}`, CLUSTER);
      removals.push(() => administer(`drop database ${name} with (force)`, CLUSTER));
      return locationOf(name, CLUSTER);
    };
    run(
      'PostgreSQL',
      () => make('template1'),
      () => make(TEMPLATE),
    );
  }

  after(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await Promise.all(removals.map((remove) => remove()));
  });
}

function locationOf(database: string, cluster: string) {
  const url = new URL(cluster);
  url.pathname = `/${database}`;
  url.username = OWNER;
  return { databaseUrl: url.href };
}

async function administer(statement: string, cluster: string): Promise<void> {
  const client = new Client({ connectionString: cluster });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
