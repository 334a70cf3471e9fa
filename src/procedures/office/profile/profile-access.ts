// A bank's profile as an officer meets it: which version is in force, and a proposal with what it would change.

import { hash } from 'node:crypto';
import { type BankFacts, type Danger, dangersOf } from '../../../domain/profile-dangers.ts';
import { profileDifferences, type SettingDifference } from '../../../domain/profile-settings.ts';
import { canonicalJson } from '../../../domain/request-form-content.ts';
import type { BankProfile } from '../../../profile/bank-profile.ts';
import type { Banks } from '../../../profile/banks-in-force.ts';
import { checkBanksTogether } from '../../../profile/check-banks-together.ts';
import { judgeProfile } from '../../../profile/load-banks.ts';
import type { Fault } from '../../../profile/profile-fault.ts';

/** What the proposed file is called in its faults. */
const FILE = 'the profile';
/** The largest that anybody may send: profiles have about twenty thousand octets. */
export const LARGEST_PROFILE = 256 * 1024;

export type Judged =
  | { readonly ok: true; readonly profile: BankProfile }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Judges what somebody proposes for this bank, by the rules of a file at start; and by two more: whose profile it is,
 * and whether it is a specimen, who runs the server says and nobody in the office.
 */
export function judgeProposal(banks: Banks, running: BankProfile, text: string): Judged {
  const bytes = Buffer.from(text);
  if (bytes.length > LARGEST_PROFILE) {
    const cure = 'shorten it';
    return { ok: false, faults: [{ path: '', message: `is larger than ${LARGEST_PROFILE} octets`, cure }] };
  }
  const judged = judgeProfile(bytes, { file: FILE, expectedCode: running.code });
  if (!judged.ok) return { ok: false, faults: judged.faults.map(codeFault(running)) };
  const { bank } = judged;
  const faults: Fault[] = [...checkFixed(running, bank), ...checkAmongOthers(banks, bank)];
  return faults.length > 0 ? { ok: false, faults } : { ok: true, profile: bank };
}

/** The loader speaks of folders, which the office has none of. */
const codeFault =
  ({ code }: BankProfile) =>
  ({ path, message, cure }: Fault): Fault =>
    path === 'code' && cure.startsWith('rename the folder')
      ? { path, message: `is not the code of this bank, "${code}"`, cure: `write the code as "${code}"` }
      : { path, message, cure };

function checkFixed(running: BankProfile, proposed: BankProfile): Fault[] {
  return (['kind', 'specimen'] as const).flatMap((path): Fault[] =>
    running[path] === proposed[path]
      ? []
      : [{ path, message: 'cannot be changed in the office', cure: 'leave it as it is in force' }],
  );
}

function checkAmongOthers(banks: Banks, proposed: BankProfile): Fault[] {
  const all = [...banks.values()].map((bank) => (bank.code === proposed.code ? proposed : bank));
  return checkBanksTogether(new Map(all.map((bank) => [bank.code, bank]))).flatMap(
    ({ file, path, message, cure }) =>
      file === proposed.code || message.includes(proposed.code) ? [{ path, message, cure }] : [],
  );
}

/** What an approver is to see of a change, whatever it was entered against: the difference to what is in force now. */
export interface ProfileChange {
  readonly differences: readonly SettingDifference[];
  readonly dangers: readonly Danger[];
}

export const changeOf = (running: BankProfile, proposed: BankProfile, facts?: BankFacts): ProfileChange => ({
  differences: profileDifferences(running, proposed),
  dangers: dangersOf(running, proposed, facts),
});

/** Stands for all that an approver has seen: this proposal's octets, against this version in force. */
export function hashOfShown(shown: {
  readonly bankCode: string;
  readonly proposal: string;
  readonly sha256: string;
  readonly running: number;
}): string {
  return hash('sha256', canonicalJson(shown), 'hex');
}
