// `warifu ca policy [--lang ja|en]`: the skeleton of a certificate policy, with the numbers of this deployment.

import { loadBanks } from '../../profile/load-banks.ts';
import { formatFault } from '../../profile/profile-fault.ts';
import { readingConfiguration } from '../configuration-from-environment.ts';
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
  process.stdout.write(policyDocument(policyFacts(configuration, loaded.banks), language));
  return 0;
}
