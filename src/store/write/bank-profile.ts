// Versions of bank profiles, proposals and trials, written.

import type { Selectable } from 'kysely';
import type { Transaction } from '../database.ts';
import type { BankProfileVersionTable, ProfileProposalTable, ProfileTrialTable } from '../profile-tables.ts';

/**
 * Keeps others from activating a profile of this bank until the transaction ends.
 *
 * @returns what is in force; undefined: nothing yet, and this transaction is the first.
 */
export async function lockBankProfile(tx: Transaction, bankCode: string) {
  await tx
    .insertInto('bank_profile')
    .values({ bank_code: bankCode, version: 0, file_sha256: '' })
    .onConflict((conflict) => conflict.column('bank_code').doNothing())
    .execute();
  let query = tx.selectFrom('bank_profile').selectAll().where('bank_code', '=', bankCode);
  if (tx.getExecutor().adapter.supportsMultipleConnections === true) query = query.forUpdate();
  const found = await query.executeTakeFirstOrThrow();
  return found.version === 0 ? undefined : found;
}

/** Brings a version into force and ends the one before it; call it with the bank's profile locked. */
export async function activateVersion(
  tx: Transaction,
  version: Omit<Selectable<BankProfileVersionTable>, 'superseded_at'>,
): Promise<void> {
  const { bank_code, activated_at } = version;
  await tx
    .updateTable('bank_profile_version')
    .set({ superseded_at: activated_at })
    .where('bank_code', '=', bank_code)
    .where('superseded_at', 'is', null)
    .execute();
  await tx
    .insertInto('bank_profile_version')
    .values({ ...version, superseded_at: null })
    .execute();
  await tx
    .updateTable('bank_profile')
    .set({ version: version.version })
    .where('bank_code', '=', bank_code)
    .execute();
}

/** What the server's file says has been looked at. */
export async function rememberFile(tx: Transaction, bankCode: string, sha256: string): Promise<void> {
  await tx
    .updateTable('bank_profile')
    .set({ file_sha256: sha256 })
    .where('bank_code', '=', bankCode)
    .execute();
}

export async function insertProposal(
  tx: Transaction,
  proposal: Selectable<ProfileProposalTable>,
): Promise<void> {
  await tx.insertInto('profile_proposal').values(proposal).execute();
}

/** Settles a proposal that is still open. False: somebody was faster. */
export async function settleProposal(
  tx: Transaction,
  id: string,
  change: Pick<
    Selectable<ProfileProposalTable>,
    'state' | 'decided_by' | 'decided_person' | 'decided_at' | 'remark' | 'version' | 'seal'
  >,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('profile_proposal')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', 'entered')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Begins a trial anew. */
export async function beginTrial(tx: Transaction, trial: Selectable<ProfileTrialTable>): Promise<void> {
  await tx.deleteFrom('profile_trial').where('proposal', '=', trial.proposal).execute();
  await tx.insertInto('profile_trial').values(trial).execute();
}

/** Writes how far a trial has come. False: another request has taken this step, or it was begun anew. */
export async function continueTrial(
  tx: Transaction,
  { proposal, step, started_at }: Pick<Selectable<ProfileTrialTable>, 'proposal' | 'step' | 'started_at'>,
  change: Pick<Selectable<ProfileTrialTable>, 'state' | 'cursor' | 'result' | 'updated_at'>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('profile_trial')
    .set({ ...change, step: step + 1 })
    .where('proposal', '=', proposal)
    .where('step', '=', step)
    .where('started_at', '=', started_at)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
