// `warifu ca shares`: the passphrase of the keys split for several people.

import { parseSplit, ShareError, splitPassphrase } from '../../ca/passphrase-shares.ts';
import { configurationFromEnvironment } from '../configuration-from-environment.ts';
import type { ExitCode } from '../exit-code.ts';
import { readPassphrase } from '../open-signer.ts';
import { StartFault } from '../start-fault.ts';

/** Prints a line for each person. Nothing is kept. */
export async function splitShares(split: string): Promise<ExitCode> {
  const { passphrase } = configurationFromEnvironment({ demonstration: false, purpose: 'sign' });
  try {
    const lines = await splitPassphrase(await readPassphrase({ passphrase }), parseSplit(split));
    process.stdout.write(`${lines.join('\n')}\n`);
  } catch (error) {
    if (error instanceof ShareError) throw new StartFault(error.message);
    throw error;
  }
  process.stderr.write(
    'warifu: give each line to one person, on paper or on a medium of its own. Then destroy the passphrase’s file:\nwarifu: `warifu signer --shares` takes the lines on standard input.\n',
  );
  return 0;
}
