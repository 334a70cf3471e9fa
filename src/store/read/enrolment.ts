// People's ways through acquisition, read.

import type { Reader } from '../database.ts';
import { prepared } from '../prepared.ts';
import { HOLDER_COLUMNS } from './contract.ts';

const COLUMNS = [
  'enrolment.id as enrolment',
  'enrolment.pages_done',
  'enrolment.proven_at',
  'enrolment.key_place',
  'enrolment.way',
  'enrolment.created_at',
  'enrolment.expires_at',
  ...HOLDER_COLUMNS,
] as const;

const selectByToken = prepared((db, { tokenHash }: { tokenHash: string }) =>
  db
    .selectFrom('enrolment')
    .innerJoin('holder', 'holder.id', 'enrolment.holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .select(COLUMNS)
    .where('enrolment.token_hash', '=', tokenHash),
);

/** The way that a token holds, and whose it is, in one question: every request of the way asks it. */
export async function findEnrolmentByToken(db: Reader, tokenHash: string) {
  const [found] = await selectByToken(db, { tokenHash });
  return found && parted(found);
}

/** The way with this id, which a client of EST names. */
export async function findEnrolmentById(db: Reader, id: string) {
  const found = await db
    .selectFrom('enrolment')
    .innerJoin('holder', 'holder.id', 'enrolment.holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .select(COLUMNS)
    .where('enrolment.id', '=', id)
    .executeTakeFirst();
  return found && parted(found);
}

/** The renewal that a session holds; the newest, should two have begun at once. */
export async function findEnrolmentBySession(db: Reader, session: string) {
  const found = await db
    .selectFrom('enrolment')
    .innerJoin('holder', 'holder.id', 'enrolment.holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .select(COLUMNS)
    .where('enrolment.session', '=', session)
    .orderBy('enrolment.created_at', 'desc')
    .orderBy('enrolment.id')
    .limit(1)
    .executeTakeFirst();
  return found && parted(found);
}

type Joined = Awaited<ReturnType<typeof selectByToken>>[number];

function parted(found: Joined) {
  const { enrolment, pages_done, proven_at, key_place, way, created_at, expires_at, ...holder } = found;
  return { row: { id: enrolment, pages_done, proven_at, key_place, way, created_at, expires_at }, holder };
}

export type FoundEnrolment = NonNullable<Awaited<ReturnType<typeof findEnrolmentByToken>>>;
