// The tables of bank profiles: versions that are or were in force, what is proposed, and trials of it.

import type { ProposalState } from '../domain/profile-proposal.ts';

/** One row for each bank: which version is in force. Every process looks here each second. */
export interface BankProfileTable {
  bank_code: string;
  version: number;
  /** SHA-256 of what the server's file said when it was last taken or offered: changed since, it is looked at again. */
  file_sha256: string;
}

/** Never changed but for its end; never removed. */
export interface BankProfileVersionTable {
  bank_code: string;
  version: number;
  /** The profile as JSON: these very octets are what the hash is of. */
  content: string;
  sha256: string;
  source: 'file' | 'office';
  /** The proposal that became it; null: the server's file, taken at start. */
  proposal: string | null;
  activated_at: number;
  /** When the next one came into force. */
  superseded_at: number | null;
  /** HMAC under a key that is not in the database. */
  seal: string;
}

/** What is to become a version. Its content never changes: amended, it is another proposal. */
export interface ProfileProposalTable {
  id: string;
  bank_code: string;
  state: ProposalState;
  source: 'file' | 'office';
  content: string;
  sha256: string;
  /** Why, in the words of who entered it. */
  purpose: string;
  /** The version that was in force when it was entered. */
  base_version: number;
  /** Account and person; null: the server's file. */
  entered_by: string | null;
  entered_person: string | null;
  entered_at: number;
  decided_by: string | null;
  decided_person: string | null;
  decided_at: number | null;
  /** What the approver had against it. */
  remark: string;
  /** The version that it became. */
  version: number | null;
  seal: string;
}

/** A trial of a proposal on a day's traffic and on everybody who is there, as far as it has come. */
export interface ProfileTrialTable {
  proposal: string;
  bank_code: string;
  /** The day replayed, `YYYY-MM-DD`, and the version that it is compared with. */
  day: string;
  version: number;
  state: 'running' | 'done';
  /** Where it goes on: of the contracts, then of the records. */
  cursor: string;
  /** Counts each step, so that two at once do not both write. */
  step: number;
  /** JSON: counts and examples. */
  result: string;
  started_at: number;
  updated_at: number;
}

export interface ProfileTables {
  bank_profile: BankProfileTable;
  bank_profile_version: BankProfileVersionTable;
  profile_proposal: ProfileProposalTable;
  profile_trial: ProfileTrialTable;
}
