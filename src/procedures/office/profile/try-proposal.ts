// A proposal is tried: on everybody who is there, and on yesterday's acts. A step at a time, each for a second of one
// request at most, so that a million holders hold nobody up; where it stands is kept, so that it goes on after anything.

import { setImmediate } from 'node:timers/promises';
import { addDays, type Day, dayOf, lastSecondOf } from '../../../domain/calendar.ts';
import { mayDo } from '../../../domain/officer.ts';
import { changesFor, TRIAL_ACTS } from '../../../domain/profile-trial.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import type { BankProfile } from '../../../profile/bank-profile.ts';
import { type FoundTrial, findProposal, findTrial } from '../../../store/read/bank-profile.ts';
import {
  countUsers,
  findHoldersOf,
  readContractBatch,
  readTrialParts,
  readTrialRecords,
} from '../../../store/read/profile-trial.ts';
import type { Reader } from '../../../store/store.ts';
import { appendAudit } from '../../../store/write/audit.ts';
import { beginTrial, continueTrial } from '../../../store/write/bank-profile.ts';
import { auditOf } from '../../audit.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import { officerAtBank } from '../forms/form-access.ts';
import { judgeProposal } from './profile-access.ts';
import type { OneProposalInput } from './settle-proposal.ts';
import { factsOf } from './trial-facts.ts';
import { RECORDED_ACTS, replayRecord } from './trial-records.ts';
import { countHolders, emptyResult, noteChanges, type TrialResult } from './trial-result.ts';

export interface TrialView {
  readonly state: FoundTrial['state'];
  readonly day: Day;
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly result: TrialResult;
}

/** The trial of a proposal against this version; one against another version says nothing any more. */
export async function readTrial(
  db: Reader,
  proposal: string,
  running: number,
): Promise<TrialView | undefined> {
  const found = await findTrial(db, proposal);
  return found === undefined || found.version !== running ? undefined : viewOf(found);
}

const viewOf = ({ state, day, started_at, updated_at, result }: FoundTrial): TrialView => ({
  ...{ state, day, startedAt: started_at, updatedAt: updated_at },
  result: JSON.parse(result) as TrialResult,
});

/** How much one request does at most. */
export interface TrialPace {
  readonly milliseconds: number;
  readonly contracts: number;
  readonly records: number;
}
const PACE: TrialPace = { milliseconds: 1000, contracts: 50, records: 50 };

/** Begins the trial anew, of the day before today; whoever proposes or approves may. */
export async function tryProposal(
  deployment: Deployment,
  input: OneProposalInput,
  caller: Caller,
): Promise<{ readonly proposal: string } | Refusal> {
  const at = await officerAtBank(deployment, input, 'profile.read');
  if (isRefusal(at)) return at;
  const { officer, bank } = at;
  if (!mayDo(officer.role, 'profile.propose') && !mayDo(officer.role, 'profile.approve'))
    return refuse('officer-not-allowed');
  const { store, banks, now } = deployment;
  const row = await findProposal(store.db, bank.code, input.proposal);
  if (row === undefined) return refuse('page-not-found');
  if (row.state !== 'entered') return refuse('profile-settled');
  if (!judgeProposal(banks, bank, row.content).ok) return refuse('profile-faulty');
  const day = addDays(dayOf(now()), -1);
  await store.transaction(async (tx) => {
    await beginTrial(tx, {
      ...{ proposal: row.id, bank_code: bank.code, day, version: banks.versionOf?.(bank.code) ?? 1 },
      ...{ state: 'running', cursor: AT_FIRST, step: 0, result: JSON.stringify(emptyResult()) },
      ...{ started_at: now(), updated_at: now() },
    });
    const details = { officer: officer.officerId, bank: bank.code, proposal: row.id, day };
    const deed = { act: 'profile.tried', details };
    await appendAudit(tx, [auditOf(caller, { bankCode: bank.code }, deed, now())]);
  });
  return { proposal: row.id };
}

/**
 * Goes on with a trial that is running, for as long as the pace says. Two at once do the same work, and one of them
 * writes it down.
 *
 * @returns how it stands afterwards; undefined: none was begun, or it was against another version.
 */
export async function goOnTrying(
  deployment: Deployment,
  input: OneProposalInput,
  pace: TrialPace = PACE,
): Promise<TrialView | undefined | Refusal> {
  const at = await officerAtBank(deployment, input, 'profile.read');
  if (isRefusal(at)) return at;
  const { bank } = at;
  const { store, banks, now } = deployment;
  const row = await findProposal(store.db, bank.code, input.proposal);
  const found = await findTrial(store.db, input.proposal);
  const running = banks.versionOf?.(bank.code) ?? 1;
  if (row === undefined || found?.version !== running) return undefined;
  const judged = judgeProposal(banks, bank, row.content);
  if (found.state === 'done' || row.state !== 'entered' || !judged.ok) return viewOf(found);
  const span = { running: bank, proposed: judged.profile, day: found.day };
  const trial = { ...span, result: JSON.parse(found.result) as TrialResult, cursor: found.cursor };
  const until = performance.now() + pace.milliseconds;
  do {
    trial.cursor = await takeStep(deployment, trial, pace);
    // Whatever else waits comes in between.
    await setImmediate();
  } while (trial.cursor !== AT_LAST && performance.now() < until);
  const done = trial.cursor === AT_LAST;
  await store.transaction((tx) =>
    continueTrial(tx, found, {
      state: done ? 'done' : 'running',
      ...{ cursor: trial.cursor, result: JSON.stringify(trial.result), updated_at: now() },
    }),
  );
  return readTrial(store.db, row.id, running);
}

/** Where a trial goes on: `contracts <id of the last one>`, `records <at> <sequence>`. */
const AT_FIRST = 'contracts ';
const AT_LAST = '';

interface Trial {
  readonly running: BankProfile;
  readonly proposed: BankProfile;
  readonly day: Day;
  readonly result: TrialResult;
  cursor: string;
}

function takeStep(deployment: Deployment, trial: Trial, pace: TrialPace): Promise<string> {
  const [part, ...rest] = trial.cursor.split(' ');
  return part === 'contracts'
    ? tryHolders(deployment, trial, rest.join(' '), pace.contracts)
    : tryRecords(deployment, trial, rest.map(Number), pace.records);
}

async function tryHolders(
  { store, ca, now }: Deployment,
  { running, proposed, result }: Trial,
  after: string,
  limit: number,
): Promise<string> {
  const batch = await readContractBatch(store.db, running.code, after, limit);
  const parts = await readTrialParts(store.db, running.code, batch.holders);
  const users = await countUsers(
    store.db,
    batch.contracts.map(({ id }) => id),
  );
  const everybody = factsOf(batch.holders, parts, users, ca.authorities.issuingAt(now()).notAfter);
  countHolders(result, batch, everybody, parts);
  const at = now();
  for (const { holder, facts } of everybody) {
    noteChanges(result, 'holder', changesFor(running, proposed, TRIAL_ACTS, facts, at), holder);
  }
  const last = batch.contracts.at(-1);
  return last === undefined || batch.contracts.length < limit
    ? 'records 0 0'
    : `contracts ${last.contractId}`;
}

async function tryRecords(
  { store, ca, now }: Deployment,
  { running, proposed, day, result }: Trial,
  [at = 0, sequence = 0]: readonly number[],
  limit: number,
): Promise<string> {
  const from = lastSecondOf(addDays(day, -1)) + 1000;
  const span = { from, to: lastSecondOf(day) + 1000, acts: RECORDED_ACTS };
  const records = await readTrialRecords(store.db, running.code, span, { at, sequence }, limit);
  const claims = records.flatMap(({ contract_id: contractId, user_id: userId }) =>
    contractId === null ? [] : [{ bankCode: running.code, contractId, userId: userId ?? '' }],
  );
  const holders = await findHoldersOf(store.db, claims);
  const parts = await readTrialParts(store.db, running.code, holders);
  const users = await countUsers(store.db, [...new Set(holders.map(({ contract }) => contract))]);
  const everybody = factsOf(holders, parts, users, ca.authorities.issuingAt(now()).notAfter);
  for (const record of records) {
    const one = everybody.find(
      ({ holder }) => holder.contractId === record.contract_id && holder.userId === (record.user_id ?? ''),
    );
    result.records += 1;
    if (one === undefined) continue;
    const changes = replayRecord({ running, proposed, runs: result.runs }, record, one.facts);
    noteChanges(result, 'record', changes, one.holder, record);
  }
  const last = records.at(-1);
  return last === undefined || records.length < limit ? AT_LAST : `records ${last.at} ${last.sequence}`;
}
