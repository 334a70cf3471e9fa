// An operator proposes a profile for the own bank: checked first, then entered. Nothing comes into force by it.

import { randomUUID } from 'node:crypto';
import { faultOfName } from '../../../domain/person-name.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import type { BankProfile } from '../../../profile/bank-profile.ts';
import type { Fault } from '../../../profile/profile-fault.ts';
import { findSameProposal } from '../../../store/read/bank-profile.ts';
import { appendAudit } from '../../../store/write/audit.ts';
import { insertProposal, lockBankProfile } from '../../../store/write/bank-profile.ts';
import { auditOf } from '../../audit.ts';
import type { Caller, Deployment } from '../../deployment.ts';
import { keyOfProfile, textOfProfile } from '../../profiles/profile-seal.ts';
import { sealOfProposal, UNDECIDED, type Unsealed } from '../../profiles/proposal-seal.ts';
import { type AtBank, type FormsInput, officerAtBank } from '../forms/form-access.ts';
import { changeOf, judgeProposal, type ProfileChange } from './profile-access.ts';

export interface ProposalInput extends FormsInput {
  /** JSON as it was typed or pasted. */
  readonly text: string;
  /** Why, for the approver and for those who come later. */
  readonly purpose: string;
}

const LONGEST_PURPOSE = 300;

export interface CheckedProposal extends AtBank, ProfileChange {
  readonly proposed: BankProfile;
  /** SHA-256 of what would come into force. */
  readonly sha256: string;
  readonly purpose: string;
}

/** Why nothing was entered, with every fault of the profile and whether the purpose is one. */
export interface FaultyProposal extends AtBank {
  readonly faults: readonly Fault[];
  readonly purposeFault: boolean;
}

/** Judges a proposal and says what it would change; nothing is written. `profile-unchanged` where that is nothing. */
export async function checkProposal(
  deployment: Deployment,
  input: ProposalInput,
): Promise<CheckedProposal | FaultyProposal | Refusal> {
  const at = await officerAtBank(deployment, input, 'profile.propose');
  if (isRefusal(at)) return at;
  const purpose = input.purpose.normalize('NFC').trim();
  const purposeFault = faultOfName(purpose, LONGEST_PURPOSE) !== undefined;
  const judged = judgeProposal(deployment.banks, at.bank, input.text);
  if (!judged.ok || purposeFault) return { ...at, faults: judged.ok ? [] : judged.faults, purposeFault };
  const { profile } = judged;
  if (keyOfProfile(profile) === keyOfProfile(at.bank)) return refuse('profile-unchanged');
  const { sha256 } = textOfProfile(profile);
  return { ...at, ...changeOf(at.bank, profile), proposed: profile, sha256, purpose };
}

/** Enters it for an approver. The same once more, while it waits, is the same proposal. */
export async function proposeProfile(
  deployment: Deployment,
  input: ProposalInput,
  caller: Caller,
): Promise<{ readonly proposal: string } | FaultyProposal | Refusal> {
  const checked = await checkProposal(deployment, input);
  if (isRefusal(checked) || 'faults' in checked) return checked;
  const { officer, bank, proposed, purpose } = checked;
  const { store, keys, now } = deployment;
  const { content, sha256 } = textOfProfile(proposed);
  return store.transaction(async (tx) => {
    const inForce = await lockBankProfile(tx, bank.code);
    if (inForce === undefined) return refuse('page-not-found');
    const same = await findSameProposal(tx, bank.code, sha256);
    if (same !== undefined) return { proposal: same.id };
    const row: Unsealed = {
      ...UNDECIDED,
      ...{ id: randomUUID(), bank_code: bank.code, source: 'office', content, sha256, purpose },
      base_version: inForce.version,
      ...{ entered_by: officer.holder.id, entered_person: officer.person, entered_at: now() },
    };
    await insertProposal(tx, { ...row, seal: sealOfProposal(keys, row) });
    const details = { officer: officer.officerId, bank: bank.code, proposal: row.id, sha256 };
    const deed = { act: 'profile.proposed', details };
    await appendAudit(tx, [auditOf(caller, { bankCode: bank.code }, deed, now())]);
    return { proposal: row.id };
  });
}
