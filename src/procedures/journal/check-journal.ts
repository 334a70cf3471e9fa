// Whether the database is the one whose journal lies outside: an old one put back by whatever hand is seen at start.

import { findAuditRecord } from '../../store/read/audit-tree.ts';
import { findDeploymentFact } from '../../store/read/deployment.ts';
import type { Store } from '../../store/store.ts';
import { findLastJournaled } from './journal-files.ts';

/** Set by a restore that could not put everything back: `lost`, or serial numbers whose holders are not here. */
export const UNRECONCILED = 'unreconciled';

/**
 * `behind`: the journal tells of more than the database knows; `other`: of another history; `unreconciled`: a restore
 * is waiting for somebody. Nothing is to be issued in any of the three.
 */
export type JournalState = 'fits' | 'behind' | 'other' | 'unreconciled';

export async function checkJournal({ db }: Pick<Store, 'db'>, folder: string): Promise<JournalState> {
  if ((await findDeploymentFact(db, UNRECONCILED)) !== undefined) return 'unreconciled';
  const last = await findLastJournaled(folder);
  if (last === undefined) return 'fits';
  const own = await findAuditRecord(db, last.sequence);
  if (own === undefined) return 'behind';
  return own.hash === last.hash ? 'fits' : 'other';
}
