// The folder of sealed keys.

import { constants } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KeyFileError, openKey, sealKey } from './key-envelope.ts';

/** Where the sealed key of a CA lies: the name carries the key, so that no key ever overwrites another. */
function keyFileOf(keyFolder: string, ca: { id: string; spkiSha256: string }): string {
  return join(keyFolder, `${ca.id}-${ca.spkiSha256.slice(0, 16)}.key.json`);
}

/** Reads and opens a CA's sealed key. */
export async function openKeyFile(
  keyFolder: string,
  ca: { id: string; spkiSha256: string },
  passphrase: string,
): Promise<Buffer> {
  const file = keyFileOf(keyFolder, ca);
  const content = await readFile(file, 'utf8').catch((error) => {
    throw new KeyFileError('missing', `the key file of ${ca.id} cannot be read: ${file} (${error.code})`);
  });
  return openKey(ca.id, content, passphrase);
}

/** Seals a CA's key and writes it; on return it is on the disk. A file that is there already is never replaced. */
export async function writeKeyFile(
  keyFolder: string,
  ca: { id: string; spkiSha256: string },
  pkcs8: Uint8Array,
  passphrase: string,
): Promise<void> {
  const envelope = await sealKey(ca.id, pkcs8, passphrase);
  await writeSynced(keyFileOf(keyFolder, ca), JSON.stringify(envelope, null, 2));
}

/** The sealed keys of a deployment, in its folder and under its passphrase. */
export class SealedKeys {
  readonly #folder: string;
  readonly #passphrase: string;

  constructor(folder: string, passphrase: string) {
    this.#folder = folder;
    this.#passphrase = passphrase;
  }

  open(holder: { readonly id: string; readonly spkiSha256: string }): Promise<Buffer> {
    return openKeyFile(this.#folder, holder, this.#passphrase);
  }

  write(holder: { readonly id: string; readonly spkiSha256: string }, pkcs8: Uint8Array): Promise<void> {
    return writeKeyFile(this.#folder, holder, pkcs8, this.#passphrase);
  }
}

async function writeSynced(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  const folder = await open(dirname(path), constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
