// Issuing against the peers in one run: ours durable, audited and answered in the program; `cfssl serve`, which stores
// nothing, over kept HTTP connections; `openssl ca` with 100,000 certificates in its index, one program a certificate.

import { generateKeyPair, type KeyObject } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isRefusal } from '../../src/domain/refusal.ts';
import { openKeyTicket } from '../../src/procedures/enrol/enrolment.ts';
import { type RequestInput, submitRequest } from '../../src/procedures/enrol/submit-request.ts';
import { openStore, type StoreLocation } from '../../src/store/store.ts';
import { encodePem } from '../../src/x509/pem.ts';
import { makeProvenWays, type ProvenWay } from '../../test/faults/proven-ways.ts';
import { makeRequest } from '../../test/world/customers.ts';
import { caller, type World } from '../../test/world/deployment.ts';
import { makeServerWorld } from '../issuing.ts';
import { inFlight, median, rateUnder, secondsOf } from '../rounds.ts';
import { type Figure, perSecond } from '../table.ts';
import { makeOpensslAuthority } from './openssl-authority.ts';
import { isInstalled, runPeer, startPeer } from './program.ts';

const ROUNDS = 3;
const TOGETHER = 256;
const CONNECTIONS = 32;
const AIM = 0.6;
/** RSA keys take a twentieth of a second each to make. */
const KINDS = [
  { name: 'P-256', times: 3_000 },
  { name: 'RSA-2048', times: 600 },
] as const;

const IN_INDEX = 100_000;
const OPENSSL_TIMES = 5;

type Request = Uint8Array;

export async function measureIssuingPeers(
  folder: string,
  location: StoreLocation,
  database: string,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  const store = await openStore(location);
  const world = await makeServerWorld(store, location);
  try {
    const count = KINDS.reduce((sum, { times }) => sum + (ROUNDS + 1) * times, 0);
    const ways = (await makeProvenWays(store, count, world.now())).values();
    for (const { name, times } of KINDS) {
      const requests = await makeRequests(name, (ROUNDS + 1) * times);
      const cfssl = isInstalled('cfssl') ? await startCfssl(join(folder, `cfssl-${name}`)) : undefined;
      const rates: { ours: number; peer: number }[] = [];
      try {
        for (let round = 0; round <= ROUNDS; round += 1) {
          const now = requests.slice(round * times, (round + 1) * times);
          const ours = await rateOfOurs(world, ways, now);
          const peer = cfssl === undefined ? Number.NaN : await rateOfCfssl(cfssl.port, now);
          if (round > 0) rates.push({ ours, peer });
        }
      } finally {
        await cfssl?.end();
      }
      const ours = median(rates.map((rate) => rate.ours));
      const ratio = median(rates.map((rate) => rate.ours / rate.peer));
      const figure = { what: `issuing ${name}, ${database}, durable and audited`, value: perSecond(ours) };
      if (cfssl === undefined) figures.push({ ...figure, against: 'cfssl is not installed' });
      else {
        const against = `cfssl serve, stores nothing ${perSecond(median(rates.map((rate) => rate.peer)))}`;
        figures.push({ ...figure, against, ratio, aim: `≥ ${AIM} ×`, held: ratio >= AIM });
      }
    }
    return figures;
  } finally {
    await store.close();
    await world.dispose();
  }
}

/** One certificate at a time: each run reads the whole index and writes it anew. */
export async function measureOpensslCa(folder: string): Promise<Figure> {
  await mkdir(folder, { recursive: true });
  await makeOpensslAuthority(folder, { certificates: IN_INDEX, revoked: false });
  const requests = await makeRequests('P-256', OPENSSL_TIMES);
  const words = [
    'ca',
    '-config',
    'openssl.cnf',
    '-batch',
    '-notext',
    '-in',
    'request.pem',
    '-out',
    'out.pem',
  ];
  const seconds: number[] = [];
  for (const request of requests) {
    await writeFile(join(folder, 'request.pem'), encodePem('CERTIFICATE REQUEST', request));
    seconds.push(await secondsOf(() => runPeer('openssl', words, folder)));
  }
  const value = `${(median(seconds) * 1000).toFixed(0)} ms each`;
  return { what: `(openssl ca with ${IN_INDEX.toLocaleString('en')} issued)`, value };
}

async function makeRequests(kind: (typeof KINDS)[number]['name'], count: number): Promise<Request[]> {
  const generate = promisify(generateKeyPair);
  const keys: KeyObject[] = [];
  await inFlight(Array.from({ length: count }), 8, async () => {
    const { privateKey } =
      kind === 'P-256'
        ? await generate('ec', { namedCurve: 'P-256' })
        : await generate('rsa', { modulusLength: 2048 });
    keys.push(privateKey);
  });
  return Promise.all(keys.map(async (key) => (await makeRequest(() => key)).request));
}

async function rateOfOurs(
  world: World,
  ways: Iterator<ProvenWay, undefined>,
  requests: readonly Request[],
): Promise<number> {
  const inputs: RequestInput[] = [];
  for (const request of requests) {
    const way = ways.next().value;
    if (way === undefined) throw new Error('there are ways enough');
    const opened = await openKeyTicket(world, way);
    if (isRefusal(opened)) throw new Error(opened.reason);
    inputs.push({ ...way, ticket: opened.ticket, request });
  }
  const seconds = await secondsOf(() =>
    inFlight(inputs, TOGETHER, async (input) => {
      const got = await submitRequest(world, input, caller());
      if (isRefusal(got)) throw new Error(got.reason);
    }),
  );
  return requests.length / seconds;
}

async function startCfssl(folder: string) {
  await mkdir(folder, { recursive: true });
  await makeOpensslAuthority(folder, { certificates: 0, revoked: false });
  const usages = ['digital signature', 'client auth'];
  const signing = { default: { expiry: '8760h', usages } };
  await writeFile(join(folder, 'cfssl.json'), JSON.stringify({ signing }));
  const files = ['-ca', 'ca.pem', '-ca-key', 'ca-key.pem', '-config', 'cfssl.json', '-loglevel', '5'];
  const where = (port: number) => ['serve', '-address', '127.0.0.1', '-port', String(port), ...files];
  return startPeer('cfssl', where, folder);
}

function rateOfCfssl(port: number, requests: readonly Request[]): Promise<number> {
  const posts = requests.map((request) => {
    const body = JSON.stringify({ certificate_request: encodePem('CERTIFICATE REQUEST', request) });
    const head = `POST /api/v1/cfssl/sign HTTP/1.1\r\nHost: ca\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    return Buffer.from(head + body);
  });
  return rateUnder({ port, requests: posts, times: posts.length, connections: CONNECTIONS });
}
