// Enrolments without end, in a process of their own that a test kills: each line on standard output tells of a
// request that is about to be made, or of the certificate that it was answered with.

import { flushCompileCache } from 'node:module';
import { createInterface } from 'node:readline';
import { isRefusal } from '../../src/domain/refusal.ts';
import { openKeyTicket } from '../../src/procedures/enrol/enrolment.ts';
import { submitRequest } from '../../src/procedures/enrol/submit-request.ts';
import { openStore, type StoreLocation } from '../../src/store/store.ts';
import { makeRequest } from '../world/customers.ts';
import { caller, makeWorld, type World } from '../world/deployment.ts';
import type { ProvenWay } from './proven-ways.ts';

/** What the test sends as one line of JSON; until then only the program is loaded. */
export interface StreamJob {
  readonly location: StoreLocation;
  readonly keyFolder: string;
  readonly now: number;
  readonly ways: readonly ProvenWay[];
  /** Enrolments under way at any time. */
  readonly together: number;
}

export type StreamLine =
  | { readonly say: 'ready' }
  | { readonly say: 'asks'; readonly way: number; readonly request: string }
  | { readonly say: 'has'; readonly way: number; readonly serialNumber: string; readonly certificate: string }
  | { readonly say: 'refused'; readonly way: number; readonly reason: string };

const say = (line: StreamLine): boolean => process.stdout.write(`${JSON.stringify(line)}\n`);
const base64 = (octets: Uint8Array): string => Buffer.from(octets).toString('base64');

async function enrol(world: World, way: number, key: ProvenWay): Promise<void> {
  const opened = await openKeyTicket(world, key);
  if (isRefusal(opened)) throw new Error(opened.reason);
  const { request } = await makeRequest();
  say({ say: 'asks', way, request: base64(request) });
  const got = await submitRequest(world, { ...key, ticket: opened.ticket, request }, caller());
  if (isRefusal(got)) say({ say: 'refused', way, reason: got.reason });
  else {
    say({
      say: 'has',
      way,
      serialNumber: got.view.serialNumber,
      certificate: base64(got.certificate),
    });
  }
}

async function run({ location, keyFolder, now, ways, together }: StreamJob): Promise<never> {
  const world = await makeWorld(await openStore(location), { keyFolder, now });
  const lane = async (first: number): Promise<never> => {
    for (let turn = first; ; turn += together) {
      const way = turn % ways.length;
      await enrol(world, way, ways[way] as ProvenWay);
    }
  };
  say({ say: 'ready' });
  return await Promise.race(Array.from({ length: together }, (_, first) => lane(first)));
}

// The end of this process comes without notice.
flushCompileCache();
createInterface(process.stdin).once('line', (line) => {
  void run(JSON.parse(line));
});
