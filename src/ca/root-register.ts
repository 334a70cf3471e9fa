// The register of a root: every act of it in a file of its own, numbered, chained by hashes, never written again. What a
// root did stands there before anybody is given what it signed, so that no number is given twice and nothing is unknown.

import { hash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { CA_KEY_KINDS } from '../x509/ca-key-kind.ts';
import { writeSynced } from './key-files.ts';
import { RootBusy, RootFault } from './root-fault.ts';
import type { KeyName } from './signer/key-name.ts';

/** Of the certificate of a CA (RFC 5280 5.3.1). */
export const CA_REVOCATION_REASONS = [
  'cACompromise',
  'superseded',
  'cessationOfOperation',
  'affiliationChanged',
  'unspecified',
] as const;
export type CaRevocationReason = (typeof CA_REVOCATION_REASONS)[number];

const serialNumber = z.string().regex(/^[0-9a-f]{2,40}$/);

const actSchema = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('root-made'),
    id: z.string(),
    keyKind: z.enum(CA_KEY_KINDS),
    pkiOrigin: z.string(),
    /** From a list's thisUpdate to its nextUpdate. */
    listMonths: z.int().min(1).max(12),
    /** How the passphrase was given out: `2-of-3`; absent: it was one person's. */
    shares: z.string().optional(),
    certificate: z.base64(),
  }),
  z.strictObject({
    act: z.literal('issuing-signed'),
    serialNumber,
    /** Of the SubjectPublicKeyInfo, hex. */
    key: z.string(),
    certificate: z.base64(),
  }),
  z.strictObject({
    act: z.literal('list-signed'),
    number: z.int().min(1),
    /** What this list is the first to say. */
    revoked: z.strictObject({ serialNumber, reason: z.enum(CA_REVOCATION_REASONS), at: z.int() }).optional(),
    thisUpdate: z.int(),
    nextUpdate: z.int(),
    list: z.base64(),
  }),
]);
export type RootAct = z.infer<typeof actSchema>;

const entrySchema = z.strictObject({
  format: z.literal('warifu-root-1'),
  number: z.int().min(1),
  /** SHA-256 of the file of the entry before. */
  before: z.string(),
  /** Epoch milliseconds. */
  at: z.int(),
  /** Who was there. */
  persons: z.array(z.string()),
  what: actSchema,
});

export interface RegisterEntry extends Omit<z.infer<typeof entrySchema>, 'format'> {
  /** SHA-256 of its own file. */
  readonly sha256: string;
}

/** Where the files of a root's register are, beside its key: all that stands before their numbers. */
export function registerOf(folder: string, { id, spkiSha256 }: KeyName): string {
  return join(folder, `${id}-${spkiSha256.slice(0, 16)}`);
}

const ENTRY = /^(root-\d{1,4}-[0-9a-f]{16})\.\d{6}\.json$/;

/** The registers of a folder, as {@link registerOf} names them. */
export async function findRegisters(folder: string): Promise<string[]> {
  const found = (await namesIn(folder)).map((name) => ENTRY.exec(name)?.[1] ?? '');
  return [...new Set(found.filter((name) => name !== ''))].map((name) => join(folder, name));
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}

/** Every entry, in order. @throws RootFault when one is missing or is not as it was written. */
export async function readRegister(register: string): Promise<RegisterEntry[]> {
  const folder = dirname(register);
  const names = (await namesIn(folder)).filter((name) => ENTRY.exec(name)?.[1] === basename(register)).sort();
  const entries: RegisterEntry[] = [];
  let before = '';
  for (const [index, name] of names.entries()) {
    const content = await readFile(join(folder, name), 'utf8');
    const entry = parseEntry(content);
    if (entry === undefined || entry.number !== index + 1 || entry.before !== before) {
      throw new RootFault(`the register is damaged at ${join(folder, name)}: take the last good copy of it`);
    }
    before = hash('sha256', content, 'hex');
    entries.push({ ...entry, sha256: before });
  }
  return entries;
}

function parseEntry(content: string): z.infer<typeof entrySchema> | undefined {
  try {
    return entrySchema.parse(JSON.parse(content));
  } catch {
    return undefined;
  }
}

/**
 * Adds an act after those that were read; on return it is on the disk, whole. Of two who add at once one is refused.
 *
 * @throws RootFault
 */
export async function appendAct(
  register: string,
  known: readonly RegisterEntry[],
  { at, persons, what }: { readonly at: number; readonly persons: readonly string[]; readonly what: RootAct },
): Promise<RegisterEntry> {
  const last = known.at(-1);
  const number = (last?.number ?? 0) + 1;
  const before = last?.sha256 ?? '';
  const entry = { format: 'warifu-root-1', number, before, at, persons, what };
  const content = `${JSON.stringify(entry, null, 2)}\n`;
  const path = `${register}.${String(number).padStart(6, '0')}.json`;
  try {
    await writeSynced(path, content);
  } catch (error) {
    // Never in the place of another: who comes second is told.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new RootBusy();
    throw error;
  }
  return { number, before, at, persons: [...persons], what, sha256: hash('sha256', content, 'hex') };
}
