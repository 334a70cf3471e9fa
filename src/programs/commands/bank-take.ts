// `warifu bank take CODE`: who has the server has the last word about a profile, and says so.

import { profilesAtStart } from '../../procedures/profiles/profiles-at-start.ts';
import { startClock } from '../clock.ts';
import { commandConfiguration } from '../configuration-from-environment.ts';
import type { ExitCode } from '../exit-code.ts';
import { openDeployment } from '../open-deployment.ts';
import { bankOf } from './bank-of.ts';
import { type Manner, tell, undoing } from './on-deployment.ts';

/** Brings the bank's file into force as a version of its own. */
export async function takeBank(code: string, manner: Manner): Promise<ExitCode> {
  const configuration = commandConfiguration();
  const taking = manner.dryRun ? {} : { takeFileOf: code };
  const { deployment, files } = await openDeployment(
    configuration,
    startClock(configuration.startAt),
    taking,
  );
  const { store, banks } = deployment;
  try {
    bankOf(deployment, code);
    const now = banks.versionOf?.(code) ?? 1;
    if (!manner.dryRun) {
      const words = `bank ${code}: the file is in force as version ${now}.\n`;
      return tell(manner, { value: { bankCode: code, version: now }, words });
    }
    const file = new Map([...files].filter(([one]) => one === code));
    const tried = await profilesAtStart({ ...deployment, store: undoing(store) }, file, code);
    const version = tried.files.get(code) === 'taken' ? now + 1 : now;
    const words = `bank ${code}: the file would be in force as version ${version}.\n`;
    return tell(manner, { value: { bankCode: code, version }, words });
  } finally {
    await store.close();
  }
}
