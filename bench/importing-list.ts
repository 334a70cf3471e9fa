// Takes two lists of contracts as the office does, and says how long it took and how much memory: a process of its own,
// so that the memory is that of the lists.

import { setTimeout as wait } from 'node:timers/promises';
import { isRefusal, type Refusal } from '../src/domain/refusal.ts';
import { enterList, showList } from '../src/procedures/office/contracts/import-list.ts';
import { readListsBeingOpened } from '../src/store/read/contract-order.ts';
import { openStore } from '../src/store/store.ts';
import { banksAndOffice } from '../test/world/banks.ts';
import { approve, LIST_HEADER, send } from '../test/world/contract-orders.ts';
import { caller, makeWorld } from '../test/world/deployment.ts';
import { officerLoggedOn, stepUp } from '../test/world/officers.ts';
import type { ListTaken } from './importing.ts';
import { secondsOf } from './rounds.ts';

const BANK = '9000';
const FIRST_ID = 60_000_000_000;
const LIMITS = { octets: 1e9, lines: 2e6 };

const { dataFolder, lines } = JSON.parse(process.argv[2] ?? '{}');

function* list(count: number, faulty: boolean): Generator<string> {
  yield `${LIST_HEADER}\n`;
  for (let n = 0; n < count; n += 1) {
    yield `${FIRST_ID + n},株式会社見本${n}商事,keiri${n}@customer.example\n`;
  }
  if (faulty) yield 'A 1,,x\n';
}

function must<T extends object>(outcome: T | Refusal): T {
  if (isRefusal(outcome)) throw new Error(outcome.reason);
  return outcome;
}

const store = await openStore({ dataFolder });
const world = await makeWorld(store, { banks: banksAndOffice() });
const operator = await officerLoggedOn(world, { bankCode: BANK, role: 'operator' });
const approver = await officerLoggedOn(world, { bankCode: BANK, role: 'approver' });
const { certificate, token } = operator;
const asked = { certificate, token, bankCode: BANK };

let faultyLine = 0;
const judgedSeconds = await secondsOf(async () => {
  const { listId } = must(await send(world, operator, BANK, list(lines, true), LIMITS));
  const shown = must(await showList(world, { ...asked, listId, shown: 'faulty' }));
  faultyLine = shown.lines[0]?.line ?? 0;
});
const { listId } = must(await send(world, operator, BANK, list(lines, false), LIMITS));
const entered = must(await enterList(world, { ...asked, listId }, caller()));
if (!('orderId' in entered)) throw new Error(JSON.stringify(entered));
await stepUp(world, approver.officer, approver);
const importedSeconds = await secondsOf(async () => {
  must(await approve(world, approver, BANK, entered.orderId));
  while ((await readListsBeingOpened(store.db)).length > 0) await wait(500);
});
const { imported } = await store.db
  .selectFrom('contract')
  .select(({ fn }) => fn.countAll<number>().as('imported'))
  .where('bank_code', '=', BANK)
  .executeTakeFirstOrThrow();
await store.close();
await world.dispose();
if (Number(imported) !== lines) throw new Error(`${imported} of ${lines} are there`);
// Kilobytes on Linux.
const peakMB = process.resourceUsage().maxRSS / 1024;
const taken: ListTaken = { judgedSeconds, faultyLine, importedSeconds, imported: Number(imported), peakMB };
process.stdout.write(JSON.stringify(taken));
