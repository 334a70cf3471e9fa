// Enrolments without end, in a process of their own that a test kills: each line on standard output tells of a
// request that is about to be made, or of the certificate that it was answered with.

import { flushCompileCache } from 'node:module';
import { createInterface } from 'node:readline';
import { Signer } from '../../src/ca/signer/signer.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { openKeyTicket } from '../../src/procedures/enrol/enrolment.ts';
import { submitRequest } from '../../src/procedures/enrol/submit-request.ts';
import { connectSigner } from '../../src/programs/signer-socket.ts';
import { openStore, type StoreLocation } from '../../src/store/store.ts';
import { makeRequest } from '../world/customers.ts';
import { caller, makeWorld, PASSPHRASE, type World } from '../world/deployment.ts';
import { signerApart } from '../world/signer.ts';
import type { ProvenWay } from './proven-ways.ts';

/** What the test sends as one line of JSON; until then only the program is loaded. */
export interface StreamJob {
  readonly location: StoreLocation;
  readonly keyFolder: string;
  readonly now: number;
  readonly ways: readonly ProvenWay[];
  /** Enrolments under way at any time. */
  readonly together: number;
  /** Absent: the signer is in the same process. A socket: others ask it too. */
  readonly signer?: 'child' | { readonly socket: string };
}

export type StreamLine =
  | { readonly say: 'ready' }
  /** A process of the signer that this one has started. */
  | { readonly say: 'signer'; readonly pid: number }
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

const PKI_ORIGIN = 'http://pki.test:8080';

function signerOf({ signer, location, keyFolder }: StreamJob): { signer?: Signer } {
  if (signer === undefined) return {};
  if (signer !== 'child') {
    return { signer: new Signer({ connect: () => connectSigner(signer.socket), readsPlans: true }) };
  }
  const given = { location, keyFolder, passphrase: PASSPHRASE, pkiOrigin: PKI_ORIGIN };
  return { signer: signerApart({ ...given, started: (pid) => say({ say: 'signer', pid }) }) };
}

async function run(job: StreamJob): Promise<never> {
  const { location, keyFolder, now, ways, together } = job;
  const world = await makeWorld(await openStore(location), { keyFolder, now, ...signerOf(job) });
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
