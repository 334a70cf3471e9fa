// Nothing is issued from a database that has forgotten: told at start, with the way on.

import { checkJournal, type JournalState } from '../procedures/journal/check-journal.ts';
import type { Store } from '../store/store.ts';
import { StartFault } from './start-fault.ts';

const SENTENCES: Readonly<Record<Exclude<JournalState, 'fits'>, string>> = {
  behind:
    'the database is older than its journal: revocations and certificates since then would be forgotten. Run `warifu ca reconcile`, which puts back what the journal tells',
  other:
    'the database and its journal tell different histories: an old copy was put back and used, or WARIFU_JOURNAL names the folder of another deployment. Restore the last backup into an empty place beside this journal',
  unreconciled:
    'the database was restored and not everything could be put back: run `warifu ca reconcile`, which says what is missing and what can be done',
};

/** @throws StartFault when the database is not the last state of the deployment. */
export async function assertReconciled(store: Store, journalFolder: string): Promise<void> {
  const state = await checkJournal(store, journalFolder);
  if (state !== 'fits') throw new StartFault(`${SENTENCES[state]} (${journalFolder}).`);
}
