// The secrets of a deployment, none of which is in the database: each in a file, or in the environment.

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration, SecretSource } from './configuration.ts';
import { writePrivately } from './private-file.ts';
import { StartFault, systemCode } from './start-fault.ts';

const SHORTEST_PEPPER = 32;

/** What PINs and card cells are hashed with; the demonstration makes its own, once per data folder. */
export function readPepper({ pepper, demonstration, dataFolder }: Configuration): Promise<string> {
  const own = demonstration ? join(dataFolder, 'demo', 'pepper') : undefined;
  return readSecret(pepper, { variable: 'WARIFU_PEPPER', shortest: SHORTEST_PEPPER, own });
}

export interface SecretRules {
  /** Its name in the environment. */
  readonly variable: string;
  readonly shortest: number;
  /** The file of a secret that is made where none was given. */
  readonly own?: string | undefined;
}

export async function readSecret(
  source: SecretSource | undefined,
  { variable, shortest, own }: SecretRules,
): Promise<string> {
  if (source === undefined && own !== undefined) return ownSecret(own);
  if (source === undefined) throw new StartFault(`${variable}_FILE is not set`);
  const secret = 'value' in source ? source.value : await readSecretFile(source.file, `${variable}_FILE`);
  if (secret.length < shortest)
    throw new StartFault(`${variable}: the secret is too short: give at least ${shortest} random characters`);
  return secret;
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
