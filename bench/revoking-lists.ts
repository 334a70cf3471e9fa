// Publishes the lists of a deployment, then again after each of some revocations, and says what that cost: a process of
// its own, so that the memory is that of the lists.

import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { publishRevocationLists } from '../src/ca/publish-revocation-lists.ts';
import { openStore } from '../src/store/store.ts';
import { revokeCertificate } from '../src/store/write/certificate.ts';
import { makeWorld, PASSPHRASE } from '../test/world/deployment.ts';
import { signerApart } from '../test/world/signer.ts';
import type { Cost, ListsJob, ListsMade } from './revoking.ts';

const MINUTE_MS = 60_000;
/** Of the clock by which Linux counts a process's work. */
const TICKS_PER_SECOND = 100;

const { dataFolder, keyFolder, now, serialNumbers }: ListsJob = JSON.parse(process.argv[2] ?? '{}');
const location = { dataFolder };
const store = await openStore(location);
const pkiOrigin = 'http://pki.test:8080';
let signerId = 0;
const signer = signerApart({
  ...{ location, keyFolder, passphrase: PASSPHRASE, pkiOrigin },
  started: (pid) => {
    signerId = pid;
  },
});
const world = await makeWorld(store, { keyFolder, now, pkiOrigin, signer });

function signerSeconds(): number {
  const [, fields = ''] = readFileSync(`/proc/${signerId}/stat`, 'utf8').split(') ');
  const [user, system] = fields.split(' ').slice(11, 13).map(Number);
  return ((user ?? 0) + (system ?? 0)) / TICKS_PER_SECOND;
}

async function publish(at: number): Promise<Cost> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const signerBefore = signerSeconds();
  const before = process.cpuUsage();
  const begun = performance.now();
  delay.enable();
  await publishRevocationLists(store, world.ca, at);
  delay.disable();
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(before);
  const worked = (user + system) / 1e6 + signerSeconds() - signerBefore;
  return { seconds, worked, blockedMs: delay.max / 1e6 };
}

async function octetsOf(table: 'revocation_list' | 'revocation_list_piece', column: 'list' | 'octets') {
  const { octets } = await store.db
    .selectFrom(table)
    .select(({ fn }) => fn.sum<number | null>(fn('length', [column])).as('octets'))
    .executeTakeFirstOrThrow();
  return Number(octets);
}

const first = await publish(now + MINUTE_MS);
const octets =
  (await octetsOf('revocation_list', 'list')) + (await octetsOf('revocation_list_piece', 'octets'));
const rounds: Cost[] = [];
for (const [round, serialNumber] of serialNumbers.entries()) {
  const at = now + (2 + round) * MINUTE_MS;
  await store.transaction((tx) => revokeCertificate(tx, serialNumber, 'keyCompromise', at));
  rounds.push(await publish(at));
}
const [, signerPeak = ''] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${signerId}/status`, 'utf8')) ?? [];
signer.close();
await store.close();
// Kilobytes on Linux.
const peakMB = process.resourceUsage().maxRSS / 1024;
const made: ListsMade = {
  ...{ hourly: { ...first, octets }, rounds, peakMB },
  signerPeakMB: Number(signerPeak) / 1024,
};
process.stdout.write(JSON.stringify(made));
