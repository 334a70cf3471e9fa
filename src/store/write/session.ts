// Sessions and completed logons, written.

import type { Insertable } from 'kysely';
import type { Transaction } from '../database.ts';
import type { LogonTable, SessionRow } from '../tables.ts';

export async function insertSession(tx: Transaction, session: SessionRow): Promise<void> {
  await tx.insertInto('session').values(session).execute();
}

/** Ends a session for good. False when it had ended before. */
export async function endSession(tx: Transaction, tokenHash: string, now: number): Promise<boolean> {
  const result = await tx
    .updateTable('session')
    .set({ ended_at: now })
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function touchSession(tx: Transaction, tokenHash: string, now: number): Promise<void> {
  await tx.updateTable('session').set({ seen_at: now }).where('token_hash', '=', tokenHash).execute();
}

export async function insertLogon(tx: Transaction, logon: Insertable<LogonTable>): Promise<void> {
  await tx.insertInto('logon').values(logon).execute();
}

/** Sessions that ended or were left long ago; what happened in them is in the audit. */
export async function deleteOldSessions(tx: Transaction, before: number): Promise<void> {
  await tx.deleteFrom('session').where('seen_at', '<', before).execute();
}

/** Ends every session of a contract for good. */
export async function endSessionsOfContract(tx: Transaction, contract: string, now: number): Promise<void> {
  await tx
    .updateTable('session')
    .set({ ended_at: now })
    .where('holder', 'in', (query) =>
      query.selectFrom('holder').select('id').where('contract', '=', contract),
    )
    .where('ended_at', 'is', null)
    .execute();
}

/** Ends every session of a holder for good. */
export async function endSessionsOfHolder(tx: Transaction, holder: string, now: number): Promise<void> {
  await tx
    .updateTable('session')
    .set({ ended_at: now })
    .where('holder', '=', holder)
    .where('ended_at', 'is', null)
    .execute();
}
