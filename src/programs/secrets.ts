// The two secrets of a deployment, neither of which is in the database: the passphrase that seals the CA's keys,
// and the pepper that PINs and card cells are hashed with.

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration, SecretSource } from './configuration.ts';
import { writePrivately } from './private-file.ts';
import { StartFault, systemCode } from './start-fault.ts';

export interface Secrets {
  readonly passphrase: string;
  readonly pepper: string;
}

const SHORTEST_PASSPHRASE = 12;
const SHORTEST_PEPPER = 32;

/** Reads both secrets; the demonstration makes those that it was not given, once per data folder. */
export async function readSecrets(configuration: Configuration): Promise<Secrets> {
  const { passphrase, pepper, demonstration, dataFolder } = configuration;
  const get = async (
    source: SecretSource | undefined,
    variable: string,
    fileName: string,
    shortest: number,
  ) => {
    if (source === undefined && demonstration) return ownSecret(join(dataFolder, 'demo', fileName));
    if (source === undefined) throw new StartFault(`${variable}_FILE is not set`);
    const secret = 'value' in source ? source.value : await readSecretFile(source.file, `${variable}_FILE`);
    if (secret.length < shortest)
      throw new StartFault(
        `${variable}: the secret is too short: give at least ${shortest} random characters`,
      );
    return secret;
  };
  return {
    passphrase: await get(passphrase, 'WARIFU_CA_PASSPHRASE', 'ca-passphrase', SHORTEST_PASSPHRASE),
    pepper: await get(pepper, 'WARIFU_PEPPER', 'pepper', SHORTEST_PEPPER),
  };
}

/** A file's content without the line break that editors leave at its end. */
export async function readSecretFile(path: string, variable: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trimEnd();
  } catch (error) {
    throw new StartFault(
      `${variable}: ${path} cannot be read (${systemCode(error)}): check the path and that this user may read it`,
    );
  }
}

async function ownSecret(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trimEnd();
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
  const secret = randomBytes(32).toString('base64url');
  await writePrivately(path, `${secret}\n`);
  return secret;
}
