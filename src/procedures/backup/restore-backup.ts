// A backup put into an empty deployment: keys, then every table in one transaction, then what the journal tells besides.

import { join } from 'node:path';
import { clearTables, fillTable, isEmptyDeployment, listTables } from '../../store/dump.ts';
import { readTree } from '../../store/read/audit-tree.ts';
import { readSteps } from '../../store/read/deployment.ts';
import type { Store } from '../../store/store.ts';
import { setDeploymentFact } from '../../store/write/journal.ts';
import { UNRECONCILED } from '../journal/check-journal.ts';
import { isJournal } from '../journal/journal-files.ts';
import { type Replayed, replayJournal } from '../journal/replay-journal.ts';
import {
  BackupFault,
  checkBackup,
  copyFiles,
  filesBelow,
  KEYS,
  type Manifest,
  readLines,
  tableFileOf,
} from './backup-files.ts';

export interface RestoreOrder {
  readonly folder: string;
  readonly keyFolder: string;
  readonly journalFolder: string;
  readonly now: number;
}

export interface Restored {
  readonly manifest: Manifest;
  readonly replayed: Replayed;
  /** No journal was there: what was revoked since the backup is not known. */
  readonly lost: boolean;
}

const PAGE = 1_000;
const OWN_TABLES = ['migration'];

/** Whether the backup could be restored here. @throws BackupFault */
export async function checkRestore(
  store: Store,
  { folder, keyFolder }: Pick<RestoreOrder, 'folder' | 'keyFolder'>,
): Promise<Manifest> {
  const manifest = await checkBackup(folder);
  if (!(await isEmptyDeployment(store.db))) {
    throw new BackupFault(
      'this deployment has a certification authority already: a backup is restored into an empty one',
    );
  }
  const backedUp = new Set(await filesBelow(join(folder, KEYS)));
  const strange = (await filesBelow(keyFolder)).find((file) => !backedUp.has(file));
  if (strange !== undefined)
    throw new BackupFault(`${join(keyFolder, strange)} is a key of another deployment`);
  const [here, there] = [await readSteps(store.db), manifest.steps];
  if (here.join() !== there.join()) {
    throw new BackupFault(
      `the backup is of a program with other tables (${there.join(', ')}; here ${here.join(', ')}): restore it with that one`,
    );
  }
  return manifest;
}

export async function restoreBackup(store: Store, order: RestoreOrder): Promise<Restored> {
  const { folder, keyFolder, journalFolder, now } = order;
  const manifest = await checkRestore(store, order);
  // Keys first: were it to end here, the same restore goes on another time.
  const keys = join(folder, KEYS);
  await copyFiles(keys, keyFolder, await filesBelow(keys));
  await store.transaction(async (tx) => {
    const known = (await listTables(tx)).filter(({ name }) => !OWN_TABLES.includes(name));
    await clearTables(tx, known);
    for (const table of manifest.tables) {
      if (OWN_TABLES.includes(table.name)) continue;
      for await (const rows of readLines(join(folder, tableFileOf(table.name)), PAGE)) {
        await fillTable(tx, table, rows);
      }
    }
    const tree = await readTree(tx);
    if (tree.size !== manifest.audit.records || tree.root.toString('hex') !== manifest.audit.root) {
      throw new BackupFault('the audit record of the backup is not the one of its manifest');
    }
    // Until the journal has been asked, which the next transaction does.
    await setDeploymentFact(tx, UNRECONCILED, 'lost');
  });
  const lost = !(await isJournal(journalFolder));
  const replayed = await replayJournal(store, {
    ...{ folder: journalFolder, now, act: 'deployment.restored', lost },
  });
  return { manifest, replayed, lost };
}
