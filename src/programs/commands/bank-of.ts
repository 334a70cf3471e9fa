// The bank that a command names.

import type { Deployment } from '../../procedures/deployment.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { StartFault } from '../start-fault.ts';

export function bankOf({ banks }: Deployment, code: string): BankProfile {
  const profile = banks.get(code);
  if (profile === undefined) {
    throw new StartFault(`there is no bank ${code}: the banks are ${[...banks.keys()].join(', ')}.`);
  }
  return profile;
}
