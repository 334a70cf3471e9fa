// `warifu backup FOLDER`, `warifu backup verify FOLDER`, `warifu restore FOLDER`, `warifu ca reconcile`.

import { mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { BackupFault, checkBackup, type Manifest } from '../../procedures/backup/backup-files.ts';
import { makeBackup, prepareFolder } from '../../procedures/backup/make-backup.ts';
import { checkRestore, restoreBackup } from '../../procedures/backup/restore-backup.ts';
import { checkJournal } from '../../procedures/journal/check-journal.ts';
import { isJournal } from '../../procedures/journal/journal-files.ts';
import { JournalConflict, type Replayed, replayJournal } from '../../procedures/journal/replay-journal.ts';
import { openStore, readStore, type Store, StoreError } from '../../store/store.ts';
import { startClock } from '../clock.ts';
import type { Configuration } from '../configuration.ts';
import { readingConfiguration } from '../configuration-from-environment.ts';
import { askForCopy } from '../control-socket.ts';
import type { ExitCode } from '../exit-code.ts';
import { StartFault } from '../start-fault.ts';

interface Order {
  readonly json: boolean;
  readonly dryRun: boolean;
}

const keyFolderOf = ({ dataFolder }: Configuration): string => join(dataFolder, 'ca');
const locationOf = ({ databaseUrl, dataFolder }: Configuration) =>
  databaseUrl === undefined ? { dataFolder } : { databaseUrl };

/** While the server runs: on PostgreSQL in one transaction of its own, on SQLite from a copy that the server makes. */
export async function backUp({ folder: given, json, dryRun }: Order & { folder: string }): Promise<ExitCode> {
  const configuration = readingConfiguration();
  const folder = resolve(given);
  return explained(async () => {
    if (dryRun) {
      process.stdout.write(
        `would write a backup of ${nameOf(configuration)} to ${folder}; nothing was written.\n`,
      );
      return 0;
    }
    await prepareFolder(folder);
    const database = configuration.databaseUrl === undefined ? 'sqlite' : 'postgres';
    const order = { folder, database, keyFolder: keyFolderOf(configuration), now: Date.now() } as const;
    const manifest = await withState(configuration, folder, (db) => makeBackup(db, order));
    show(json, summaryOf(folder, manifest), inWords(folder, manifest));
    return 0;
  });
}

/** Runs `work` on the database as it is in one moment, whoever has it. */
async function withState<T>(
  configuration: Configuration,
  folder: string,
  work: Parameters<typeof readStore<T>>[1],
): Promise<T> {
  try {
    return await readStore(locationOf(configuration), work);
  } catch (error) {
    if (!(error instanceof StoreError && error.code === 'already-open')) throw error;
  }
  // Beside the backup and on its disk, whatever the data folder's has left.
  const copy = await mkdtemp(`${folder}-copy-`);
  try {
    await askForCopy(configuration.dataFolder, join(copy, 'warifu.db'));
    return await readStore({ dataFolder: copy }, work);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

export async function verifyBackup(folder: string, json: boolean): Promise<ExitCode> {
  return explained(async () => {
    const manifest = await checkBackup(resolve(folder));
    show(json, summaryOf(folder, manifest), `whole: ${inWords(folder, manifest)}`);
    return 0;
  });
}

export async function restore({
  folder: given,
  json,
  dryRun,
}: Order & { folder: string }): Promise<ExitCode> {
  const configuration = readingConfiguration();
  const folder = resolve(given);
  return explained(async () => {
    if (dryRun) {
      const manifest = await checkBackup(folder);
      process.stdout.write(
        `would restore ${inWords(folder, manifest)}into ${nameOf(configuration)}; nothing was changed.\n`,
      );
      return 0;
    }
    return withStore(configuration, async (store) => {
      const places = {
        folder,
        keyFolder: keyFolderOf(configuration),
        journalFolder: configuration.journalFolder,
      };
      await checkRestore(store, places);
      const { manifest, replayed, lost } = await restoreBackup(store, { ...places, now: Date.now() });
      show(
        json,
        { ...summaryOf(folder, manifest), ...replayed, journal: !lost },
        [
          `restored: ${inWords(folder, manifest)}`,
          lost ? `There is no journal in ${configuration.journalFolder}.\n` : replayedInWords(replayed),
          ...(lost || replayed.unplaced.length > 0
            ? ['The server does not start before `warifu ca reconcile` has settled this.\n']
            : []),
        ].join(''),
      );
      return 0;
    });
  });
}

export interface ReconcileOrder extends Order {
  readonly endUnknown: boolean;
  readonly acceptLoss: boolean;
}

/** Puts back what the journal tells and the database does not know; with the server stopped. */
export async function reconcile(order: ReconcileOrder): Promise<ExitCode> {
  const { json, dryRun, endUnknown, acceptLoss } = order;
  const configuration = readingConfiguration();
  const { journalFolder } = configuration;
  return explained(() =>
    withStore(configuration, async (store) => {
      const state = await checkJournal(store, journalFolder);
      if (state === 'fits' || dryRun) {
        show(
          json,
          { state },
          state === 'fits' ? 'nothing to reconcile.\n' : `${state}; nothing was changed.\n`,
        );
        return 0;
      }
      const lost = (await isJournal(journalFolder)) ? false : undefined;
      const replayed = await replayJournal(store, {
        ...{ folder: journalFolder, now: startClock(configuration.startAt)(), act: 'deployment.reconciled' },
        ...{ endUnknown, acceptLoss, lost },
      });
      const after = await checkJournal(store, journalFolder);
      show(
        json,
        { ...replayed, state: after },
        [replayedInWords(replayed), wayOn(after, replayed, journalFolder)].join(''),
      );
      return after === 'fits' ? 0 : 1;
    }),
  );
}

function wayOn(state: string, { unplaced }: Replayed, journalFolder: string): string {
  if (state === 'fits') return 'reconciled: the server may start.\n';
  return unplaced.length > 0
    ? 'Load their contracts and users again and repeat this; or end what they held: --end-unknown.\n'
    : `There is no journal in ${journalFolder}: set WARIFU_JOURNAL to where it is. If it is lost, what was revoked since the backup is lost with it: compare with your own records, revoke again, and repeat this with --accept-loss.\n`;
}

async function withStore(
  configuration: Configuration,
  work: (store: Store) => Promise<ExitCode>,
): Promise<ExitCode> {
  const store = await openStore(locationOf(configuration));
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function explained(work: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BackupFault || error instanceof JournalConflict)
      throw new StartFault(`${error.message}.`);
    throw error;
  }
}

const nameOf = ({ databaseUrl, dataFolder }: Configuration): string =>
  databaseUrl === undefined ? dataFolder : `the PostgreSQL database and ${dataFolder}`;

const rowsOf = ({ tables }: Manifest): number => tables.reduce((sum, { rows }) => sum + rows, 0);

const summaryOf = (folder: string, manifest: Manifest) => ({
  folder: resolve(folder),
  at: manifest.at,
  database: manifest.database,
  rows: rowsOf(manifest),
  auditRecords: manifest.audit.records,
  files: manifest.files.length,
});

function inWords(folder: string, manifest: Manifest): string {
  return `${resolve(folder)} of ${manifest.at} (${manifest.database}): ${rowsOf(manifest)} rows, ${manifest.audit.records} audit records, ${manifest.files.length} files with their SHA-256.\n`;
}

const replayedInWords = ({ records, certificates, revocations, unplaced }: Replayed): string =>
  `put back from the journal: ${records} records, ${certificates} certificates, ${revocations} revocations.\n${
    unplaced.length === 0 ? '' : `Without a holder here: ${unplaced.join(', ')}\n`
  }`;

function show(json: boolean, value: object, words: string): void {
  process.stdout.write(json ? `${JSON.stringify(value)}\n` : words);
}
