// `warifu certificate reissue --bank CODE --contract ID [--user ID]`.

import { reissueByBank } from '../../procedures/certificates/reissue-certificate.ts';
import type { Claim } from '../../store/read/contract.ts';
import type { ExitCode } from '../exit-code.ts';
import type { Manner } from './on-deployment.ts';
import { onHolder } from './on-holder.ts';

export function reissue(claim: Claim, manner: Manner): Promise<ExitCode> {
  return onHolder(claim, manner, {
    name: 'reissue',
    act: reissueByBank,
    tell: ({ until, revoked }, who) => ({
      value: { until, revoked },
      words: `${who} may acquire a certificate from today to ${until}; revoked now: ${revoked}.\n`,
    }),
  });
}
