// A second person approves a proposed profile, which brings it into force in the same transaction, or returns it; or the
// operators withdraw it. What is approved is what was shown: these octets, against this version.

import { faultOfName } from '../../../domain/person-name.ts';
import { decideProposalAct, type ProposalAct, type ProposalState } from '../../../domain/profile-proposal.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import { type FoundProposal, findProposal } from '../../../store/read/bank-profile.ts';
import type { Transaction } from '../../../store/store.ts';
import { appendAudit } from '../../../store/write/audit.ts';
import { activateVersion, lockBankProfile, settleProposal } from '../../../store/write/bank-profile.ts';
import { auditOf } from '../../audit.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import { sealOfVersion } from '../../profiles/profile-seal.ts';
import { isProposalUntouched, sealOfProposal } from '../../profiles/proposal-seal.ts';
import { refreshBanks } from '../../profiles/refresh-banks.ts';
import { type AtBank, type FormsInput, officerAtBank } from '../forms/form-access.ts';
import { checkStepUp, type StepUpInput } from '../step-up.ts';
import { hashOfShown, judgeProposal } from './profile-access.ts';

export interface OneProposalInput extends FormsInput {
  readonly proposal: string;
}

export interface SettledProposal {
  readonly proposal: string;
  readonly state: ProposalState;
  /** The version that it became. */
  readonly version?: number;
}

const LONGEST_REMARK = 300;

/**
 * Brings the proposal into force: here at once, in other processes within seconds.
 *
 * @param input.hash what the approver's page carried.
 * @returns as {@link checkStepUp}; `profile-own`, `profile-settled`, `profile-changed`, `profile-tampered`,
 *   `profile-faulty`: nothing changes then, and the refusal is recorded.
 */
export async function approveProposal(
  deployment: Deployment,
  input: OneProposalInput & StepUpInput & { readonly hash: string },
  caller: Caller,
): Promise<SettledProposal | Refusal> {
  const at = await officerAtBank(deployment, input, 'profile.approve');
  if (isRefusal(at)) return at;
  // Judged against what is in force everywhere, not only here.
  await refreshBanks(deployment);
  const settled = await settle(
    deployment,
    at,
    { ...input, act: 'approve', remark: '' },
    caller,
    async (tx, row, running, now) => {
      const shown = { bankCode: at.bank.code, proposal: row.id, sha256: row.sha256, running };
      if (hashOfShown(shown) !== input.hash) return refuse('profile-changed');
      const present = deployment.banks.get(at.bank.code);
      if (present === undefined || deployment.banks.versionOf?.(at.bank.code) !== running)
        return refuse('profile-changed');
      const judged = judgeProposal(deployment.banks, present, row.content);
      if (!judged.ok) return refuse('profile-faulty');
      const version = {
        bank_code: row.bank_code,
        version: running + 1,
        content: row.content,
        sha256: row.sha256,
        source: 'office',
        proposal: row.id,
      } as const;
      const seal = sealOfVersion(deployment.keys, version);
      await activateVersion(tx, { ...version, activated_at: now, seal });
      return version.version;
    },
  );
  if (!isRefusal(settled)) await refreshBanks(deployment);
  return settled;
}

/** Returns it to the operators with what is wrong with it. */
export async function returnProposal(
  deployment: Deployment,
  input: OneProposalInput & { readonly remark: string },
  caller: Caller,
): Promise<SettledProposal | Refusal> {
  const at = await officerAtBank(deployment, input, 'profile.approve');
  return isRefusal(at) ? at : settleWithRemark(deployment, at, { ...input, act: 'return' }, caller);
}

/** The bank thought better of it. */
export async function withdrawProposal(
  deployment: Deployment,
  input: OneProposalInput & { readonly remark: string },
  caller: Caller,
): Promise<SettledProposal | Refusal> {
  const at = await officerAtBank(deployment, input, 'profile.propose');
  return isRefusal(at) ? at : settleWithRemark(deployment, at, { ...input, act: 'withdraw' }, caller);
}

async function settleWithRemark(
  deployment: Deployment,
  at: AtBank,
  input: OneProposalInput & { readonly act: ProposalAct; readonly remark: string },
  caller: Caller,
): Promise<SettledProposal | Refusal> {
  const remark = input.remark.normalize('NFC').trim();
  if (faultOfName(remark, LONGEST_REMARK) !== undefined) return refuse('form-invalid');
  return settle(deployment, at, { ...input, remark }, caller, async () => null);
}

const DEEDS: Readonly<Record<ProposalAct, string>> = {
  approve: 'profile.activated',
  return: 'profile.returned',
  withdraw: 'profile.withdrawn',
};

/** @param work what becomes of it: the version that it became, or null. */
async function settle(
  deployment: Deployment,
  { officer, bank }: AtBank,
  input: OneProposalInput & StepUpInput & { readonly act: ProposalAct; readonly remark: string },
  caller: Caller,
  work: (
    tx: Transaction,
    row: FoundProposal,
    running: number,
    now: number,
  ) => Promise<number | null | Refusal>,
): Promise<SettledProposal | Refusal> {
  const { store, keys, now } = deployment;
  const { act, remark } = input;
  return store.transaction(async (tx): Promise<SettledProposal | Refusal> => {
    const at = now();
    const inForce = await lockBankProfile(tx, bank.code);
    const row = await findProposal(tx, bank.code, input.proposal);
    if (row === undefined || inForce === undefined) return refuse('page-not-found');
    const proof =
      act === 'approve' ? await checkStepUp(tx, deployment, officer, input, caller) : { records: [] };
    const details = { officer: officer.officerId, bank: bank.code, proposal: row.id, sha256: row.sha256 };
    const record = (more: object, refusedFor?: string) => {
      const deed = { act: DEEDS[act], refusedFor, details: { ...details, ...more } };
      return appendAudit(tx, [...proof.records, auditOf(caller, { bankCode: bank.code }, deed, at)]);
    };
    const refused = async (refusal: Refusal) => {
      await record({}, refusal.cause);
      return refusal;
    };
    if (proof.refusal !== undefined) return refused(proof.refusal);
    if (!isProposalUntouched(keys, row)) return refused(refuse('profile-tampered'));
    const state = decideProposalAct(act, { state: row.state, person: row.entered_person }, officer);
    if (isRefusal(state)) return refused(state);
    const outcome = await work(tx, row, inForce.version, at);
    if (typeof outcome === 'object' && outcome !== null) return refused(outcome);
    const change = {
      ...{ state, remark, version: outcome },
      ...{ decided_by: officer.holder.id, decided_person: officer.person, decided_at: at },
    };
    const seal = sealOfProposal(keys, { ...row, ...change });
    if (!(await settleProposal(tx, row.id, { ...change, seal }))) {
      // The bank's profile is locked: only a store that was written past the program gets here.
      throw new Error(`proposal ${row.id} does not stand as it was read`);
    }
    await record(outcome === null ? {} : { version: outcome });
    return { proposal: row.id, state, ...(outcome !== null && { version: outcome }) };
  });
}
