// One act of the certification authority at a time, in a process of its own whose system calls a test makes fail: each
// line on standard input asks for one, each line on standard output says what became of it.

import { flushCompileCache } from 'node:module';
import { createInterface } from 'node:readline';
import { publishRevocationLists } from '../../src/ca/publish-revocation-lists.ts';
import { SignerFault } from '../../src/ca/signer/signer-fault.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { revokeBySerialNumber } from '../../src/procedures/certificates/revoke-certificate.ts';
import { openKeyTicket } from '../../src/procedures/enrol/enrolment.ts';
import { submitRequest } from '../../src/procedures/enrol/submit-request.ts';
import { keepHouse } from '../../src/procedures/housekeeping.ts';
import { openStore, StoreError } from '../../src/store/store.ts';
import { caller, makeWorld, type World } from '../world/deployment.ts';
import { BANK, type ProvenWay } from './proven-ways.ts';

/** The first line. */
export interface Bench {
  readonly dataFolder: string;
  readonly keyFolder: string;
  readonly now: number;
}

/** Every other line. */
export type Order =
  | { readonly act: 'issue'; readonly way: ProvenWay; readonly request: string; readonly now: number }
  | { readonly act: 'revoke'; readonly serialNumber: string; readonly now: number }
  | { readonly act: 'publish'; readonly now: number }
  /** What a server does each minute and, `atStart`, when it starts. */
  | { readonly act: 'sweep'; readonly atStart: boolean; readonly now: number };

/** `what` is a serial number or a count when it was done, and else why it was not. */
export interface Said {
  readonly say: 'ready' | 'done' | 'refused' | 'failed';
  readonly what: string;
}

async function perform(world: World, order: Order): Promise<Said> {
  world.clock.now = order.now;
  switch (order.act) {
    case 'issue': {
      const opened = await openKeyTicket(world, order.way);
      if (isRefusal(opened)) return { say: 'refused', what: opened.reason };
      const request = Buffer.from(order.request, 'base64');
      const got = await submitRequest(
        world,
        { ...order.way, ticket: opened.ticket, request },
        caller('issued'),
      );
      return isRefusal(got)
        ? { say: 'refused', what: got.reason }
        : { say: 'done', what: got.view.serialNumber };
    }
    case 'revoke': {
      const input = { bankCode: BANK, serialNumber: order.serialNumber, reason: 'keyCompromise' } as const;
      const got = await revokeBySerialNumber(world, input, caller('revoked'));
      return isRefusal(got)
        ? { say: 'refused', what: got.reason }
        : { say: 'done', what: String(got.revoked.length) };
    }
    case 'publish': {
      const lists = await publishRevocationLists(world.store, world.ca, order.now);
      return { say: 'done', what: String(lists.length) };
    }
    case 'sweep': {
      const { finished, givenUp } = await keepHouse(world, { atStart: order.atStart });
      return givenUp.length === 0
        ? { say: 'done', what: String(finished.length) }
        : { say: 'refused', what: `gave up ${givenUp.length}` };
    }
  }
}

const say = (line: Said): boolean => process.stdout.write(`${JSON.stringify(line)}\n`);

const lines = createInterface(process.stdin)[Symbol.asyncIterator]();
const read = async <Line>(): Promise<Line | undefined> => {
  const { value, done } = await lines.next();
  return done === true ? undefined : (JSON.parse(value) as Line);
};

const bench = await read<Bench>();
if (bench !== undefined) {
  const { dataFolder, keyFolder, now } = bench;
  const world = await makeWorld(await openStore({ dataFolder }), { keyFolder, now });
  flushCompileCache();
  say({ say: 'ready', what: String(process.pid) });
  for (let order = await read<Order>(); order !== undefined; order = await read<Order>()) {
    try {
      say(await perform(world, order));
    } catch (error) {
      // What the operator is told by its code; anything else is a fault of ours.
      if (!(error instanceof StoreError || error instanceof SignerFault)) throw error;
      say({ say: 'failed', what: error.code });
    }
  }
  await world.store.close();
}
