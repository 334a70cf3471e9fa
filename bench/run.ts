// `npm run bench`: measures and prints one table (docs/benchmarks.md). Words after `npm run bench --` choose among
// signing, issuing, ocsp, persons, searching, importing, revoking, peers, saturating, starting. Nothing is written but to folders
// that are removed at the end.

import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openStore, type StoreLocation } from '../src/store/store.ts';
import { makeWorld, type World } from '../test/world/deployment.ts';
import { findPostgres, OWNER, startPostgres } from '../test/world/postgres.ts';
import { measureImporting } from './importing.ts';
import { measureIssuing } from './issuing.ts';
import { measureOcsp, measureOcspBesidePeers } from './ocsp.ts';
import { measureIssuingPeers, measureOpensslCa } from './peers/issuing.ts';
import { measurePersons } from './persons.ts';
import { measureRevoking } from './revoking.ts';
import { measureSaturating } from './saturating.ts';
import { measureSearching } from './searching.ts';
import { measureSigning } from './signing.ts';
import { measureStarting } from './starting.ts';
import { type Figure, formatTable } from './table.ts';

const MEASURES: Readonly<Record<string, (folder: string) => Promise<Figure[]>>> = {
  signing: (folder) => inWorld(folder, measureSigning),
  issuing: async (folder) => [
    ...(await measureIssuing('SQLite', { dataFolder: folder })),
    ...(await onPostgres('issuing', (location) => measureIssuing('PostgreSQL', location))),
  ],
  ocsp: (folder) => inWorld(folder, measureOcsp),
  persons: (folder) => inWorld(folder, measurePersons),
  searching: async (folder) => [
    ...(await measureSearching('SQLite', { dataFolder: folder })),
    ...(await onPostgres('searching', (location) => measureSearching('PostgreSQL', location))),
  ],
  importing: measureImporting,
  revoking: measureRevoking,
  peers: async (folder) => [
    ...(await measureIssuingPeers(join(folder, 'sqlite'), { dataFolder: join(folder, 'data') }, 'SQLite')),
    ...(await onPostgres('issuing', (location) =>
      measureIssuingPeers(join(folder, 'postgres'), location, 'PostgreSQL'),
    )),
    await measureOpensslCa(join(folder, 'openssl')),
    ...(await inWorld(folder, (world) => measureOcspBesidePeers(folder, world))),
  ],
  saturating: measureSaturating,
  starting: measureStarting,
};

async function inWorld(dataFolder: string, measure: (world: World) => Promise<Figure[]>): Promise<Figure[]> {
  const store = await openStore({ dataFolder });
  const world = await makeWorld(store);
  try {
    return await measure(world);
  } finally {
    await store.close();
    await world.dispose();
  }
}

/** A database of an ordinary user, as in production: a superuser is above the policies of the rows. */
async function ordinaryDatabase(cluster: string): Promise<string> {
  const client = new Client({ connectionString: cluster });
  await client.connect();
  await client.query(`create database warifu owner ${OWNER}`).finally(() => client.end());
  const url = new URL(cluster);
  url.username = OWNER;
  url.pathname = '/warifu';
  return url.href;
}

async function onPostgres(
  what: string,
  measure: (location: StoreLocation) => Promise<Figure[]>,
): Promise<Figure[]> {
  const programs = findPostgres();
  if (programs === undefined) return [{ what: `${what}, PostgreSQL`, value: 'PostgreSQL is not installed' }];
  // Tables grow here in seconds to what takes days: it looks at them as often as that is, not once a minute.
  const cluster = await startPostgres(programs, { autovacuum_naptime: '1s' });
  try {
    return await measure({ databaseUrl: await ordinaryDatabase(cluster.url) });
  } finally {
    await cluster.stop();
  }
}

async function main(words: readonly string[]): Promise<void> {
  const unknown = words.find((word) => !Object.hasOwn(MEASURES, word));
  if (unknown !== undefined) {
    throw new Error(`no measure ${unknown}: there are ${Object.keys(MEASURES).join(', ')}`);
  }
  const figures: Figure[] = [];
  const load = loadavg()[0] ?? 0;
  for (const [name, measure] of Object.entries(MEASURES)) {
    if (words.length > 0 && !words.includes(name)) continue;
    process.stderr.write(`${name} …\n`);
    const folder = await mkdtemp(join(tmpdir(), 'warifu-bench-'));
    try {
      figures.push(...(await measure(folder)));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.versions.node}`;
  const busy = load > 0.5 ? `; busy before it began (load ${load.toFixed(1)}): do not trust these` : '';
  console.log(`${formatTable(figures)}\n\n${machine}${busy}`);
}

await main(process.argv.slice(2));
