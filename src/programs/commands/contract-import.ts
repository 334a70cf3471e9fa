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
import { type Manner, tell, undoing } from './on-deployment.ts';

export interface ImportOrder {
  readonly file: string;
  readonly bankCode: string;
  readonly letters: string | undefined;
  readonly manner: Manner;
}

const HEADER = [
  ...['contract_id', 'company_name', 'mail', 'contract_pin', 'contract_confirmation_pin'],
  ...['card_number', 'card_cells'],
];

export async function importContractFile({
  file,
  bankCode,
  letters,
  manner,
}: ImportOrder): Promise<ExitCode> {
  const { dryRun } = manner;
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
    const { unchanged } = outcome;
    const written = loaded.length > 0 ? out?.path : undefined;
    const advice =
      written === undefined
        ? ''
        : `First PINs and cards for the letters: ${written}\nPrint them, then delete the file: Warifu keeps only hashes.\n`;
    return tell(manner, {
      value: { bankCode, loaded: loaded.map((one) => one.contractId), unchanged, letters: written ?? null },
      words: `${loaded.length} contracts loaded into bank ${bankCode}, ${unchanged.length} were there already.\n${advice}`,
    });
  } finally {
    await deployment.store.close();
  }
}
