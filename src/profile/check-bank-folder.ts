// `npx warifu bank check <folder>`: judges one bank's folder, or a folder of banks, in words for who writes them.

import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { BankProfile } from './bank-profile.ts';
import { loadBank, loadBanks } from './load-banks.ts';
import { formatFault, type ProfileFault } from './profile-fault.ts';
import { checkCommonWording } from './wording/check-wording.ts';

export interface FolderReport {
  readonly banks: readonly BankProfile[];
  readonly faults: readonly ProfileFault[];
  /** For people: one line for each fault, or for each bank that is in order. Ends without a line feed. */
  readonly report: string;
}

/** The folder of one bank (it holds a profile.json) or of several (its folders do). */
export function checkBankFolder(folder: string): FolderReport {
  const { banks, faults } = existsSync(join(folder, 'profile.json')) ? oneBank(folder) : severalBanks(folder);
  const wording = checkCommonWording().map((fault) => ({ file: 'src/profile/wording', ...fault }));
  const all = [...faults, ...wording];
  return { banks, faults: all, report: all.length > 0 ? reportFaults(all) : reportBanks(banks) };
}

function oneBank(folder: string): Pick<FolderReport, 'banks' | 'faults'> {
  const loaded = loadBank(folder, basename(resolve(folder)));
  return loaded.ok ? { banks: [loaded.bank], faults: [] } : { banks: [], faults: loaded.faults };
}

function severalBanks(folder: string): Pick<FolderReport, 'banks' | 'faults'> {
  const loaded = loadBanks(folder);
  return loaded.ok ? { banks: [...loaded.banks.values()], faults: [] } : { banks: [], faults: loaded.faults };
}

function reportFaults(faults: readonly ProfileFault[]): string {
  const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  return [...faults.map(formatFault), count].join('\n');
}

function reportBanks(banks: readonly BankProfile[]): string {
  return banks
    .map(
      (bank) =>
        `${bank.code} ${bank.name.ja} (${bank.name.en}): in order${bank.specimen ? ', specimen' : ''}`,
    )
    .join('\n');
}
