// `warifu token end --bank CODE --contract ID [--user ID]`.

import { randomUUID } from 'node:crypto';
import { isRefusal } from '../../domain/refusal.ts';
import { endToken } from '../../procedures/end-token.ts';
import type { Claim } from '../../store/read/contract.ts';
import { startClock } from '../clock.ts';
import { commandConfiguration } from '../configuration-from-environment.ts';
import type { ExitCode } from '../exit-code.ts';
import { openDeployment } from '../open-deployment.ts';
import { StartFault } from '../start-fault.ts';
import { bankOf } from './bank-of.ts';

export async function endHoldersToken(claim: Claim): Promise<ExitCode> {
  const { bankCode, contractId, userId } = claim;
  const configuration = commandConfiguration();
  const { deployment } = await openDeployment(configuration, startClock(configuration.startAt));
  try {
    bankOf(deployment, bankCode);
    const who =
      userId === '' ? `contract ${contractId}'s administrator` : `user ${userId} of contract ${contractId}`;
    const caller = { address: 'command line', reference: `token-${randomUUID()}` };
    const outcome = await endToken(deployment, claim, caller);
    if (isRefusal(outcome)) throw new StartFault(`bank ${bankCode} has no ${who}: check the numbers.`);
    process.stdout.write(
      outcome.serialNumber === undefined
        ? `${who} has no token.\n`
        : `token ${outcome.serialNumber} of ${who} has ended.\n`,
    );
    return 0;
  } finally {
    await deployment.store.close();
  }
}
