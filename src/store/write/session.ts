// Sessions and completed logons, written.

import type { Selectable } from 'kysely';
import type { Transaction } from '../database.ts';
import { prepared, preparedInsert } from '../prepared.ts';
import type { LogonTable, SessionRow } from '../tables.ts';

export const insertSession: (tx: Transaction, session: SessionRow) => Promise<void> = preparedInsert(
  'session',
  {
    token_hash: true,
    bank_code: true,
    holder: true,
    certificate: true,
    pages_done: true,
    open: true,
    address: true,
    created_at: true,
    seen_at: true,
    ended_at: true,
    stepped_up_at: true,
  },
);

const end = prepared((db, { tokenHash, now }: { tokenHash: string; now: number }) =>
  db
    .updateTable('session')
    .set({ ended_at: now })
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .returning('token_hash'),
);

/** Ends a session for good. False when it had ended before. */
export async function endSession(tx: Transaction, tokenHash: string, now: number): Promise<boolean> {
  return (await end(tx, { tokenHash, now })).length > 0;
}

export async function touchSession(tx: Transaction, tokenHash: string, now: number): Promise<void> {
  await tx.updateTable('session').set({ seen_at: now }).where('token_hash', '=', tokenHash).execute();
}

/** Keeps the session from being ended until this transaction is over; false when it has ended already. */
export async function holdSession(tx: Transaction, tokenHash: string): Promise<boolean> {
  const open = tx
    .selectFrom('session')
    .select('token_hash')
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null);
  const manyWriters = tx.getExecutor().adapter.supportsMultipleConnections === true;
  return (await (manyWriters ? open.forUpdate() : open).executeTakeFirst()) !== undefined;
}

export async function markSteppedUp(tx: Transaction, tokenHash: string, now: number): Promise<void> {
  await tx.updateTable('session').set({ stepped_up_at: now }).where('token_hash', '=', tokenHash).execute();
}

export const insertLogon: (tx: Transaction, logon: Selectable<LogonTable>) => Promise<void> = preparedInsert(
  'logon',
  { id: true, holder: true, certificate: true, address: true, at: true },
);

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
