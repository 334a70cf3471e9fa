// The banks of the project's own `banks/` folder, for tests.

import { join } from 'node:path';
import type { BankProfile } from '../../src/profile/bank-profile.ts';
import { loadBanks } from '../../src/profile/load-banks.ts';

export const banks: ReadonlyMap<string, BankProfile> = load('../../banks');

/** These and the invented one, 7777: a fixed password on its card, tokens with a button, other windows and names. */
export function banksAndSixth(): ReadonlyMap<string, BankProfile> {
  return new Map([...banks, ...load('../../src/profile/fixtures/sixth-bank')]);
}

/** These and the office. */
export function banksAndOffice(): ReadonlyMap<string, BankProfile> {
  return load('../../banks', '../../office/0000');
}

export function bank(code: string): BankProfile {
  const profile = banks.get(code);
  if (profile === undefined) throw new Error(`no bank ${code} in banks/`);
  return profile;
}

function load(folder: string, office?: string): ReadonlyMap<string, BankProfile> {
  const path = (name: string) => join(import.meta.dirname, name);
  const loaded = office === undefined ? loadBanks(path(folder)) : loadBanks(path(folder), path(office));
  if (!loaded.ok) throw new Error(`${folder} has faults: ${JSON.stringify(loaded.faults, null, 2)}`);
  return loaded.banks;
}
