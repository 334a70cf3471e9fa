// `warifu contract resume --bank CODE --contract ID`.

import { randomUUID } from 'node:crypto';
import { isRefusal } from '../../domain/refusal.ts';
import { resumeContract } from '../../procedures/stop-contract.ts';
import { startClock } from '../clock.ts';
import { commandConfiguration } from '../configuration-from-environment.ts';
import type { ExitCode } from '../exit-code.ts';
import { openDeployment } from '../open-deployment.ts';
import { StartFault } from '../start-fault.ts';
import { bankOf } from './bank-of.ts';

export async function resume(input: { bankCode: string; contractId: string }): Promise<ExitCode> {
  const configuration = commandConfiguration();
  const { deployment } = await openDeployment(configuration, startClock(configuration.startAt));
  try {
    bankOf(deployment, input.bankCode);
    const caller = { address: 'command line', reference: `resume-${randomUUID()}` };
    const outcome = await resumeContract(deployment, input, caller);
    if (isRefusal(outcome)) {
      throw new StartFault(`bank ${input.bankCode} has no contract ${input.contractId}: check the number.`);
    }
    const contract = `contract ${input.contractId} of bank ${input.bankCode}`;
    process.stdout.write(outcome.resumed ? `${contract} goes on.\n` : `${contract} was not stopped.\n`);
    return 0;
  } finally {
    await deployment.store.close();
  }
}
