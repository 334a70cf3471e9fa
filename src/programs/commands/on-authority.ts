// A command about the certification authority itself, which may not be there yet: the store and the signer, no more.

import type { CaPlace } from '../../procedures/generations/accept-generation.ts';
import { openStore } from '../../store/store.ts';
import { startClock } from '../clock.ts';
import type { Configuration } from '../configuration.ts';
import { commandConfiguration } from '../configuration-from-environment.ts';
import type { ExitCode } from '../exit-code.ts';
import { signerOf } from '../open-deployment.ts';
import { assertReconciled } from '../reconciliation.ts';
import { StartFault } from '../start-fault.ts';
import { type Manner, type Told, tell, undoing } from './on-deployment.ts';

export async function onAuthority(
  manner: Manner,
  work: (place: CaPlace, configuration: Configuration) => Promise<Told>,
): Promise<ExitCode> {
  const configuration = commandConfiguration();
  const { databaseUrl, dataFolder, journalFolder, startAt, ports } = configuration;
  if (ports.pki === 0) {
    throw new StartFault('WARIFU_PKI_PORT is 0: CA certificates name the addresses of that port for years');
  }
  const signer = signerOf(configuration, { ownClock: startAt === undefined });
  try {
    const store = await openStore(databaseUrl === undefined ? { dataFolder } : { databaseUrl });
    try {
      await assertReconciled(store, journalFolder);
      const { dryRun } = manner;
      const given = { signer, now: startClock(startAt), dryRun, store: dryRun ? undoing(store) : store };
      return tell(manner, await work(given, configuration));
    } finally {
      await store.close();
    }
  } finally {
    signer.close();
  }
}
