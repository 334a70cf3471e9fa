// Revoking when 10, 10,000 and 1,000,000 certificates are revoked already, and the lists of all of them: against
// `openssl ca -gencrl` with as many in its index. The lists are made in a process of their own, whose memory is told.

import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
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
import { isInstalled, runPeer } from './peers/program.ts';
import { median, secondsOf } from './rounds.ts';
import type { Figure } from './table.ts';

const SIZES = [10, 10_000, 1_000_000] as const;
const MOST = 1_000_000;
const TIMES = 200;
const STEP = 5_000;
const AIM_FASTER = 20;
const AIM_MB = 300;
/** The slowest of the sizes may take this much of the fastest; a disk is not still. */
const AIM_FLAT = 1.5;

/** What the process that makes the lists says of itself. */
export interface ListsMade {
  readonly seconds: number;
  readonly octets: number;
  readonly peakMB: number;
}

export async function measureRevoking(folder: string): Promise<Figure[]> {
  const dataFolder = join(folder, 'data');
  const store = await openStore({ dataFolder });
  const world = await makeWorld(store);
  const figures: Figure[] = [];
  try {
    await makeProvenWays(store, 1, world.now());
    const holder = await store.db.selectFrom('holder').select('id').executeTakeFirstOrThrow();
    const medians: number[] = [];
    let filled = 0;
    let serial = 0;
    for (const size of SIZES) {
      for (; filled < size; filled += Math.min(STEP, size - filled)) {
        await insertCertificates(world, holder.id, MOST + filled, Math.min(STEP, size - filled), true);
      }
      await insertCertificates(world, holder.id, serial, TIMES, false);
      const seconds: number[] = [];
      for (let time = 0; time < TIMES; time += 1, serial += 1) {
        seconds.push(await secondsOf(() => revoke(world, serialOf(serial))));
      }
      medians.push(median(seconds));
      const what = `revoking when ${size.toLocaleString('en')} are revoked, SQLite`;
      figures.push({ what, value: `${(median(seconds) * 1000).toFixed(2)} ms` });
    }
    const spread = Math.max(...medians) / Math.min(...medians);
    const value = `${spread.toFixed(2)} × between them`;
    figures.push({ what: 'revoking, flat', value, aim: `≤ ${AIM_FLAT} ×`, held: spread <= AIM_FLAT });
  } finally {
    await store.close();
  }
  figures.push(...(await measureLists(folder, { dataFolder, keyFolder: world.keyFolder, now: world.now() })));
  await world.dispose();
  return figures;
}

async function measureLists(
  folder: string,
  job: { readonly dataFolder: string; readonly keyFolder: string; readonly now: number },
): Promise<Figure[]> {
  const program = join(import.meta.dirname, 'revoking-lists.ts');
  const said = execFileSync(process.execPath, [program, JSON.stringify(job)], { encoding: 'utf8' });
  const { seconds, octets, peakMB } = JSON.parse(said) as ListsMade;
  const own = join(folder, 'openssl');
  const what = `full list and 16 shards of ${MOST.toLocaleString('en')} entries`;
  const value = `${seconds.toFixed(2)} s for ${(octets / 2 ** 20).toFixed(0)} MB`;
  const memory = {
    what: 'memory of the process that makes them, at most',
    value: `${peakMB.toFixed(0)} MB`,
    aim: `< ${AIM_MB} MB`,
    held: peakMB < AIM_MB,
  };
  if (!isInstalled('openssl')) return [{ what, value, against: 'openssl is not installed' }, memory];
  await mkdir(own);
  await makeOpensslAuthority(own, { certificates: MOST, revoked: true });
  const words = ['ca', '-config', 'openssl.cnf', '-gencrl', '-out', 'list.pem'];
  const theirs = await secondsOf(() => runPeer('openssl', words, own));
  const ratio = theirs / seconds;
  const against = `openssl ca -gencrl, one list ${theirs.toFixed(1)} s`;
  return [{ what, value, against, ratio, aim: `≥ ${AIM_FASTER} ×`, held: ratio >= AIM_FASTER }, memory];
}

async function revoke(world: World, serialNumber: string): Promise<void> {
  const input = { bankCode: '9000', serialNumber, reason: 'keyCompromise' } as const;
  const done = await revokeBySerialNumber(world, input, caller());
  if (isRefusal(done) || done.revoked.length !== 1) throw new Error(`${serialNumber} was not revoked`);
}

/** Spread over the shards, whose number follows from the last octets. */
const serialOf = (n: number): string =>
  `5a${((BigInt(n) * 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn).toString(16).padStart(16, '0')}${n.toString(16).padStart(6, '0')}`;

type Row = Selectable<Tables['certificate']>;

const KINDS: ColumnKinds<Omit<Row, 'announced_days'>> = {
  serial_number: 'text',
  issuer: 'text',
  holder: 'text',
  bank_code: 'text',
  subject: 'text',
  spki_sha256: 'text',
  ticket: 'text',
  not_before: 'integer',
  not_after: 'integer',
  tbs: 'bytes',
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
  holder: string,
  first: number,
  count: number,
  revoked: boolean,
): Promise<void> {
  const now = world.now();
  const octets = new Uint8Array([0x30, 0x00]);
  const rows = Array.from({ length: count }, (_, index): Omit<Row, 'announced_days'> => {
    const serial = serialOf(first + index);
    return {
      ...{
        serial_number: serial,
        issuer: issuingOf(world.ca).id,
        holder,
        bank_code: '9000',
        subject: 'CN=bench',
      },
      ...{ spki_sha256: `k${serial}`, ticket: `t${serial}`, not_before: now, not_after: now + 3e10 },
      ...{ tbs: octets, planned_at: now, certificate: octets, fingerprint: `f${serial}`, signed_at: now },
      ...{ first_logon_at: now, way: 'enrolment', address: '192.0.2.7', approval: 'none' },
      revoked_at: revoked ? now : null,
      revocation_reason: revoked ? 'keyCompromise' : null,
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
