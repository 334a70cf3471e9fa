// `warifu contract unlock --bank CODE --contract ID [--user ID]`.

import { randomUUID } from 'node:crypto';
import { isRefusal } from '../../domain/refusal.ts';
import { unlockContract } from '../../procedures/unlock.ts';
import type { ExitCode } from '../exit-code.ts';
import { StartFault } from '../start-fault.ts';
import { bankOf } from './bank-of.ts';
import { type Manner, onDeployment } from './on-deployment.ts';

export interface UnlockInput {
  readonly bankCode: string;
  readonly contractId: string;
  /** Absent: the administrator. */
  readonly userId?: string | undefined;
}

export async function unlock(input: UnlockInput, manner: Manner): Promise<ExitCode> {
  return onDeployment(manner, async (deployment) => {
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
    const words = `${whose}contract ${input.contractId} of bank ${input.bankCode} is unlocked.\n`;
    return { value: { ...input, unlocked: true }, words };
  });
}
