// What a request form acts upon, as it stands: shown to the approver with the form, and part of what is approved.

import type { BankProfile, FormKind } from '../profile/bank-profile.ts';
import type { Day } from './calendar.ts';
import type { ContractState, HolderState } from './contract-state.ts';
import type { LockedSecret } from './locked-secrets.ts';
import { type Refusal, refuse } from './refusal.ts';

export interface EndingCertificate {
  readonly userId: string;
  readonly serialNumber: string;
  readonly until: Day;
}

/** Only what concerns the kind is filled in, so that nothing else stands in an approval's way. */
export interface FormFacts {
  readonly companyName: string;
  readonly contractState: ContractState;
  readonly stopped: boolean;
  /** Where the customer is told. */
  readonly mail: string;
  /** A user's; empty for the administrator. */
  readonly userName: string;
  readonly holderState: HolderState;
  /** What would end, when it is carried out. */
  readonly ends: readonly EndingCertificate[];
  readonly locked: readonly LockedSecret[];
  /** The card that would end; empty: the contract has none. */
  readonly cardNumber: string;
  /** The token that would end; empty: the holder has none. */
  readonly tokenNumber: string;
  /** Whether the contract's administrator has ever had a certificate. */
  readonly certificateEver: boolean;
}

/** Whether there is anything to do for a form of this kind. */
export function checkFormPossible(
  profile: BankProfile,
  kind: FormKind,
  facts: FormFacts,
): Refusal | undefined {
  if (facts.contractState === 'closed') return refuse('contract-closed');
  if (facts.holderState === 'removed') return refuse('user-removed');
  return isNeedless(profile, kind, facts) ? refuse('form-needless') : undefined;
}

function isNeedless(profile: BankProfile, kind: FormKind, facts: FormFacts): boolean {
  switch (kind) {
    case 'revocation':
      return facts.ends.length === 0;
    case 'pinUnlock':
      return facts.locked.length === 0;
    case 'cardReissue':
      return profile.card === null;
    case 'methodChange':
      return profile.logon.passwordLogon === 'never' || facts.certificateEver;
    case 'certificateReissue':
    case 'newAdministrator':
    case 'contractClose':
      return false;
  }
}
