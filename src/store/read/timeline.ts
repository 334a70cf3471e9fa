// What happened to one holder, newest first: the audit record and the mails, each a page at a time by where the last ended.

import type { Reader } from '../database.ts';
import type { AuditRow } from '../tables.ts';
import type { Claim } from './contract.ts';

export interface TimelineQuery extends Claim {
  /** Only what lies before: the record's number, a mail's instant and id. */
  readonly before?: TimelineCursor | undefined;
  readonly limit: number;
}

export interface TimelineCursor {
  readonly sequence: number;
  readonly queuedAt: number;
  readonly noticeId: string;
}

/** That an officer looked at the page is in the record, and not what happened to the customer. */
const LOOKED = 'office.customer-shown';

/** Records of a holder; an administrator's are also those that name no user. */
export async function readRecordsOf(db: Reader, asked: TimelineQuery): Promise<AuditRow[]> {
  const { bankCode, contractId, userId, before, limit } = asked;
  let query = db
    .selectFrom('audit')
    .selectAll()
    .where('bank_code', '=', bankCode)
    .where('contract_id', '=', contractId)
    .where('act', '!=', LOOKED);
  query =
    userId === ''
      ? query.where(({ or, eb }) => or([eb('user_id', '=', ''), eb('user_id', 'is', null)]))
      : query.where('user_id', '=', userId);
  if (before !== undefined) query = query.where('sequence', '<', before.sequence);
  return query.orderBy('sequence', 'desc').limit(limit).execute();
}

/** Mails about a holder. */
export async function readMailsOf(db: Reader, asked: TimelineQuery) {
  const { bankCode, contractId, userId, before, limit } = asked;
  let query = db
    .selectFrom('notice')
    .select(['id', 'kind', 'recipient', 'created_at', 'attempts', 'next_try_at', 'sent_at'])
    .where('bank_code', '=', bankCode)
    .where('contract_id', '=', contractId)
    .where('user_id', '=', userId);
  if (before !== undefined) {
    const { queuedAt, noticeId } = before;
    query = query.where(({ or, and, eb }) =>
      or([eb('created_at', '<', queuedAt), and([eb('created_at', '=', queuedAt), eb('id', '<', noticeId)])]),
    );
  }
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

export type MailOf = Awaited<ReturnType<typeof readMailsOf>>[number];
