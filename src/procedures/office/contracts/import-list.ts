// A bank's list at the desk: sent by an operator, shown line by line with what it would change, entered as an order if
// all of it can be, and opened batch by batch once it is approved (open-list.ts).

import { randomUUIDv7 } from 'node:crypto';
import { dayOf } from '../../../domain/calendar.ts';
import { subjectKeyOf } from '../../../domain/certificate-subject.ts';
import type { ListSummary, OrderContent } from '../../../domain/contract-order.ts';
import type { ContractTerms } from '../../../domain/contract-terms.ts';
import { lastFirstPrintDay } from '../../../domain/letter.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import type { BankProfile } from '../../../profile/bank-profile.ts';
import {
  type FoundContractList,
  findContractList,
  findListPart,
} from '../../../store/read/contract-order.ts';
import type { Transaction } from '../../../store/store.ts';
import { appendAudit } from '../../../store/write/audit.ts';
import {
  changeContractList,
  deleteListParts,
  takeContractList,
} from '../../../store/write/contract-order.ts';
import { insertOpenedContracts } from '../../../store/write/opened-contracts.ts';
import { auditOf } from '../../audit.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import { type AtBank, type FormsInput, officerAtBank } from '../forms/form-access.ts';
import { enterAs, type OrderFaults } from './enter-order.ts';
import { type JudgedLine, judgeList, type LineClass, type ListOutcome, ListTally } from './judge-list.ts';
import { keepListFile, LIST_LIMITS, type ListLimits, octetsOfList, tooLarge } from './list-file.ts';

/** Who may send a list at all: asked before anything of it is read. */
export const mayReceiveList = (deployment: Deployment, input: FormsInput): Promise<AtBank | Refusal> =>
  officerAtBank(deployment, input, 'contracts.enter');

/** Keeps a file and judges every line of it. Nothing of it is registered. */
export async function receiveList(
  deployment: Deployment,
  input: FormsInput & { readonly fileName: string; readonly octets: AsyncIterable<Uint8Array> },
  caller: Caller,
  limits: ListLimits = LIST_LIMITS,
): Promise<{ readonly listId: string } | Refusal> {
  const at = await mayReceiveList(deployment, input);
  if (isRefusal(at)) return at;
  const { bank, officer } = at;
  const { store, keys, now } = deployment;
  const file = await keepListFile(deployment, at, { name: input.fileName, octets: input.octets }, limits);
  if (isRefusal(file)) return file;
  const tally = new ListTally();
  const { id, encoding, sha256 } = file;
  const asked = { bank, octets: octetsOfList(store.db, keys, id), encoding, now: now() };
  for await (const batch of judgeList(store.db, asked)) {
    tally.add(batch);
    if (tally.lines > limits.lines) break;
  }
  const outcome = tally.outcome(limits.lines);
  return store.transaction(async (tx) => {
    const refusal = outcome.tooLong ? tooLarge(limits) : undefined;
    if (refusal !== undefined) await deleteListParts(tx, id);
    else await changeContractList(tx, id, { outcome: JSON.stringify(outcome) });
    const details = { list: id, sha256, ...outcome.counts, officer: officer.officerId };
    const deed = { act: 'list.received', refusedFor: refusal?.cause, details };
    await appendAudit(tx, [auditOf(caller, { bankCode: bank.code }, deed, now())]);
    return refusal ?? { listId: id };
  });
}

export interface ListInput extends FormsInput {
  readonly listId: string;
}

export interface ListView extends AtBank {
  readonly list: FoundContractList;
  readonly outcome: ListOutcome;
  readonly shown: LineClass | undefined;
  /** None once its order is settled. */
  readonly lines: readonly JudgedLine[];
  readonly from: number;
  /** The line at which the next page begins. */
  readonly next: number | undefined;
  /** Whether all of it can be, and anything is new. */
  readonly possible: boolean;
}

const PAGE_SIZE = 100;

/** A page of the list with what each line would change; lists are seen by whoever may see contracts. */
export async function showList(
  deployment: Deployment,
  input: ListInput & { readonly shown?: LineClass | undefined; readonly from?: number },
): Promise<ListView | Refusal> {
  const at = await officerAtBank(deployment, input, 'contracts.read');
  if (isRefusal(at)) return at;
  const { store, keys } = deployment;
  const list = await findContractList(store.db, at.bank.code, input.listId);
  if (list === undefined || list.outcome === '') return refuse('page-not-found');
  const outcome = JSON.parse(list.outcome) as ListOutcome;
  const { from = 0, shown } = input;
  const gone = list.size > 0 && (await findListPart(store.db, list.id, 0)) === undefined;
  const lines: JudgedLine[] = [];
  const asked = {
    ...{ bank: at.bank, octets: octetsOfList(store.db, keys, list.id) },
    // As on the day on which it was sent: a day that is not given is that one.
    ...{ encoding: list.encoding, now: list.created_at },
  };
  for await (const batch of gone ? [] : judgeList(store.db, asked)) {
    for (const one of batch) {
      if (one.line >= from && (shown === undefined || one.class === shown)) lines.push(one);
      if (lines.length > PAGE_SIZE) break;
    }
    if (lines.length > PAGE_SIZE) break;
  }
  const next = lines[PAGE_SIZE]?.line;
  const { counts } = outcome;
  const possible = counts.fresh > 0 && counts.differing === 0 && counts.faulty === 0;
  return { ...at, list, outcome, shown, lines: lines.slice(0, PAGE_SIZE), from, next, possible };
}

/** Enters a list as an order; `list-faulty` names the first line in its way. */
export async function enterList(
  deployment: Deployment,
  input: ListInput,
  caller: Caller,
): Promise<{ readonly orderId: string } | OrderFaults | Refusal> {
  const at = await officerAtBank(deployment, input, 'contracts.enter');
  if (isRefusal(at)) return at;
  const { bank } = at;
  return enterAs(deployment, at, input.listId, caller, async (tx, orderId) => {
    const list = await findContractList(tx, bank.code, input.listId);
    if (list === undefined || list.outcome === '') return refuse('page-not-found');
    const { counts, digest, firstFault } = JSON.parse(list.outcome) as ListOutcome;
    if (firstFault !== undefined) return refuse('list-faulty', { line: firstFault });
    if (!(await takeContractList(tx, list.id, orderId))) return refuse('order-settled');
    const summary: ListSummary = {
      ...{ list: list.id, fileName: list.file_name, sha256: list.sha256, size: list.size },
      ...{ fresh: counts.fresh, unchanged: counts.unchanged, digest },
    };
    return { kind: 'import', contractId: '', terms: null, list: summary, remark: '' } as OrderContent;
  });
}

/** Opens contracts, each with a letter that waits. The administrator may acquire; PINs come with the letter. */
export function openContractsIn(
  tx: Transaction,
  bank: BankProfile,
  contracts: readonly { readonly contractId: string; readonly terms: ContractTerms }[],
  { order, now }: { readonly order: string; readonly now: number },
): Promise<void> {
  const opened = contracts.map(({ contractId, terms }) => ({
    ...{ id: randomUUIDv7(), holder: randomUUIDv7(), contract_id: contractId },
    ...rowOfTerms(terms),
    subject: subjectKeyOf(bank, { contractId, role: 'administrator', userId: '' }),
  }));
  const printUntil = lastFirstPrintDay(dayOf(now), bank.letters);
  return insertOpenedContracts(tx, { bankCode: bank.code, order, printUntil, now }, opened);
}

export const rowOfTerms = (terms: ContractTerms) => ({
  ...{ company_name: terms.companyName, company_kana: terms.companyKana, mail: terms.mail },
  ...{ postal_code: terms.postalCode, postal_address: terms.postalAddress },
  ...{ language: terms.language, acquisition_from: terms.acquisitionFrom },
});
