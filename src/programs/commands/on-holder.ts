// A command about one holder of a bank's contract: its administrator, or the user who is named.

import { randomUUID } from 'node:crypto';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import type { Caller, Deployment } from '../../procedures/deployment.ts';
import type { Claim } from '../../store/read/contract.ts';
import type { ExitCode } from '../exit-code.ts';
import { StartFault } from '../start-fault.ts';
import { bankOf } from './bank-of.ts';
import { type Manner, onDeployment, type Told } from './on-deployment.ts';

/** What the command does, and how it is told; `who` is the holder in words. */
export interface HolderCommand<Done extends object> {
  /** For the reference of its audit records. */
  readonly name: string;
  /** Refused for whoever the bank does not have. */
  act(deployment: Deployment, claim: Claim, caller: Caller): Promise<Done | Refusal>;
  tell(done: Done, who: string): Told;
}

/** Throws StartFault where the bank or the holder is not there. */
export async function onHolder<Done extends object>(
  claim: Claim,
  manner: Manner,
  { name, act, tell }: HolderCommand<Done>,
): Promise<ExitCode> {
  const { bankCode, contractId, userId } = claim;
  return onDeployment(manner, async (deployment) => {
    bankOf(deployment, bankCode);
    const who =
      userId === '' ? `contract ${contractId}'s administrator` : `user ${userId} of contract ${contractId}`;
    const caller = { address: 'command line', reference: `${name}-${randomUUID()}` };
    const done = await act(deployment, claim, caller);
    if (isRefusal(done)) throw new StartFault(`bank ${bankCode} has no ${who}: check the numbers.`);
    const { value, words } = tell(done, who);
    return { value: { ...claim, ...value }, words };
  });
}
