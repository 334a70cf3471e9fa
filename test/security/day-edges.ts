// What may be done on which side of midnight in Japan, to the second: run by days.test.ts in processes of several time
// zones (security page, test 19). Prints one outcome for each edge.

import { rm } from 'node:fs/promises';
import { isRefusal } from '../../src/domain/refusal.ts';
import { beginRenewal } from '../../src/procedures/enrol/begin-renewal.ts';
import { submitRequest } from '../../src/procedures/enrol/submit-request.ts';
import { openStore } from '../../src/store/store.ts';
import {
  type Acquired,
  type Customer,
  identify,
  logOn,
  makeRequest,
  mustAcquire,
  openContract,
  ticketFor,
} from '../world/customers.ts';
import { caller, makeWorld, type World } from '../world/deployment.ts';
import { makeMemoryFolder } from '../world/memory-folder.ts';
import { must } from '../world/year.ts';

type Act = 'acquire' | 'log on' | 'renew' | 'acquire again';

interface Edges {
  readonly title: string;
  readonly bank: string;
  /** The day at the bank from which an acquisition counts; or when the certificate was acquired and first used. */
  readonly from: string;
  readonly act: Act;
  /** Instants in Japan and what comes of the act then. */
  readonly at: readonly (readonly [instant: string, outcome: string])[];
}

/** Day counts were made by hand with a calendar. */
export const EDGES: readonly Edges[] = [
  {
    title: 'acquisition: days 0, 79, 80, 81',
    bank: '9000',
    from: '2026-04-01',
    act: 'acquire',
    at: [
      ['2026-03-31T23:59:59', 'window-not-open'],
      ['2026-04-01T00:00:00', 'done'],
      ['2026-06-19T12:00:00', 'done'],
      ['2026-06-20T23:59:59', 'done'],
      ['2026-06-21T00:00:00', 'window-over'],
    ],
  },
  {
    title: '80 days over the end of a year and 29 February',
    bank: '9000',
    from: '2027-12-13',
    act: 'acquire',
    at: [
      ['2028-02-29T23:59:59', 'done'],
      ['2028-03-02T23:59:59', 'done'],
      ['2028-03-03T00:00:00', 'window-over'],
    ],
  },
  {
    title: '80 days over the end of a year without 29 February',
    bank: '9000',
    from: '2026-12-13',
    act: 'acquire',
    at: [
      ['2027-03-03T23:59:59', 'done'],
      ['2027-03-04T00:00:00', 'window-over'],
    ],
  },
  {
    title: 'renewal: days −31, −30, −29, 0, +1',
    bank: '9000',
    from: '2026-04-10T12:00:00',
    act: 'renew',
    at: [
      ['2027-03-10T23:59:59', 'renewal-not-open'],
      ['2027-03-11T00:00:00', 'done'],
      ['2027-03-12T00:00:00', 'done'],
      ['2027-04-10T23:59:59', 'done'],
      ['2027-04-11T00:00:00', 'certificate-expired'],
    ],
  },
  {
    title: 'renewal of what was acquired on 29 February: the last day is 28 February',
    bank: '9000',
    from: '2028-02-29T00:00:00',
    act: 'renew',
    at: [
      ['2029-01-28T23:59:59', 'renewal-not-open'],
      ['2029-01-29T00:00:00', 'done'],
      ['2029-02-28T23:59:59', 'done'],
      ['2029-03-01T00:00:00', 'certificate-expired'],
    ],
  },
  {
    title: 'logon at the end of a year',
    bank: '9000',
    from: '2026-12-31T23:59:59',
    act: 'log on',
    at: [
      ['2027-12-31T23:59:59', 'done'],
      ['2028-01-01T00:00:00', 'certificate-expired'],
    ],
  },
  {
    title: 'acquired a second later, the last day is another one',
    bank: '9000',
    from: '2027-01-01T00:00:00',
    act: 'log on',
    at: [
      ['2028-01-01T23:59:59', 'done'],
      ['2028-01-02T00:00:00', 'certificate-expired'],
    ],
  },
  {
    title: 'acquired again: days 0, +1, 79, 80, 81',
    bank: '9000',
    from: '2026-04-10T12:00:00',
    act: 'acquire again',
    at: [
      ['2027-04-10T23:59:59', 'certificate-already-acquired'],
      ['2027-04-11T00:00:00', 'done'],
      ['2027-06-28T23:59:59', 'done'],
      ['2027-06-29T23:59:59', 'done'],
      ['2027-06-30T00:00:00', 're-acquisition-over'],
    ],
  },
  {
    title: 'acquired again by an entrance of its own: days 0, +1, 89, 90, 91',
    bank: '5410',
    from: '2026-04-10T12:00:00',
    act: 'acquire again',
    at: [
      ['2027-04-10T23:59:59', 'certificate-already-acquired'],
      ['2027-04-11T00:00:00', 'done'],
      ['2027-07-08T23:59:59', 'done'],
      ['2027-07-09T23:59:59', 'done'],
      ['2027-07-10T00:00:00', 're-acquisition-over'],
    ],
  },
];

const japan = (time: string): number => Date.parse(`${time.includes('T') ? time : `${time}T12:00:00`}+09:00`);
const outcomeOf = (value: unknown): string => (isRefusal(value) ? value.reason : 'done');

async function outcomesOf(world: World, { bank, from, act, at }: Edges): Promise<string[]> {
  const { clock } = world;
  clock.now = japan(from);
  const customer = await openContract(world, bank, { acquisitionFrom: from.slice(0, 10) });
  const acquired = act === 'acquire' ? undefined : await mustAcquire(world, customer);
  if (acquired !== undefined) must(await logOn(world, customer, acquired.certificate));
  const outcomes: string[] = [];
  for (const [instant] of at) {
    clock.now = japan(instant);
    outcomes.push(outcomeOf(await attempt(world, customer, acquired, act)));
  }
  return outcomes;
}

async function attempt(
  world: World,
  customer: Customer,
  acquired: Acquired | undefined,
  act: Act,
): Promise<unknown> {
  const { bankCode } = customer;
  if (acquired === undefined) return identify(world, customer);
  if (act === 'acquire again')
    return identify(world, customer, bankCode === '5410' ? 'reAcquisition' : 'enrolment');
  const { certificate } = acquired;
  const token = await logOn(world, customer, certificate);
  if (isRefusal(token) || act === 'log on') return token;
  return beginRenewal(world, { bankCode, certificate, token, fields: {} }, caller());
}

/** The last second sees the right proven and the ticket given out; the request comes a second later. */
async function lateTicket(world: World): Promise<string[]> {
  const outcomes: string[] = [];
  for (const late of [0, 1000]) {
    world.clock.now = japan('2026-06-20T23:59:59');
    const customer = await openContract(world, '9000', { acquisitionFrom: '2026-04-01' });
    const token = must(await identify(world, customer));
    const ticket = await ticketFor(world, customer, token);
    world.clock.now += late;
    const { request } = await makeRequest();
    const key = { bankCode: '9000', role: 'administrator', token, ticket, request } as const;
    outcomes.push(outcomeOf(await submitRequest(world, key, caller())));
  }
  return outcomes;
}

if (import.meta.main) {
  const folder = await makeMemoryFolder();
  const store = await openStore({ dataFolder: folder });
  const world = await makeWorld(store, { now: japan('2026-01-01') });
  const edges: string[][] = [];
  for (const edge of EDGES) edges.push(await outcomesOf(world, edge));
  const printed = {
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    edges,
    late: await lateTicket(world),
  };
  console.log(JSON.stringify(printed));
  await store.close();
  await world.dispose();
  await rm(folder, { recursive: true });
}
