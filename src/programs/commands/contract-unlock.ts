// `warifu contract unlock --bank CODE --contract ID`.

import { randomUUID } from 'node:crypto';
import { isRefusal } from '../../domain/refusal.ts';
import { unlockContract } from '../../procedures/unlock.ts';
import { startClock } from '../clock.ts';
import { commandConfiguration } from '../configuration-from-environment.ts';
import type { ExitCode } from '../exit-code.ts';
import { openDeployment } from '../open-deployment.ts';
import { StartFault } from '../start-fault.ts';
import { bankOf } from './bank-of.ts';

export async function unlock(input: { bankCode: string; contractId: string }): Promise<ExitCode> {
  const configuration = commandConfiguration();
  const { deployment } = await openDeployment(configuration, startClock(configuration.startAt));
  try {
    bankOf(deployment, input.bankCode);
    const caller = { address: 'command line', reference: `unlock-${randomUUID()}` };
    const outcome = await unlockContract(deployment, input, caller);
    if (isRefusal(outcome)) {
      throw new StartFault(`bank ${input.bankCode} has no contract ${input.contractId}: check the number.`);
    }
    process.stdout.write(`contract ${input.contractId} of bank ${input.bankCode} is unlocked.\n`);
    return 0;
  } finally {
    await deployment.store.close();
  }
}
