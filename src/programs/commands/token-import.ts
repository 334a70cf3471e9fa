// `warifu token import FILE.csv --bank CODE`: gives a bank's customers the devices of a list.

import { randomUUID } from 'node:crypto';
import { importTokens } from '../../procedures/import-tokens/import-tokens.ts';
import { startClock } from '../clock.ts';
import { commandConfiguration } from '../configuration-from-environment.ts';
import type { ExitCode } from '../exit-code.ts';
import { openDeployment } from '../open-deployment.ts';
import { bankOf } from './bank-of.ts';
import { faultyFile, readImportFile } from './import-file.ts';

export async function importTokenFile(order: { file: string; bankCode: string }): Promise<ExitCode> {
  const { file, bankCode } = order;
  const configuration = commandConfiguration();
  const content = await readImportFile(file);
  const { deployment } = await openDeployment(configuration, startClock(configuration.startAt));
  try {
    const profile = bankOf(deployment, bankCode);
    const caller = { address: 'command line', reference: `token-${randomUUID()}` };
    const outcome = await importTokens(deployment, profile, content, caller);
    if ('faults' in outcome) throw faultyFile(file, outcome.faults);
    const { loaded, replaced, unchanged } = outcome;
    process.stdout.write(
      `${loaded.length} tokens loaded into bank ${bankCode}, ${unchanged.length} were there already or have ended.\n`,
    );
    if (replaced.length > 0) process.stdout.write(`Ended by new ones: ${replaced.join(', ')}.\n`);
    if (loaded.length > 0) {
      process.stdout.write(`${file} holds their secrets: delete it, Warifu has sealed them.\n`);
    }
    return 0;
  } finally {
    await deployment.store.close();
  }
}
