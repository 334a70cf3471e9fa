// The passphrase of the keys out of its shares, as they are typed on standard input.

import { createInterface } from 'node:readline';
import { joinShares, parseShare, type Share, ShareError } from '../ca/passphrase-shares.ts';
import { StartFault } from './start-fault.ts';

/** One share a line, until there are enough. A slip of the pen is told and asked for again. */
export async function readShares(): Promise<string> {
  const given: Share[] = [];
  const ask = (text: string) => process.stderr.write(`warifu: ${text}\n`);
  ask('give the shares of the passphrase, one a line');
  for await (const line of createInterface(process.stdin)) {
    if (line.trim() === '') continue;
    try {
      given.push(parseShare(line));
      const joined = await joinShares(given);
      if (typeof joined === 'string') return joined;
      ask(joined === 1 ? 'one more' : `${joined} more`);
    } catch (error) {
      if (!(error instanceof ShareError)) throw error;
      if (error.message.includes('different splittings')) given.pop();
      ask(error.message);
    }
  }
  throw new StartFault('there were not enough shares: nothing was opened');
}
