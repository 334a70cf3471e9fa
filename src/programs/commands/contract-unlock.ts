// `warifu contract unlock --bank CODE --contract ID [--user ID]`.

import { randomUUID } from 'node:crypto';
import { isRefusal } from '../../domain/refusal.ts';
import { unlockContract } from '../../procedures/unlock.ts';
import { startClock } from '../clock.ts';
import { commandConfiguration } from '../configuration-from-environment.ts';
import type { ExitCode } from '../exit-code.ts';
import { openDeployment } from '../open-deployment.ts';
import { StartFault } from '../start-fault.ts';
import { bankOf } from './bank-of.ts';

export interface UnlockInput {
  readonly bankCode: string;
  readonly contractId: string;
  /** Absent: the administrator. */
  readonly userId?: string | undefined;
}

export async function unlock(input: UnlockInput): Promise<ExitCode> {
  const configuration = commandConfiguration();
  const { deployment } = await openDeployment(configuration, startClock(configuration.startAt));
  try {
    bankOf(deployment, input.bankCode);
    const caller = { address: 'command line', reference: `unlock-${randomUUID()}` };
    const outcome = await unlockContract(deployment, input, caller);
    if (isRefusal(outcome)) {
      const who = input.userId === undefined ? '' : `, or it has no user ${input.userId}`;
      throw new StartFault(
        `bank ${input.bankCode} has no contract ${input.contractId}${who}: check the number.`,
      );
    }
    const whose = input.userId === undefined ? '' : `user ${input.userId} of `;
    process.stdout.write(`${whose}contract ${input.contractId} of bank ${input.bankCode} is unlocked.\n`);
    return 0;
  } finally {
    await deployment.store.close();
  }
}
