// The certification authorities of a signer, as their ceremony left them beside the keys: what a signer believes about
// itself comes from its own folder, never from whoever asks it to sign.

import { hash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type ParsedCertificate, parseCertificate } from '../../x509/certificate.ts';
import type { SignatureAlgorithm } from '../../x509/signature-algorithm.ts';
import { KeyFileError } from '../key-file-error.ts';
import { writeSynced } from '../key-files.ts';
import { keyIdentifierOf } from '../key-identifier.ts';
import { algorithmOfKey } from '../public-key.ts';
import type { KeyName, MadeAuthority } from './key-name.ts';

export interface HeldAuthority extends KeyName {
  readonly role: 'root' | 'issuing';
  readonly certificate: Uint8Array;
  readonly crlShards: number;
  readonly subject: Uint8Array;
  readonly subjectPublicKeyInfo: Uint8Array;
  readonly keyIdentifier: Uint8Array;
  readonly algorithm: SignatureAlgorithm;
  readonly notBefore: number;
  readonly notAfter: number;
}

const schema = z.strictObject({
  format: z.literal('warifu-ca-1'),
  id: z.string(),
  role: z.enum(['root', 'issuing']),
  crlShards: z.int().min(0).max(256),
  certificate: z.base64(),
});

function fileOf(folder: string, { id, spkiSha256 }: KeyName): string {
  return join(folder, `${id}-${spkiSha256.slice(0, 16)}.ca.json`);
}

export async function writeAuthority(folder: string, made: MadeAuthority): Promise<void> {
  const { id, role, crlShards } = made;
  const name = { id, spkiSha256: spkiSha256Of(parseCertificate(made.certificate)) };
  const certificate = Buffer.from(made.certificate).toString('base64');
  const content = { format: 'warifu-ca-1', id, role, crlShards, certificate };
  await writeSynced(fileOf(folder, name), `${JSON.stringify(content, null, 2)}\n`);
}

/** @throws KeyFileError when this folder is not that of the CA. */
export async function readAuthority(folder: string, name: KeyName): Promise<HeldAuthority> {
  const file = fileOf(folder, name);
  const held = await readAuthorityFile(file).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
    throw new KeyFileError(
      'missing',
      `the keys of another deployment, or none, lie in ${folder}: nothing is there about ${name.id} of this database (${file}: ${error.code})`,
    );
  });
  if (held.id !== name.id || held.spkiSha256 !== name.spkiSha256) throw damaged(file);
  return held;
}

const damaged = (file: string) => new KeyFileError('damaged', `${file} is damaged`);

async function readAuthorityFile(file: string): Promise<HeldAuthority> {
  const content = await readFile(file, 'utf8');
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    throw damaged(file);
  }
  const { success, data } = schema.safeParse(json);
  if (!success) throw damaged(file);
  const parsed = parseCertificate(Buffer.from(data.certificate, 'base64'));
  return {
    id: data.id,
    spkiSha256: spkiSha256Of(parsed),
    role: data.role,
    crlShards: data.crlShards,
    certificate: parsed.der,
    subject: parsed.subject,
    subjectPublicKeyInfo: parsed.subjectPublicKeyInfo,
    keyIdentifier: keyIdentifierOf(parsed.subjectPublicKeyInfo),
    algorithm: algorithmOfKey(parsed.publicKey),
    notBefore: parsed.notBefore,
    notAfter: parsed.notAfter,
  };
}

const FILE = /^(?:root|issuing)-\d{1,4}-[0-9a-f]{16}\.ca\.json$/;

/** Every CA that this folder knows of. @throws KeyFileError when what it says of one is damaged. */
export async function readAuthorities(folder: string): Promise<HeldAuthority[]> {
  const names = await readdir(folder).catch((error) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const files = names.toSorted().filter((name) => FILE.test(name));
  return Promise.all(files.map((name) => readAuthorityFile(join(folder, name))));
}

const spkiSha256Of = ({ subjectPublicKeyInfo }: ParsedCertificate): string =>
  hash('sha256', subjectPublicKeyInfo, 'hex');
