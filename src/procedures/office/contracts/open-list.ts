// An approved list: its contracts are opened batch by batch, each a transaction of its own, and others come in between, so
// that nobody waits for a list of a million. All of it or nothing: every line is judged before the approval, nothing else
// opens contracts of the bank until the last one is there, and whatever interrupts it, it goes on where it stood.

import { setTimeout as wait } from 'node:timers/promises';
import { type Refusal, refuse } from '../../../domain/refusal.ts';
import type { BankProfile } from '../../../profile/bank-profile.ts';
import {
  type FoundContractList,
  findContractList,
  readListsBeingOpened,
} from '../../../store/read/contract-order.ts';
import { countContracts } from '../../../store/read/report-pages.ts';
import type { Reader, Transaction } from '../../../store/store.ts';
import { appendAudit } from '../../../store/write/audit.ts';
import { deleteListParts, moveListOpening } from '../../../store/write/contract-order.ts';
import { auditOf } from '../../audit.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import { openContractsIn } from './import-list.ts';
import { type JudgedLine, judgeList, ListTally } from './judge-list.ts';
import { AlteredList, octetsOfList } from './list-file.ts';
import { byOfficer, loadOrder } from './order-access.ts';

/** Nobody waits longer than these lines take. */
const LINES = 100;
const MOST_REST_MS = 100;

/** Those that this process is opening: the sweep of each minute leaves them to who has begun. */
const underWay = new Set<string>();

/** How a list stands before its approval. */
export interface JudgedList {
  /** Of what each line comes to; undefined: a piece of it was altered. */
  readonly digest: string | undefined;
  /** How many contracts the bank had then. */
  readonly contracts: number;
}

const linesOf = (db: Reader, { keys }: Deployment, bank: BankProfile, list: FoundContractList) =>
  judgeList(db, {
    ...{ bank, octets: octetsOfList(db, keys, list.id) },
    // As on the day on which it was sent: a day that is not given is that one.
    ...{ encoding: list.encoding, now: list.created_at },
  });

/** Judges all of a list once more, outside of any transaction. Undefined: there is no such list. */
export async function judgeForApproval(
  deployment: Deployment,
  bank: BankProfile,
  listId: string,
): Promise<JudgedList | undefined> {
  const { db } = deployment.store;
  const list = await findContractList(db, bank.code, listId);
  if (list === undefined) return undefined;
  const contracts = await countContracts(db, bank.code);
  const tally = new ListTally();
  try {
    for await (const batch of linesOf(db, deployment, bank, list)) tally.add(batch);
  } catch (error) {
    if (error instanceof AlteredList) return { digest: undefined, contracts };
    throw error;
  }
  return { digest: tally.outcome(Number.MAX_SAFE_INTEGER).digest, contracts };
}

/** In the transaction of an approval that opens contracts: why it has to wait. Lock the bank's openings before. */
export async function checkNothingOpens(tx: Transaction, bankCode: string): Promise<Refusal | undefined> {
  return (await readListsBeingOpened(tx, bankCode)).length > 0 ? refuse('import-under-way') : undefined;
}

/** Begins to open a list, in the transaction that approves it; `order-changed`, `order-tampered`. */
export async function beginList(
  tx: Transaction,
  bank: BankProfile,
  asked: { readonly list: string; readonly digest: string; readonly order: string },
  judged: JudgedList | undefined,
): Promise<Refusal | undefined> {
  const list = await findContractList(tx, bank.code, asked.list);
  if (list === undefined || list.contract_order !== asked.order || judged?.digest === undefined) {
    return refuse('order-tampered');
  }
  // Whatever was opened since it was judged may be one of its own.
  const same = judged.digest === asked.digest && judged.contracts === (await countContracts(tx, bank.code));
  if (!same || !(await moveListOpening(tx, list.id, null, 0))) return refuse('order-changed');
  return undefined;
}

/** Opens what is left of every approved list. Safe to run twice, late, and beside others. */
export async function openApprovedLists(deployment: Deployment, signal?: AbortSignal): Promise<void> {
  const caller = { address: '', reference: 'housekeeping' };
  for (const { id, bankCode } of await readListsBeingOpened(deployment.store.db)) {
    const bank = deployment.banks.get(bankCode);
    if (bank !== undefined && !underWay.has(id)) await openList(deployment, bank, id, caller, signal);
  }
}

/** Opens what is left of one; returns early where another process goes on with it. */
export async function openList(
  deployment: Deployment,
  bank: BankProfile,
  listId: string,
  caller: Caller,
  signal?: AbortSignal,
): Promise<void> {
  underWay.add(listId);
  try {
    await openRest(deployment, bank, listId, caller, signal);
  } finally {
    underWay.delete(listId);
  }
}

async function openRest(
  deployment: Deployment,
  bank: BankProfile,
  listId: string,
  caller: Caller,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { store } = deployment;
  const list = await findContractList(store.db, bank.code, listId);
  const order = list && (await loadOrder(store.db, bank, list.contract_order ?? ''));
  const approval = order?.steps.find(({ act }) => act === 'done');
  if (list?.opened_line == null || order === undefined || approval === undefined) return;
  const { row, content } = order;
  const by = { officerId: approval.officerId };
  let done = list.opened_line;

  /** Opens these lines and notes the last of them; false where somebody else did. */
  const open = async (lines: readonly JudgedLine[]): Promise<boolean> => {
    const last = lines.at(-1)?.line ?? done;
    const fresh = lines.flatMap(({ contractId, terms, class: of }) =>
      of === 'fresh' && terms !== undefined ? [{ contractId, terms }] : [],
    );
    const mine = await store.transaction(async (tx) => {
      if (!(await moveListOpening(tx, list.id, done, last))) return false;
      await openContractsIn(tx, bank, fresh, { order: row.id, now: approval.at });
      const deed = { act: 'contract.opened', details: { order: row.id } };
      const records = fresh.map(({ contractId }) =>
        byOfficer(
          auditOf(caller, { bankCode: bank.code, contractId, userId: '' }, deed, deployment.now()),
          by,
        ),
      );
      if (records.length > 0) await appendAudit(tx, records);
      return true;
    });
    done = last;
    return mine;
  };

  for await (const batch of linesOf(store.db, deployment, bank, list)) {
    const left = batch.filter(({ line }) => line > done);
    for (let at = 0; at < left.length; at += LINES) {
      if (signal?.aborted) return;
      const began = performance.now();
      if (!(await open(left.slice(at, at + LINES)))) return;
      await wait(Math.min(performance.now() - began, MOST_REST_MS));
    }
  }
  await store.transaction(async (tx) => {
    if (!(await moveListOpening(tx, list.id, done, null))) return;
    await deleteListParts(tx, list.id);
    const opened = content.list?.fresh ?? 0;
    const details = { order: row.id, list: list.id, sha256: list.sha256, opened };
    const claim = { bankCode: bank.code, contractId: '', userId: '' };
    const record = auditOf(caller, claim, { act: 'list.imported', details }, deployment.now());
    await appendAudit(tx, [byOfficer(record, by)]);
  });
}
