// `warifu user import FILE.csv --bank CODE`: loads users into a bank's contracts, and writes down their first PINs.

import { randomUUID } from 'node:crypto';
import { importUsers } from '../../procedures/import-users/import-users.ts';
import { startClock } from '../clock.ts';
import { commandConfiguration } from '../configuration-from-environment.ts';
import type { ExitCode } from '../exit-code.ts';
import { openDeployment } from '../open-deployment.ts';
import { bankOf } from './bank-of.ts';
import type { ImportOrder } from './contract-import.ts';
import { faultyFile, readImportFile } from './import-file.ts';
import { openLetters } from './letters.ts';
import { tell, undoing } from './on-deployment.ts';

const HEADER = ['contract_id', 'user_id', 'name', 'mail', 'user_pin', 'user_confirmation_pin'];

export async function importUserFile({ file, bankCode, letters, manner }: ImportOrder): Promise<ExitCode> {
  const { dryRun } = manner;
  const configuration = commandConfiguration();
  const content = await readImportFile(file);
  const { deployment } = await openDeployment(configuration, startClock(configuration.startAt));
  const { store } = deployment;
  try {
    const profile = bankOf(deployment, bankCode);
    const out = dryRun
      ? undefined
      : await openLetters(letters, configuration.dataFolder, `${bankCode}-users-${Date.now()}.csv`);
    const caller = { address: 'command line', reference: `users-${randomUUID()}` };
    const outcome = await importUsers(
      dryRun ? { ...deployment, store: undoing(store) } : deployment,
      profile,
      content,
      caller,
    );
    const loaded = 'faults' in outcome ? [] : outcome.loaded;
    await out?.write(
      HEADER,
      loaded.map(({ contractId, userId, name, mail, firstPins }) => [
        ...[contractId, userId, name, mail],
        ...[firstPins.userPin ?? '', firstPins.userConfirmationPin ?? ''],
      ]),
    );
    if ('faults' in outcome) throw faultyFile(file, outcome.faults);
    const { unchanged } = outcome;
    const written = loaded.length > 0 ? out?.path : undefined;
    const advice =
      written === undefined
        ? ''
        : `First PINs for the letters: ${written}\nPrint them, then delete the file: Warifu keeps only hashes.\n`;
    const named = loaded.map(({ contractId, userId }) => ({ contractId, userId }));
    return tell(manner, {
      value: { bankCode, loaded: named, unchanged, letters: written ?? null },
      words: `${loaded.length} users loaded into bank ${bankCode}, ${unchanged.length} were there already or have been removed.\n${advice}`,
    });
  } finally {
    await deployment.store.close();
  }
}
