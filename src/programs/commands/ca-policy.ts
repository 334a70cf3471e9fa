// `warifu ca policy [--lang ja|en]`: the skeleton of a certificate policy, with the numbers of this deployment.

import { Authorities } from '../../ca/authorities.ts';
import { type PublishedAuthority, publishedAuthorities } from '../../ca/published-authorities.ts';
import { loadBanks } from '../../profile/load-banks.ts';
import { formatFault } from '../../profile/profile-fault.ts';
import { readAuthorities } from '../../store/read/certification-authority.ts';
import { readStore, StoreError } from '../../store/store.ts';
import { addressesOf } from '../addresses.ts';
import { startClock } from '../clock.ts';
import type { Configuration } from '../configuration.ts';
import { readingConfiguration } from '../configuration-from-environment.ts';
import { askForAuthorities } from '../control-socket.ts';
import type { ExitCode } from '../exit-code.ts';
import { policyDocument } from '../policy/policy-document.ts';
import { policyFacts } from '../policy/policy-facts.ts';
import { StartFault } from '../start-fault.ts';

export async function showPolicy(language: string): Promise<ExitCode> {
  if (language !== 'ja' && language !== 'en') throw new StartFault(`--lang ${language}: give ja or en.`);
  const configuration = readingConfiguration();
  const loaded = loadBanks(configuration.banksFolder, configuration.officeFolder);
  if (!loaded.ok) {
    throw new StartFault(
      `the banks in ${configuration.banksFolder} have faults.`,
      loaded.faults.map(formatFault),
    );
  }
  const facts = policyFacts(configuration, loaded.banks, await authoritiesOf(configuration));
  process.stdout.write(policyDocument(facts, language));
  return 0;
}

/** Those that run, from the database or from the server that has it; none where nothing has been made yet. */
async function authoritiesOf(configuration: Configuration): Promise<readonly PublishedAuthority[]> {
  const { databaseUrl, dataFolder, startAt } = configuration;
  try {
    return await readStore(databaseUrl === undefined ? { dataFolder } : { databaseUrl }, async (db) => {
      const rows = await readAuthorities(db);
      if (rows.length === 0) return [];
      const { pkiOrigin } = addressesOf(configuration);
      return publishedAuthorities(new Authorities(rows), pkiOrigin, startClock(startAt)());
    });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    if (error.code === 'absent') return [];
    if (error.code === 'already-open') return askForAuthorities(dataFolder);
    throw error;
  }
}
