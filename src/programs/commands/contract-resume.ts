// `warifu contract resume --bank CODE --contract ID`.

import { randomUUID } from 'node:crypto';
import { isRefusal } from '../../domain/refusal.ts';
import { resumeContract } from '../../procedures/stop-contract.ts';
import type { ExitCode } from '../exit-code.ts';
import { StartFault } from '../start-fault.ts';
import { bankOf } from './bank-of.ts';
import { type Manner, onDeployment } from './on-deployment.ts';

export async function resume(
  input: { bankCode: string; contractId: string },
  manner: Manner,
): Promise<ExitCode> {
  return onDeployment(manner, async (deployment) => {
    bankOf(deployment, input.bankCode);
    const caller = { address: 'command line', reference: `resume-${randomUUID()}` };
    const outcome = await resumeContract(deployment, input, caller);
    if (isRefusal(outcome)) {
      throw new StartFault(`bank ${input.bankCode} has no contract ${input.contractId}: check the number.`);
    }
    const contract = `contract ${input.contractId} of bank ${input.bankCode}`;
    const words = outcome.resumed ? `${contract} goes on.\n` : `${contract} was not stopped.\n`;
    return { value: { ...input, resumed: outcome.resumed }, words };
  });
}
