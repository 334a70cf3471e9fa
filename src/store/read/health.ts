// What an operator watches: mails that wait, the end of the audit record, what was done since a moment.

import type { Reader } from '../database.ts';

/** Mails that have not gone out and have not been given up. */
export async function readMailQueue(db: Reader): Promise<{ waiting: number; since: number | undefined }> {
  const { waiting, since } = await db
    .selectFrom('notice')
    .select(({ fn }) => [fn.countAll().as('waiting'), fn.min('created_at').as('since')])
    .where('next_try_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return { waiting: Number(waiting), since: since === null ? undefined : Number(since) };
}

/** How many audit records there are. */
export async function readAuditEnd(db: Reader): Promise<number> {
  const { sequence } = await db.selectFrom('audit_head').select('sequence').executeTakeFirstOrThrow();
  return sequence;
}

/** When the record of this sequence was written; undefined: there is none. */
export async function findAuditInstant(db: Reader, sequence: number): Promise<number | undefined> {
  const found = await db.selectFrom('audit').select('at').where('sequence', '=', sequence).executeTakeFirst();
  return found?.at;
}

export interface ActCount {
  readonly act: string;
  readonly outcome: string;
  readonly count: number;
}

/** What was done and refused in a span of the audit record. */
export async function countActs(db: Reader, after: number, upTo: number): Promise<ActCount[]> {
  const rows = await db
    .selectFrom('audit')
    .select(({ fn }) => ['act', 'outcome', fn.countAll().as('count')])
    .where('sequence', '>', after)
    .where('sequence', '<=', upTo)
    .groupBy(['act', 'outcome'])
    .execute();
  return rows.map(({ act, outcome, count }) => ({ act, outcome, count: Number(count) }));
}
