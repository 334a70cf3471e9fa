// What officers see: the profile in force, its versions and proposals; and one version or proposal.

import type { BankFacts } from '../../../domain/profile-dangers.ts';
import { type ProposalAct, proposalActsFor } from '../../../domain/profile-proposal.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import type { BankProfile } from '../../../profile/bank-profile.ts';
import { judgeProfile } from '../../../profile/load-banks.ts';
import {
  type FoundProposal,
  findProposal,
  findVersion,
  type ListedProposal,
  type ListedVersion,
  readProposals,
  readVersions,
} from '../../../store/read/bank-profile.ts';
import type { Deployment } from '../../deployment.ts';
import { textOfProfile } from '../../profiles/profile-seal.ts';
import { isProposalUntouched } from '../../profiles/proposal-seal.ts';
import { type AtBank, type FormsInput, officerAtBank } from '../forms/form-access.ts';
import { changeOf, hashOfShown, judgeProposal, type ProfileChange } from './profile-access.ts';
import type { OneProposalInput } from './settle-proposal.ts';
import { readTrial, type TrialView } from './try-proposal.ts';

const LISTED = 50;

export interface ProfileView extends AtBank {
  readonly version: number;
  readonly content: string;
  readonly sha256: string;
  readonly versions: readonly ListedVersion[];
  readonly proposals: readonly ListedProposal[];
}

export async function showProfile(deployment: Deployment, input: FormsInput): Promise<ProfileView | Refusal> {
  const at = await officerAtBank(deployment, input, 'profile.read');
  if (isRefusal(at)) return at;
  const { db } = deployment.store;
  const { code } = at.bank;
  const versions = await readVersions(db, code, LISTED);
  const proposals = await readProposals(db, code, LISTED);
  const version = deployment.banks.versionOf?.(code) ?? 1;
  return { ...at, version, ...textOfProfile(at.bank), versions, proposals };
}

export interface VersionView extends AtBank {
  readonly version: number;
  readonly content: string;
  readonly sha256: string;
  readonly activatedAt: number;
  readonly supersededAt: number | null;
  /** Undefined where this program cannot read it any more. */
  readonly profile: BankProfile | undefined;
  /** What is otherwise in force now. */
  readonly change: ProfileChange | undefined;
}

/** An earlier version, against what is in force. */
export async function showVersion(
  deployment: Deployment,
  input: FormsInput & { readonly version: string },
): Promise<VersionView | Refusal> {
  const at = await officerAtBank(deployment, input, 'profile.read');
  if (isRefusal(at)) return at;
  const { code } = at.bank;
  const number = /^[1-9]\d{0,8}$/.test(input.version) ? Number(input.version) : 0;
  const row = await findVersion(deployment.store.db, code, number);
  if (row === undefined) return refuse('page-not-found');
  const judged = judgeProfile(Buffer.from(row.content), { file: '', expectedCode: code });
  const profile = judged.ok ? judged.bank : undefined;
  return {
    ...at,
    ...{ version: row.version, content: row.content, sha256: row.sha256 },
    ...{ activatedAt: row.activated_at, supersededAt: row.superseded_at, profile },
    change: profile && changeOf(profile, at.bank),
  };
}

export interface ProposalView extends AtBank {
  readonly row: FoundProposal;
  /** The version in force; a proposal that is still open is compared with it, an active one with the one before. */
  readonly running: number;
  readonly change: ProfileChange | undefined;
  readonly proposed: BankProfile | undefined;
  readonly acts: readonly ProposalAct[];
  /** The approval carries it. */
  readonly hash: string;
  readonly untouched: boolean;
  readonly trial: TrialView | undefined;
}

export async function showProposal(
  deployment: Deployment,
  input: OneProposalInput,
): Promise<ProposalView | Refusal> {
  const at = await officerAtBank(deployment, input, 'profile.read');
  if (isRefusal(at)) return at;
  const { officer, bank } = at;
  const row = await findProposal(deployment.store.db, bank.code, input.proposal);
  if (row === undefined) return refuse('page-not-found');
  const judged = judgeProposal(deployment.banks, bank, row.content);
  const proposed = judged.ok ? judged.profile : undefined;
  const running = deployment.banks.versionOf?.(bank.code) ?? 1;
  const base = row.version === null ? bank : await profileBefore(deployment, bank, row.version);
  const trial = await readTrial(deployment.store.db, row.id, running);
  const facts: BankFacts | undefined = trial?.state === 'done' ? trial.result.facts : undefined;
  return {
    ...at,
    ...{ row, running, proposed, trial },
    change: proposed && changeOf(base, proposed, facts),
    acts: proposalActsFor({ state: row.state, person: row.entered_person }, officer),
    hash: hashOfShown({ bankCode: bank.code, proposal: row.id, sha256: row.sha256, running }),
    untouched: isProposalUntouched(deployment.keys, row),
  };
}

async function profileBefore(
  { store }: Deployment,
  bank: BankProfile,
  version: number,
): Promise<BankProfile> {
  const row = await findVersion(store.db, bank.code, version - 1);
  const judged = row && judgeProfile(Buffer.from(row.content), { file: '', expectedCode: bank.code });
  return judged?.ok ? judged.bank : bank;
}
