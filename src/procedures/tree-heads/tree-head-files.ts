// Signed tree heads outside of the database: a folder with a file for each day (Japan's), a line for each head, and
// the public key beside them. Lines are only ever added; on return they are on the disk.

import { constants } from 'node:fs';
import { mkdir, open, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dayOf } from '../../domain/calendar.ts';
import { formatTreeHead, parseTreeHead, type SignedTreeHead } from '../../store/audit-tree/tree-head.ts';
import { encodePem } from '../../x509/pem.ts';

const DAY_FILE = /^\d{4}-\d\d-\d\d\.jsonl$/;

export async function appendTreeHeads(folder: string, heads: readonly SignedTreeHead[]): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o750 });
  for (const [day, ofDay] of Map.groupBy(heads, ({ timestamp }) => dayOf(timestamp))) {
    const file = join(folder, `${day}.jsonl`);
    // A line that a crash has cut short is ended, not removed: nothing here is ever taken away.
    const cut = await isCutShort(file);
    const lines = ofDay.map((head) => `${formatTreeHead(head)}\n`).join('');
    await appendSynced(file, cut ? `\n${lines}` : lines);
  }
  await syncFolder(folder);
}

/** Names the key that the heads are signed with, once. */
export async function writeTreeHeadKey(
  folder: string,
  { key, spki }: { readonly key: string; readonly spki: Uint8Array },
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o750 });
  const file = join(folder, `key-${key.slice(0, 16)}.pem`);
  await writeFile(file, encodePem('PUBLIC KEY', spki), { flag: 'wx', mode: 0o640, flush: true }).catch(
    (error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    },
  );
}

/** The head of the most records that the folder holds. */
export async function findLastExported(folder: string): Promise<SignedTreeHead | undefined> {
  for (const file of (await dayFiles(folder)).reverse()) {
    const heads = await readTreeHeadFile(join(folder, file));
    if (heads.length > 0) return heads.reduce((one, other) => (other.size > one.size ? other : one));
  }
  return undefined;
}

/** The heads of a file, or of all files of a folder; what is none, such as a line cut short, is passed over. */
export async function readExportedHeads(path: string): Promise<SignedTreeHead[]> {
  if (!(await stat(path)).isDirectory()) return readTreeHeadFile(path);
  const files = await dayFiles(path);
  return (await Promise.all(files.map((file) => readTreeHeadFile(join(path, file))))).flat();
}

async function readTreeHeadFile(file: string): Promise<SignedTreeHead[]> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  return lines.flatMap((line) => parseTreeHead(line) ?? []);
}

async function dayFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => DAY_FILE.test(name)).sort();
}

async function isCutShort(file: string): Promise<boolean> {
  const content = await readFile(file).catch(() => Buffer.alloc(0));
  return content.length > 0 && content.at(-1) !== 0x0a;
}

async function appendSynced(file: string, text: string): Promise<void> {
  const handle = await open(file, constants.O_CREAT | constants.O_APPEND | constants.O_WRONLY, 0o640);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
