// A signer at a socket, in a process of its own that a test kills: what `warifu signer` runs, for a world of tests.

import { EXAMPLE_POLICY_ID } from '../../src/ca/certification-authority.ts';
import { serveSigner } from '../../src/ca/signer/serve-signer.ts';
import { openSigner } from '../../src/programs/open-signer.ts';
import { listenForServers } from '../../src/programs/signer-socket.ts';
import { PASSPHRASE } from '../world/deployment.ts';

export interface SignerJob {
  readonly databaseUrl: string;
  readonly keyFolder: string;
  readonly socket: string;
  readonly pkiOrigin: string;
}

process.once('message', async ({ databaseUrl, keyFolder, socket, pkiOrigin }: SignerJob) => {
  const service = await openSigner({
    ...{ databaseUrl, keyFolder, ownFolder: keyFolder, pkiOrigin, policyId: EXAMPLE_POLICY_ID },
    ...{ passphrase: { value: PASSPHRASE }, demonstration: true, ownClock: false },
  });
  await listenForServers(socket, (stream) => serveSigner(stream, service));
  process.send?.('ready');
});
