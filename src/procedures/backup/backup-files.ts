// A backup is a folder: a file for each table (a line for each row), the sealed keys, and last of all the manifest with
// the SHA-256 of every file. Without its manifest a folder is no backup.

import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { DumpRow } from '../../store/dump.ts';

const MANIFEST = 'MANIFEST.json';
const FORMAT = 'warifu-backup-1';

const schema = z.strictObject({
  format: z.literal(FORMAT),
  at: z.iso.datetime(),
  database: z.enum(['sqlite', 'postgres']),
  /** Steps that made the tables: another program's tables are not filled. */
  steps: z.array(z.string()),
  audit: z.strictObject({ records: z.number().int(), root: z.string() }),
  tables: z.array(z.strictObject({ name: z.string(), columns: z.array(z.string()), rows: z.number().int() })),
  files: z.array(z.strictObject({ path: z.string(), octets: z.number().int(), sha256: z.string() })),
});
export type Manifest = z.output<typeof schema>;

/** A folder that is no backup, or not any more. */
export class BackupFault extends Error {
  override readonly name = 'BackupFault';
}

export const tableFileOf = (name: string): string => join('tables', `${name}.jsonl`);
export const KEYS = 'keys';

/** Writes a file of lines and waits for the disk. */
export async function writeLines(
  path: string,
  pages: AsyncIterable<readonly DumpRow[]>,
): Promise<{ rows: number }> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const handle = await open(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600);
  let rows = 0;
  try {
    for await (const page of pages) {
      await handle.appendFile(page.map((row) => `${JSON.stringify(row.map(portable))}\n`).join(''));
      rows += page.length;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { rows };
}

/** Octets as {"base64": …}: no column holds an object. */
const portable = (value: DumpRow[number]) =>
  value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value;

export async function* readLines(path: string, size: number): AsyncGenerator<DumpRow[]> {
  let page: DumpRow[] = [];
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const row = JSON.parse(line) as (string | number | null | { base64: string })[];
    page.push(
      row.map((value) =>
        value !== null && typeof value === 'object'
          ? new Uint8Array(Buffer.from(value.base64, 'base64'))
          : value,
      ),
    );
    if (page.length < size) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/** Every file below a folder; none when there is no folder. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
}

/** Copies files of one folder below another; one that is there already must be the same. */
export async function copyFiles(from: string, to: string, files: readonly string[]): Promise<void> {
  for (const file of files) {
    const target = join(to, file);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const there = await stat(target).catch(() => undefined);
    if (there === undefined) {
      await copyFile(join(from, file), target, constants.COPYFILE_EXCL);
      const handle = await open(target, 'r');
      await handle.chmod(0o600);
      await handle.sync();
      await handle.close();
    } else if ((await sha256Of(target)) !== (await sha256Of(join(from, file)))) {
      throw new BackupFault(
        `${target} is there already and is another file: a backup is restored into an empty place`,
      );
    }
  }
}

export async function sha256Of(path: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const piece of createReadStream(path)) digest.update(piece);
  return digest.digest('hex');
}

export async function writeManifest(
  folder: string,
  content: Omit<Manifest, 'format' | 'files'>,
): Promise<Manifest> {
  const files = [];
  for (const path of await filesBelow(folder)) {
    const { size: octets } = await stat(join(folder, path));
    files.push({ path, octets, sha256: await sha256Of(join(folder, path)) });
  }
  const manifest: Manifest = { format: FORMAT, ...content, files };
  const handle = await open(join(folder, MANIFEST), 'wx', 0o600);
  await handle.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
  await handle.sync();
  await handle.close();
  return manifest;
}

/** The manifest of a backup whose files are all there and as they were written. @throws BackupFault */
export async function checkBackup(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => {
    throw new BackupFault(`${folder} is no whole backup: it has no ${MANIFEST}`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new BackupFault(`${MANIFEST} of ${folder} is damaged`);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success)
    throw new BackupFault(`${MANIFEST} of ${folder} is not of a backup that this program reads`);
  for (const { path, sha256 } of parsed.data.files) {
    const found = await sha256Of(join(folder, path)).catch(() => 'missing');
    if (found !== sha256) {
      throw new BackupFault(
        `${join(folder, path)} is ${found === 'missing' ? 'missing' : 'not as it was written'}`,
      );
    }
  }
  return parsed.data;
}
