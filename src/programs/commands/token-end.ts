// `warifu token end --bank CODE --contract ID [--user ID]`.

import { endToken } from '../../procedures/end-token.ts';
import type { Claim } from '../../store/read/contract.ts';
import type { ExitCode } from '../exit-code.ts';
import type { Manner } from './on-deployment.ts';
import { onHolder } from './on-holder.ts';

export function endHoldersToken(claim: Claim, manner: Manner): Promise<ExitCode> {
  return onHolder(claim, manner, {
    name: 'token',
    act: endToken,
    tell: ({ serialNumber = null }, who) => ({
      value: { token: serialNumber },
      words:
        serialNumber === null ? `${who} has no token.\n` : `token ${serialNumber} of ${who} has ended.\n`,
    }),
  });
}
