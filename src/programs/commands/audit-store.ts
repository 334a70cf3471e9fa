// The database of an audit command: read only, without a secret, beside a server where the database allows it.

import { type Reader, readStore, StoreError } from '../../store/store.ts';
import { configurationFromEnvironment } from '../configuration-from-environment.ts';
import { StartFault } from '../start-fault.ts';

export async function readAudit<T>(work: (db: Reader) => Promise<T>): Promise<T> {
  const { databaseUrl, dataFolder } = configurationFromEnvironment({ demonstration: true, purpose: 'read' });
  try {
    return await readStore(databaseUrl === undefined ? { dataFolder } : { databaseUrl }, work);
  } catch (error) {
    if (!(error instanceof StoreError && error.code === 'already-open')) throw error;
    throw new StartFault(
      `${dataFolder} is in use: SQLite lets in one process, and the server has it. Stop the server; or copy the folder while it is stopped (or by a snapshot of the file system) and name the copy in WARIFU_DATA. On PostgreSQL this runs beside the server.`,
    );
  }
}
