// A backup of one moment: what the database held then, and the sealed keys. The secrets that open them are elsewhere.

import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { listTables, readTable } from '../../store/dump.ts';
import { readTree } from '../../store/read/audit-tree.ts';
import { readSteps } from '../../store/read/deployment.ts';
import type { Reader } from '../../store/store.ts';
import {
  BackupFault,
  copyFiles,
  filesBelow,
  KEYS,
  type Manifest,
  tableFileOf,
  writeLines,
  writeManifest,
} from './backup-files.ts';

export interface BackupOrder {
  /** The new folder. */
  readonly folder: string;
  readonly database: 'sqlite' | 'postgres';
  /** Where sealed keys lie; those of a signer apart are not here. */
  readonly keyFolder: string;
  readonly now: number;
}

/** Makes the folder of a backup, which must be new or empty. @throws BackupFault */
export async function prepareFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) throw new BackupFault(`${folder} is not empty: name a new folder`);
}

/** @param db the database in one state: a transaction, or a copy that nobody else has. */
export async function makeBackup(db: Reader, order: BackupOrder): Promise<Manifest> {
  const { folder, database, keyFolder, now } = order;
  const tree = await readTree(db);
  const tables = [];
  for (const table of await listTables(db)) {
    const { rows } = await writeLines(join(folder, tableFileOf(table.name)), readTable(db, table));
    tables.push({ ...table, columns: [...table.columns], rows });
  }
  // After the database: a key is sealed before any row names it.
  await copyFiles(keyFolder, join(folder, KEYS), await filesBelow(keyFolder));
  return writeManifest(folder, {
    at: new Date(now).toISOString(),
    database,
    steps: await readSteps(db),
    audit: { records: tree.size, root: tree.root.toString('hex') },
    tables,
  });
}
