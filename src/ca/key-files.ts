// The folder of sealed keys.

import { hash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CaKeyKind } from '../x509/ca-key-kind.ts';
import { openKey, sealKey } from './key-envelope.ts';
import { KeyFileError } from './key-file-error.ts';
import type { KeyName } from './signer/key-name.ts';
import { generateSigningKey, openSigningKey, type SigningKey } from './signing-key.ts';

/** Where a signer's keys are made and opened: sealed files, or a token. */
export interface KeyPlace {
  /** Makes a key; on return it outlives a power cut. */
  generate(id: string, kind: CaKeyKind): Promise<SigningKey>;
  /** @throws KeyFileError, or SignerFault when the place is away. */
  open(name: KeyName): Promise<SigningKey>;
}

/** Where the sealed key of a CA lies: the name carries the key, so that no key ever overwrites another. */
function keyFileOf(keyFolder: string, ca: KeyName): string {
  return join(keyFolder, `${ca.id}-${ca.spkiSha256.slice(0, 16)}.key.json`);
}

/** Reads and opens a CA's sealed key. */
export async function openKeyFile(keyFolder: string, ca: KeyName, passphrase: string): Promise<Buffer> {
  const file = keyFileOf(keyFolder, ca);
  const content = await readFile(file, 'utf8').catch((error) => {
    throw new KeyFileError('missing', `the key file of ${ca.id} cannot be read: ${file} (${error.code})`);
  });
  return openKey(ca.id, content, passphrase);
}

/** Seals a CA's key and writes it; on return it is on the disk. A file that is there already is never replaced. */
async function writeKeyFile(
  keyFolder: string,
  ca: KeyName,
  pkcs8: Uint8Array,
  passphrase: string,
): Promise<void> {
  const envelope = await sealKey(ca.id, pkcs8, passphrase);
  await writeSynced(keyFileOf(keyFolder, ca), JSON.stringify(envelope, null, 2));
}

/** The sealed keys of a deployment, in its folder and under its passphrase. */
export class SealedKeys implements KeyPlace {
  readonly #folder: string;
  readonly #passphrase: string;

  constructor(folder: string, passphrase: string) {
    this.#folder = folder;
    this.#passphrase = passphrase;
  }

  async generate(id: string, kind: CaKeyKind): Promise<SigningKey> {
    const { key, pkcs8 } = generateSigningKey(kind);
    const spkiSha256 = hash('sha256', key.subjectPublicKeyInfo, 'hex');
    await writeKeyFile(this.#folder, { id, spkiSha256 }, pkcs8, this.#passphrase);
    pkcs8.fill(0);
    return key;
  }

  async open(name: KeyName): Promise<SigningKey> {
    const pkcs8 = await openKeyFile(this.#folder, name, this.#passphrase);
    const key = openSigningKey(pkcs8);
    pkcs8.fill(0);
    if (hash('sha256', key.subjectPublicKeyInfo, 'hex') !== name.spkiSha256) {
      throw new KeyFileError('damaged', `the key file of ${name.id} holds another key`);
    }
    return key;
  }
}

/** A key that was made a moment ago is not opened again, which takes its time. */
export function rememberingMade(keys: KeyPlace): KeyPlace {
  const made = new Map<string, SigningKey>();
  return {
    generate: async (id, kind) => {
      const key = await keys.generate(id, kind);
      made.set(hash('sha256', key.subjectPublicKeyInfo, 'hex'), key);
      return key;
    },
    open: async (name) => made.get(name.spkiSha256) ?? keys.open(name),
  };
}

/** Writes a file that is not there yet, whole or not at all; on return it is on the disk, its name too. */
export async function writeSynced(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const beside = `${path}.${randomUUID()}.new`;
  const file = await open(beside, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    // Never in the place of another.
    await link(beside, path);
  } finally {
    await unlink(beside);
  }
  const folder = await open(dirname(path), constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
