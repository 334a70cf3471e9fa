// People's ways through acquisition, read.

import type { Reader } from '../store.ts';
import { HOLDER_COLUMNS } from './contract.ts';

/** The way that a token holds, and whose it is, in one question: every request of the way asks it. */
export async function findEnrolmentByToken(db: Reader, tokenHash: string) {
  const found = await db
    .selectFrom('enrolment')
    .innerJoin('holder', 'holder.id', 'enrolment.holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .select([
      'enrolment.id as enrolment',
      'enrolment.pages_done',
      'enrolment.proven_at',
      'enrolment.key_place',
      'enrolment.created_at',
      'enrolment.expires_at',
      ...HOLDER_COLUMNS,
    ])
    .where('enrolment.token_hash', '=', tokenHash)
    .executeTakeFirst();
  if (found === undefined) return undefined;
  const { enrolment, pages_done, proven_at, key_place, created_at, expires_at, ...holder } = found;
  return { row: { id: enrolment, pages_done, proven_at, key_place, created_at, expires_at }, holder };
}

export type FoundEnrolment = NonNullable<Awaited<ReturnType<typeof findEnrolmentByToken>>>;
