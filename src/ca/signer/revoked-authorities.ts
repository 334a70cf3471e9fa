// Which issuing CAs a root has revoked, as the signer knows it: from lists that it has verified with a root of its own
// folder, kept there, for good. Who hands it a list can only take from it, and who hands it none gives nothing back.

import { hash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCertificate } from '../../x509/certificate.ts';
import { serialNumberToHex } from '../../x509/serial-number.ts';
import { judgeRootList } from '../judge-root-list.ts';
import { KeyFileError } from '../key-file-error.ts';
import { writeSynced } from '../key-files.ts';
import { RootFault } from '../root-fault.ts';
import { type HeldAuthority, readAuthorities, readAuthority } from './held-authorities.ts';
import type { KeyName } from './key-name.ts';
import { SignerFault } from './signer-fault.ts';

/** A CA's certificate as its root's list names it. */
const nameOf = (issuer: Uint8Array, serialNumber: Uint8Array): string =>
  `${Buffer.from(issuer).toString('hex')} ${serialNumberToHex(serialNumber)}`;

const FILE = /^root-\d{1,4}-[0-9a-f]{16}\.revoked-[0-9a-f]{16}\.crl$/;

export class RevokedAuthorities {
  readonly #folder: string;
  #known: Promise<Set<string>> | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async has(certificate: Uint8Array): Promise<boolean> {
    const known = await this.#read();
    if (known.size === 0) return false;
    const { issuer, serialNumber } = parseCertificate(certificate);
    return known.has(nameOf(issuer, serialNumber));
  }

  /** @throws SignerFault when this is no list of that root, KeyFileError when that root is not known here. */
  async take(root: KeyName, list: Uint8Array): Promise<void> {
    const held = await readAuthority(this.#folder, root);
    const known = await this.#read();
    const fresh = revokedOf(held, list).filter((one) => !known.has(one));
    if (fresh.length === 0) return;
    const name = `${held.id}-${held.spkiSha256.slice(0, 16)}.revoked-${hash('sha256', list, 'hex').slice(0, 16)}.crl`;
    await writeSynced(join(this.#folder, name), list).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    for (const one of fresh) known.add(one);
  }

  #read(): Promise<Set<string>> {
    this.#known ??= this.#load().catch((error: unknown) => {
      this.#known = undefined;
      throw error;
    });
    return this.#known;
  }

  async #load(): Promise<Set<string>> {
    const names = await readdir(this.#folder).catch((error) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const known = new Set<string>();
    const files = names.filter((name) => FILE.test(name));
    const roots = files.length === 0 ? [] : await readAuthorities(this.#folder);
    for (const name of files) {
      const root = roots.find((one) => name.startsWith(`${one.id}-${one.spkiSha256.slice(0, 16)}.`));
      const path = join(this.#folder, name);
      if (root === undefined)
        throw new KeyFileError('damaged', `${path} is a list of a root that is not here`);
      for (const one of revokedOf(root, await readFile(path))) known.add(one);
    }
    return known;
  }
}

function revokedOf(root: HeldAuthority, list: Uint8Array): string[] {
  if (root.role !== 'root') throw new SignerFault('refused', `${root.id} is no root`);
  try {
    const { issuer, revoked } = judgeRootList(root, list);
    return revoked.map(({ serialNumber }) => nameOf(issuer, serialNumber));
  } catch (error) {
    if (error instanceof RootFault) throw new SignerFault('refused', error.message);
    throw error;
  }
}
