// `warifu bank take CODE`: who has the server has the last word about a profile, and says so.

import { startClock } from '../clock.ts';
import { commandConfiguration } from '../configuration-from-environment.ts';
import type { ExitCode } from '../exit-code.ts';
import { openDeployment } from '../open-deployment.ts';
import { bankOf } from './bank-of.ts';

/** Brings the bank's file into force as a version of its own. */
export async function takeBank(code: string): Promise<ExitCode> {
  const configuration = commandConfiguration();
  const { deployment } = await openDeployment(configuration, startClock(configuration.startAt), {
    takeFileOf: code,
  });
  try {
    bankOf(deployment, code);
    const version = deployment.banks.versionOf?.(code);
    process.stdout.write(`bank ${code}: the file is in force as version ${version}.\n`);
    return 0;
  } finally {
    await deployment.store.close();
  }
}
