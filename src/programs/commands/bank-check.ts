// `warifu bank check FOLDER`.

import { checkBankFolder } from '../../profile/check-bank-folder.ts';
import type { ExitCode } from '../exit-code.ts';

export function checkBanks(folder: string): ExitCode {
  const { faults, report } = checkBankFolder(folder);
  (faults.length === 0 ? process.stdout : process.stderr).write(`${report}\n`);
  return faults.length === 0 ? 0 : 1;
}
