// `warifu token import FILE --bank CODE`: gives a bank's customers the devices of a list, or puts a maker's in stock.

import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { Caller, Deployment } from '../../procedures/deployment.ts';
import { importTokens } from '../../procedures/import-tokens/import-tokens.ts';
import type { TokenFileFault } from '../../procedures/import-tokens/read-token-file.ts';
import { namesHolders } from '../../procedures/import-tokens/read-token-list.ts';
import { registerTokenFile } from '../../procedures/import-tokens/register-seeds.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { say } from '../../profile/wording/wording.ts';
import type { ExitCode } from '../exit-code.ts';
import { bankOf } from './bank-of.ts';
import { faultyFile, readImportFile } from './import-file.ts';
import { type Manner, onDeployment, type Told } from './on-deployment.ts';

interface TokenImport {
  readonly file: string;
  readonly bankCode: string;
  /** What opens an encrypted file stands in a file: the command line is seen by everybody on the machine. */
  readonly keyFile?: string | undefined;
  readonly passwordFile?: string | undefined;
}

export async function importTokenFile(order: TokenImport, manner: Manner): Promise<ExitCode> {
  const { file, bankCode, keyFile, passwordFile } = order;
  const content = await readImportFile(file);
  const secrets = { key: await secretIn(keyFile), password: await secretIn(passwordFile) };
  return onDeployment(manner, async (deployment) => {
    const profile = bankOf(deployment, bankCode);
    const caller = { address: 'command line', reference: `token-${randomUUID()}` };
    const { done, value, words } = namesHolders(content)
      ? await giveTokens(deployment, profile, { file, content }, caller)
      : await stockTokens(deployment, profile, { file, content, secrets }, caller);
    const advice = done > 0 ? `${file} holds their secrets: delete it, Warifu has sealed them.\n` : '';
    return { value: { bankCode, ...value }, words: `${words}${advice}` };
  });
}

/** The one line of a file, without its end. */
async function secretIn(file: string | undefined): Promise<string> {
  return file === undefined
    ? ''
    : Buffer.from(await readImportFile(file))
        .toString()
        .replace(/\r?\n$/, '');
}

interface Done extends Told {
  /** How many are new. */
  readonly done: number;
}

async function giveTokens(
  deployment: Deployment,
  profile: BankProfile,
  { file, content }: { readonly file: string; readonly content: Uint8Array },
  caller: Caller,
): Promise<Done> {
  const outcome = await importTokens(deployment, profile, content, caller);
  if ('faults' in outcome) throw faultyFile(file, outcome.faults);
  const { loaded, replaced, unchanged } = outcome;
  const ended = replaced.length > 0 ? `Ended by new ones: ${replaced.join(', ')}.\n` : '';
  const words = `${loaded.length} tokens loaded into bank ${profile.code}, ${unchanged.length} were there already or have ended.\n${ended}`;
  return { done: loaded.length, value: outcome, words };
}

async function stockTokens(
  deployment: Deployment,
  profile: BankProfile,
  { file, ...sent }: Omit<Parameters<typeof registerTokenFile>[2], 'name'> & { readonly file: string },
  caller: Caller,
): Promise<Done> {
  const { token, code } = profile;
  if (token === null) {
    throw faultyFile(file, [
      { line: 0, message: `bank ${code} has no tokens: its profile says "token": null` },
    ]);
  }
  const outcome = await registerTokenFile(
    deployment,
    { ...profile, token },
    { name: basename(file), ...sent },
    caller,
  );
  if ('faults' in outcome) {
    const faults = outcome.faults.map((fault) => ({ line: fault.line, message: inWords(profile, fault) }));
    throw faultyFile(file, faults);
  }
  const { registered, unchanged } = outcome;
  const words = `${registered} tokens put in the stock of bank ${code}, ${unchanged} were registered before and stay as they are.\n`;
  return { done: registered, value: outcome, words };
}

function inWords(profile: BankProfile, { code, about }: TokenFileFault): string {
  const unnamed = about === '' && (code === 'key-needed' || code === 'password-needed');
  return say(profile, 'en', `page.tokens.fault.${code}`, { about: unnamed ? undefined : about });
}
