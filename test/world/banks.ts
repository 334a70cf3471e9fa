// The banks of the project's own `banks/` folder, for tests.

import { join } from 'node:path';
import type { BankProfile } from '../../src/profile/bank-profile.ts';
import { loadBanks } from '../../src/profile/load-banks.ts';

const loaded = loadBanks(join(import.meta.dirname, '../../banks'));
if (!loaded.ok) throw new Error(`banks/ has faults: ${JSON.stringify(loaded.faults, null, 2)}`);

export const banks: ReadonlyMap<string, BankProfile> = loaded.banks;

export function bank(code: string): BankProfile {
  const profile = banks.get(code);
  if (profile === undefined) throw new Error(`no bank ${code} in banks/`);
  return profile;
}
