// Revoking when 10, 10,000 and 1,000,000 certificates are revoked already, and the lists of all of them: against
// `openssl ca -gencrl` with the same in its index. The lists are made in a process of their own, whose memory is told.

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Selectable } from 'kysely';
import { isRefusal } from '../src/domain/refusal.ts';
import { revokeBySerialNumber } from '../src/procedures/certificates/revoke-certificate.ts';
import { type ColumnKinds, packRows, rowSet } from '../src/store/row-set.ts';
import { openStore } from '../src/store/store.ts';
import type { Tables } from '../src/store/tables.ts';
import { makeProvenWays } from '../test/faults/proven-ways.ts';
import { issuingOf } from '../test/world/authorities.ts';
import { caller, makeWorld, type World } from '../test/world/deployment.ts';
import { makeOpensslAuthority } from './peers/openssl-authority.ts';
import { isInstalled } from './peers/program.ts';
import { median, secondsOf } from './rounds.ts';
import type { Figure } from './table.ts';

const SIZES = [10, 10_000, 1_000_000] as const;
const MOST = 1_000_000;
const TIMES = 200;
const ROUNDS = 3;
const STEP = 5_000;
const MONTH_MS = 30 * 24 * 60 * 60 * 1000;
const LIFETIME_MS = 12 * MONTH_MS;
const AIM_FASTER = 20;
const AIM_MB = 300;
/** Among many it may take this much of what it takes among the fewest; a disk is not still. */
const AIM_FLAT = 1.5;

/** What revoking-lists.ts is to do. */
export interface ListsJob {
  readonly dataFolder: string;
  readonly keyFolder: string;
  readonly now: number;
  /** Certificates that are good: before each round one of them is revoked. */
  readonly serialNumbers: readonly string[];
}

/** What the process that makes the lists says of itself; the signer is a process of its own. */
export interface ListsMade {
  /** All lists, as each hour; their octets. */
  readonly hourly: Cost & { readonly octets: number };
  /** Those that one revocation changes: the full list, its delta and a shard. */
  readonly rounds: readonly Cost[];
  readonly peakMB: number;
  readonly signerPeakMB: number;
}

export interface Cost {
  readonly seconds: number;
  /** Seconds that all processes worked, which does not depend on who else has the machine. */
  readonly worked: number;
  /** The longest that anything else in the process waited for its turn. */
  readonly blockedMs: number;
}

export async function measureRevoking(folder: string): Promise<Figure[]> {
  const dataFolder = join(folder, 'data');
  const store = await openStore({ dataFolder });
  const world = await makeWorld(store);
  const figures: Figure[] = [];
  try {
    // Each that is revoked in the measure belongs to a holder of its own; all that were revoked before, to one.
    await makeProvenWays(store, 1 + SIZES.length * TIMES + ROUNDS, world.now());
    const [before = '', ...holders] = (await store.db.selectFrom('holder').select('id').execute()).map(
      ({ id }) => id,
    );
    const medians: number[] = [];
    let filled = 0;
    let serial = 0;
    for (const size of SIZES) {
      for (; filled < size; filled += Math.min(STEP, size - filled)) {
        const holder = Array(Math.min(STEP, size - filled)).fill(before);
        await insertCertificates(world, holder, MOST + filled, true);
      }
      await insertCertificates(world, holders.slice(serial, serial + TIMES), serial, false);
      const seconds: number[] = [];
      for (let time = 0; time < TIMES; time += 1, serial += 1) {
        seconds.push(await secondsOf(() => revoke(world, serialOf(serial))));
      }
      medians.push(median(seconds));
      const what = `revoking when ${size.toLocaleString('en')} are revoked, SQLite`;
      figures.push({ what, value: `${(median(seconds) * 1000).toFixed(2)} ms` });
    }
    await insertCertificates(world, holders.slice(serial, serial + ROUNDS), serial, false);
    const [fewest = Number.NaN, ...more] = medians;
    const growth = Math.max(...more) / fewest;
    const value = `${growth.toFixed(2)} × of the fewest`;
    figures.push({ what: 'revoking, flat', value, aim: `≤ ${AIM_FLAT} ×`, held: growth <= AIM_FLAT });
  } finally {
    await store.close();
  }
  const serialNumbers = Array.from({ length: ROUNDS }, (_, round) => serialOf(SIZES.length * TIMES + round));
  const { keyFolder } = world;
  figures.push(...(await measureLists(folder, { dataFolder, keyFolder, now: world.now(), serialNumbers })));
  await world.dispose();
  return figures;
}

async function measureLists(folder: string, job: ListsJob): Promise<Figure[]> {
  const program = join(import.meta.dirname, 'revoking-lists.ts');
  const said = execFileSync(process.execPath, [program, JSON.stringify(job)], { encoding: 'utf8' });
  const { hourly, rounds, peakMB, signerPeakMB } = JSON.parse(said) as ListsMade;
  const worked = median(rounds.map((round) => round.worked));
  const entries = MOST.toLocaleString('en');
  const what = `list of ${entries}, its delta and a shard, after a revocation`;
  const value = `${worked.toFixed(2)} s of a core`;
  const seconds = median(rounds.map((round) => round.seconds));
  const blocked = Math.max(hourly.blockedMs, ...rounds.map((round) => round.blockedMs));
  const others = [
    { what: 'the same by the clock', value: `${seconds.toFixed(2)} s` },
    {
      what: `full list and 16 shards of ${entries}, each hour`,
      value: `${hourly.worked.toFixed(2)} s of a core for ${(hourly.octets / 2 ** 20).toFixed(0)} MB`,
    },
    { what: 'others wait meanwhile, at most', value: `${blocked.toFixed(0)} ms` },
    {
      what: 'memory of the process that makes them, at most',
      value: `${peakMB.toFixed(0)} MB`,
      against: `and its signer ${signerPeakMB.toFixed(0)} MB`,
      aim: `< ${AIM_MB} MB`,
      held: peakMB < AIM_MB,
    },
  ];
  if (!isInstalled('openssl')) return [{ what, value, against: 'openssl is not installed' }, ...others];
  const own = join(folder, 'openssl');
  await mkdir(own);
  await makeOpensslAuthority(own, { certificates: 0, revoked: true });
  // The same certificates as here, in the order of their issue, which is that of their serial numbers.
  const same = await opensslSeconds(own, serialOf, job.now);
  const random = await opensslSeconds(own, (n) => shuffled(n) + serialOf(n).slice(8), job.now);
  return [
    {
      ...{ what, value, against: `openssl ca -gencrl, the list alone ${same.toFixed(1)} s` },
      ...{ ratio: same / worked, aim: `≥ ${AIM_FASTER} ×`, held: same / worked >= AIM_FASTER },
    },
    {
      ...{ what: 'the same', value, against: `with serial numbers in no order ${random.toFixed(1)} s` },
      ratio: random / worked,
    },
    ...others,
  ];
}

/** What `openssl ca -gencrl` works for a list of these. */
async function opensslSeconds(folder: string, serial: (n: number) => string, now: number): Promise<number> {
  const z = (at: number) => `${new Date(at).toISOString().replaceAll(/[-:T]/g, '').slice(2, 14)}Z`;
  const end = z(now + LIFETIME_MS);
  const index = createWriteStream(join(folder, 'index.txt'));
  for (let n = 0; n < MOST; n += STEP) {
    const lines = Array.from({ length: STEP }, (_, index) => {
      const { at, reason } = revocationOf(MOST + n + index, now);
      return `R\t${end}\t${z(at)},${reason}\t${serial(MOST + n + index).toUpperCase()}\tunknown\t/CN=bench\n`;
    });
    if (!index.write(lines.join(''))) await once(index, 'drain');
  }
  index.end();
  await finished(index);
  const command = 'openssl ca -config openssl.cnf -gencrl -out list.pem 2>/dev/null && times';
  const said = execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
  // Of the shell, and of what it has run: minutes and seconds, of its own and of the system for it.
  const [, ofChildren = ''] = said.split('\n');
  return [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}

async function revoke(world: World, serialNumber: string): Promise<void> {
  const input = { bankCode: '9000', serialNumber, reason: 'keyCompromise' } as const;
  const done = await revokeBySerialNumber(world, input, caller());
  if (isRefusal(done) || done.revoked.length !== 1) throw new Error(`${serialNumber} was not revoked`);
}

/** Four octets in no order, each time the same. */
const shuffled = (n: number): string => ((n * 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');

/** As ours are: a time that rises, and twelve octets that spread over the shards, each time the same. */
const serialOf = (n: number): string => {
  const spread = (BigInt(n) * 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn;
  return `${(0x40000000 + n * 60).toString(16)}${shuffled(n ^ 0x5a5a5a)}${spread.toString(16).padStart(16, '0')}`;
};

const REASONS = ['keyCompromise', 'superseded', 'cessationOfOperation', 'affiliationChanged'] as const;

/** Within a month, not in the order of their issue. */
function revocationOf(n: number, now: number) {
  const at = now - 1_000 - ((n * 0x9e3779b1) % MONTH_MS);
  return { at, reason: REASONS[n % REASONS.length] ?? REASONS[0] };
}

type Row = Selectable<Tables['certificate']>;

const KINDS: ColumnKinds<Omit<Row, 'announced_days' | 'tbs'>> = {
  serial_number: 'text',
  issuer: 'text',
  holder: 'text',
  bank_code: 'text',
  subject: 'text',
  spki_sha256: 'text',
  ticket: 'text',
  not_before: 'integer',
  not_after: 'integer',
  planned_at: 'integer',
  certificate: 'bytes',
  fingerprint: 'text',
  signed_at: 'integer',
  first_logon_at: 'integer',
  revoked_at: 'integer',
  revocation_reason: 'text',
  way: 'text',
  address: 'text',
  approval: 'text',
};

async function insertCertificates(
  world: World,
  /** One for each. */
  holders: readonly string[],
  first: number,
  revoked: boolean,
): Promise<void> {
  const now = world.now();
  const octets = new Uint8Array([0x30, 0x00]);
  const rows = holders.map((holder, index): Omit<Row, 'announced_days' | 'tbs'> => {
    const serial = serialOf(first + index);
    const { at, reason } = revocationOf(first + index, now);
    return {
      ...{
        serial_number: serial,
        issuer: issuingOf(world.ca).id,
        holder,
        bank_code: '9000',
        subject: 'CN=bench',
      },
      ...{ spki_sha256: `k${serial}`, ticket: `t${serial}`, not_before: now, not_after: now + LIFETIME_MS },
      ...{ planned_at: now, certificate: octets, fingerprint: `f${serial}`, signed_at: now },
      ...{ first_logon_at: now, way: 'enrolment', address: '192.0.2.7', approval: 'none' },
      revoked_at: revoked ? at : null,
      revocation_reason: revoked ? reason : null,
    };
  });
  const names = Object.keys(KINDS) as (keyof typeof KINDS)[];
  await world.store.transaction(async (tx) => {
    await tx
      .insertInto('certificate')
      .columns(names)
      .expression(tx.selectFrom(rowSet(tx, KINDS, packRows(KINDS, rows))).select(names))
      .execute();
  });
}
