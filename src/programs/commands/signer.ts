// `warifu signer`: the signer apart from the servers, under a user of its own if that is wanted.

import { EXAMPLE_POLICY_ID } from '../../ca/certification-authority.ts';
import { serveSigner } from '../../ca/signer/serve-signer.ts';
import { addressesOf } from '../addresses.ts';
import { configurationFromEnvironment } from '../configuration-from-environment.ts';
import type { ExitCode } from '../exit-code.ts';
import { openSigner } from '../open-signer.ts';
import { readShares } from '../read-shares.ts';
import { signerSettingsOf } from '../signer-settings.ts';
import { listenForServers } from '../signer-socket.ts';
import { StartFault } from '../start-fault.ts';

export interface SignerCommand {
  readonly demonstration: boolean;
  /** Whether the passphrase comes in shares, on standard input. */
  readonly shares: boolean;
}

/** Runs until it is asked to stop. */
export async function runSigner({ demonstration, shares }: SignerCommand): Promise<ExitCode> {
  const purpose = shares ? 'read' : 'sign';
  const configuration = configurationFromEnvironment({ demonstration, purpose });
  const { signerSocket, ports, startAt, policyId = EXAMPLE_POLICY_ID } = configuration;
  if (signerSocket === undefined) {
    throw new StartFault('WARIFU_SIGNER_SOCKET is not set: give the path of the socket, to the servers too');
  }
  if (ports.pki === 0) {
    throw new StartFault(
      'WARIFU_PKI_PORT is 0: a signer apart must know the addresses that certificates name',
    );
  }
  const ownClock = startAt === undefined;
  const settings = signerSettingsOf(configuration, addressesOf(configuration), policyId, {
    ownClock,
  });
  const service = await openSigner(
    shares ? { ...settings, passphrase: { value: await readShares() } } : settings,
  );
  const stopped = askedToStop();
  const server = await listenForServers(signerSocket, (stream) => serveSigner(stream, service));
  process.stdout.write(`warifu signer ready ${signerSocket}\n`);
  await stopped;
  server.close();
  process.exit(0);
}

function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}
