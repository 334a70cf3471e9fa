// `warifu token end --bank CODE --contract ID [--user ID]`.

import { randomUUID } from 'node:crypto';
import { isRefusal } from '../../domain/refusal.ts';
import { endToken } from '../../procedures/end-token.ts';
import type { Claim } from '../../store/read/contract.ts';
import type { ExitCode } from '../exit-code.ts';
import { StartFault } from '../start-fault.ts';
import { bankOf } from './bank-of.ts';
import { type Manner, onDeployment } from './on-deployment.ts';

export async function endHoldersToken(claim: Claim, manner: Manner): Promise<ExitCode> {
  const { bankCode, contractId, userId } = claim;
  return onDeployment(manner, async (deployment) => {
    bankOf(deployment, bankCode);
    const who =
      userId === '' ? `contract ${contractId}'s administrator` : `user ${userId} of contract ${contractId}`;
    const caller = { address: 'command line', reference: `token-${randomUUID()}` };
    const outcome = await endToken(deployment, claim, caller);
    if (isRefusal(outcome)) throw new StartFault(`bank ${bankCode} has no ${who}: check the numbers.`);
    const { serialNumber = null } = outcome;
    const words =
      serialNumber === null ? `${who} has no token.\n` : `token ${serialNumber} of ${who} has ended.\n`;
    return { value: { ...claim, token: serialNumber }, words };
  });
}
