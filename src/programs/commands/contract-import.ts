// `warifu contract import FILE.csv --bank CODE`: loads a bank's new contracts, and writes down what was made for them.

import { randomUUID } from 'node:crypto';
import { importContracts } from '../../procedures/import-contracts/import-contracts.ts';
import { startClock } from '../clock.ts';
import { commandConfiguration } from '../configuration-from-environment.ts';
import type { ExitCode } from '../exit-code.ts';
import { openDeployment } from '../open-deployment.ts';
import { bankOf } from './bank-of.ts';
import { faultyFile, readImportFile } from './import-file.ts';
import { openLetters } from './letters.ts';
import { undoing } from './on-deployment.ts';

export interface ImportOrder {
  readonly file: string;
  readonly bankCode: string;
  readonly letters: string | undefined;
  readonly dryRun: boolean;
}

const HEADER = [
  ...['contract_id', 'company_name', 'mail', 'contract_pin', 'contract_confirmation_pin'],
  ...['card_number', 'card_cells'],
];

export async function importContractFile({
  file,
  bankCode,
  letters,
  dryRun,
}: ImportOrder): Promise<ExitCode> {
  const configuration = commandConfiguration();
  const content = await readImportFile(file);
  const { deployment } = await openDeployment(configuration, startClock(configuration.startAt));
  const { store } = deployment;
  try {
    const profile = bankOf(deployment, bankCode);
    const out = dryRun
      ? undefined
      : await openLetters(letters, configuration.dataFolder, `${bankCode}-${Date.now()}.csv`);
    const caller = { address: 'command line', reference: `import-${randomUUID()}` };
    const outcome = await importContracts(
      dryRun ? { ...deployment, store: undoing(store) } : deployment,
      profile,
      content,
      caller,
    );
    const loaded = 'faults' in outcome ? [] : outcome.loaded;
    await out?.write(
      HEADER,
      loaded.map((one) => [
        ...[one.contractId, one.companyName, one.mail, one.contractPin, one.contractConfirmationPin ?? ''],
        ...[one.card?.cardNumber ?? '', Object.values(one.card?.cells ?? {}).join(' ')],
      ]),
    );
    if ('faults' in outcome) throw faultyFile(file, outcome.faults);
    process.stdout.write(
      `${loaded.length} contracts loaded into bank ${bankCode}, ${outcome.unchanged.length} were there already.\n`,
    );
    if (dryRun) process.stdout.write('Dry run: nothing was changed.\n');
    else if (loaded.length > 0) {
      process.stdout.write(
        `First PINs and cards for the letters: ${out?.path}\nPrint them, then delete the file: Warifu keeps only hashes.\n`,
      );
    }
    return 0;
  } finally {
    await deployment.store.close();
  }
}
