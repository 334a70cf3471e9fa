// `warifu certificate reissue --bank CODE --contract ID [--user ID]`.

import { randomUUID } from 'node:crypto';
import { isRefusal } from '../../domain/refusal.ts';
import { reissueByBank } from '../../procedures/certificates/reissue-certificate.ts';
import type { Claim } from '../../store/read/contract.ts';
import type { ExitCode } from '../exit-code.ts';
import { StartFault } from '../start-fault.ts';
import { bankOf } from './bank-of.ts';
import { type Manner, onDeployment } from './on-deployment.ts';

export async function reissue(claim: Claim, manner: Manner): Promise<ExitCode> {
  const { bankCode, contractId, userId } = claim;
  return onDeployment(manner, async (deployment) => {
    bankOf(deployment, bankCode);
    const who =
      userId === '' ? `contract ${contractId}'s administrator` : `user ${userId} of contract ${contractId}`;
    const caller = { address: 'command line', reference: `reissue-${randomUUID()}` };
    const outcome = await reissueByBank(deployment, claim, caller);
    if (isRefusal(outcome)) throw new StartFault(`bank ${bankCode} has no ${who}: check the numbers.`);
    const words = `${who} may acquire a certificate from today to ${outcome.until}; revoked now: ${outcome.revoked}.\n`;
    return { value: { ...claim, until: outcome.until, revoked: outcome.revoked }, words };
  });
}
