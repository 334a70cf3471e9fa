// Mails that wait to go out, written: queued with the act that they tell of, claimed by who sends them, settled.

import { type SelectQueryBuilder, sql } from 'kysely';
import type { Transaction } from '../database.ts';
import { prepared } from '../prepared.ts';
import { type ColumnKinds, type PackedRows, packRows, rowSet } from '../row-set.ts';
import type { NoticeRow } from '../tables.ts';

export type NewNoticeRow = Omit<NoticeRow, 'attempts' | 'sent_at'>;

const QUEUED: ColumnKinds<NewNoticeRow> = {
  id: 'text',
  kind: 'text',
  bank_code: 'text',
  contract_id: 'text',
  user_id: 'text',
  recipient: 'text',
  language: 'text',
  params: 'text',
  dedupe_key: 'text',
  created_at: 'integer',
  next_try_at: 'integer',
  last_error: 'text',
};
const NAMES = Object.keys(QUEUED) as (keyof NewNoticeRow)[];

const insertQueued = prepared((db, packed: PackedRows) =>
  db
    .insertInto('notice')
    .columns([...NAMES, 'attempts'])
    .expression((query) =>
      query
        .selectFrom(rowSet<NewNoticeRow>(db, QUEUED, packed))
        .select([...NAMES.map((name) => sql.ref(name).as(name)), sql.lit(0).as('attempts')])
        // Without a condition SQLite takes `on conflict` for that of a join.
        .where(sql<boolean>`true`),
    )
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing()),
);

/** Queues mails; one whose key is there already is left out. */
export async function insertNotices(tx: Transaction, rows: readonly NewNoticeRow[]): Promise<void> {
  if (rows.length > 0) await insertQueued(tx, packRows(QUEUED, rows));
}

/**
 * Takes mails that are due, longest due first, each for one sender only. The attempt is counted now, and the mail is
 * due again at `again` should the sender die with it in hand.
 */
export async function claimDueNotices(
  tx: Transaction,
  { now, again, most }: { readonly now: number; readonly again: number; readonly most: number },
): Promise<NoticeRow[]> {
  const severalSenders = tx.getExecutor().adapter.supportsMultipleConnections === true;
  const due = await tx
    .selectFrom('notice')
    .selectAll()
    .where('next_try_at', '<=', now)
    .orderBy('next_try_at')
    .orderBy('id')
    .limit(most)
    .$if(severalSenders, (query) => passingOver(query))
    .execute();
  if (due.length === 0) return [];
  await tx
    .updateTable('notice')
    .set((to) => ({ attempts: to('attempts', '+', 1), next_try_at: again }))
    .where(
      'id',
      'in',
      due.map((row) => row.id),
    )
    .execute();
  return due.map((row) => ({ ...row, attempts: row.attempts + 1, next_try_at: again }));
}

/** What another sender is just taking is its own. */
function passingOver<Db, Table extends keyof Db, Row>(query: SelectQueryBuilder<Db, Table, Row>) {
  return query.forUpdate().skipLocked();
}

export async function markNoticeSent(tx: Transaction, id: string, at: number): Promise<void> {
  await tx
    .updateTable('notice')
    .set({ sent_at: at, next_try_at: null, last_error: null })
    .where('id', '=', id)
    .execute();
}

/** Notes why an attempt failed, and when the next is due; null: there will be none. */
export async function deferNotice(
  tx: Transaction,
  id: string,
  nextTryAt: number | null,
  error: string,
): Promise<void> {
  await tx
    .updateTable('notice')
    .set({ next_try_at: nextTryAt, last_error: error })
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .execute();
}

/** Forgets mails that were settled long ago. */
export async function deleteOldNotices(tx: Transaction, before: number): Promise<void> {
  await tx.deleteFrom('notice').where('created_at', '<', before).where('next_try_at', 'is', null).execute();
}
