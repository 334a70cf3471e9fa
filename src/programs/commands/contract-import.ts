// `warifu contract import FILE.csv --bank CODE`: loads a bank's new contracts, and writes down what was made for them.

import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { importContracts } from '../../procedures/import-contracts/import-contracts.ts';
import type { NewContract } from '../../procedures/import-contracts/read-contract.ts';
import { startClock } from '../clock.ts';
import { commandConfiguration } from '../configuration-from-environment.ts';
import type { ExitCode } from '../exit-code.ts';
import { openDeployment } from '../open-deployment.ts';
import { StartFault, systemCode } from '../start-fault.ts';
import { bankOf } from './bank-of.ts';

export interface ImportOrder {
  readonly file: string;
  readonly bankCode: string;
  readonly letters: string | undefined;
}

export async function importContractFile({ file, bankCode, letters }: ImportOrder): Promise<ExitCode> {
  const configuration = commandConfiguration();
  const content = await readFile(file).catch((error: unknown) => {
    throw new StartFault(`${file} cannot be read (${systemCode(error)}): check the path.`);
  });
  const { deployment } = await openDeployment(configuration, startClock(configuration.startAt));
  try {
    const profile = bankOf(deployment, bankCode);
    const lettersFile = resolve(
      letters ?? join(configuration.dataFolder, 'letters', `${bankCode}-${Date.now()}.csv`),
    );
    // Before anything is loaded: secrets that could not be written down would be lost.
    const out = await createLetters(lettersFile);
    const caller = { address: 'command line', reference: `import-${randomUUID()}` };
    const outcome = await importContracts(deployment, profile, content, caller);
    const loaded = 'faults' in outcome ? [] : outcome.loaded;
    await out.writeFile(lettersOf(loaded));
    await out.sync();
    await out.close();
    if (loaded.length === 0) await rm(lettersFile);

    if ('faults' in outcome) {
      throw new StartFault(
        `${file} has faults; nothing of it was loaded.`,
        outcome.faults.map(({ line, message }) => `line ${line}: ${message}`),
      );
    }
    process.stdout.write(
      `${loaded.length} contracts loaded into bank ${bankCode}, ${outcome.unchanged.length} were there already.\n`,
    );
    if (loaded.length > 0) {
      process.stdout.write(
        `First PINs and cards for the letters: ${lettersFile}\nPrint them, then delete the file: Warifu keeps only hashes.\n`,
      );
    }
    return 0;
  } finally {
    await deployment.store.close();
  }
}

async function createLetters(path: string) {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return await open(path, 'wx', 0o600);
  } catch (error) {
    const why =
      systemCode(error) === 'EEXIST' ? 'is there already' : `cannot be written (${systemCode(error)})`;
    throw new StartFault(`${path} ${why}: name another file with --letters. Nothing was loaded.`);
  }
}

/** One line a contract, quoted as RFC 4180 wants it; a leading sign that a spreadsheet would run is disarmed. */
function lettersOf(contracts: readonly NewContract[]): string {
  const rows = contracts.map((one) => [
    ...[one.contractId, one.companyName, one.mail, one.contractPin, one.contractConfirmationPin ?? ''],
    ...[one.card?.cardNumber ?? '', Object.values(one.card?.cells ?? {}).join(' ')],
  ]);
  const header = ['contract_id', 'company_name', 'mail', 'contract_pin', 'contract_confirmation_pin'];
  return [[...header, 'card_number', 'card_cells'], ...rows]
    .map((row) => `${row.map((cell) => `"${disarmed(cell).replaceAll('"', '""')}"`).join(',')}\r\n`)
    .join('');
}

const disarmed = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
