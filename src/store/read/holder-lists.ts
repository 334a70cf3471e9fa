// Holders as the office lists them: who has not acquired a certificate while the window was open, and whose entries are
// locked. Of one bank, a page at a time by where the page before ended.

import { type ExpressionBuilder, sql } from 'kysely';
import type { SecretField } from '../../profile/bank-profile.ts';
import type { Role } from '../../profile/fields.ts';
import type { Reader } from '../database.ts';
import type { Tables } from '../tables.ts';

const LISTED = [
  'contract.contract_id as contractId',
  'contract.company_name as companyName',
  'holder.user_id as userId',
  'holder.name',
  'holder.role',
] as const;

/** Where a page ended: the day that the window counts from, and the holder. */
export interface AwaitedCursor {
  readonly from: string;
  readonly id: string;
}

export interface AwaitedQuery {
  readonly role: Role;
  /** The window counts from one of these days, both included. */
  readonly from: string;
  readonly until: string;
  readonly after?: AwaitedCursor | undefined;
  readonly limit: number;
}

/**
 * Holders who may have a certificate and have acquired none since they may, in the order of the day that their window
 * counts from. Where the holder has no such day it is the contract's, so there are two ways to them, each by its index.
 */
export async function listAwaited(db: Reader, bankCode: string, asked: AwaitedQuery) {
  const { limit } = asked;
  return ofContracts(db, bankCode, asked)
    .unionAll(ofHolders(db, bankCode, asked))
    .orderBy('from')
    .orderBy('id')
    .limit(limit)
    .execute();
}

export type AwaitedHolder = Awaited<ReturnType<typeof listAwaited>>[number];

function ofContracts(db: Reader, bankCode: string, { role, from, until, after, limit }: AwaitedQuery) {
  return db
    .selectFrom((query) =>
      query
        .selectFrom('contract')
        .innerJoin('holder', 'holder.contract', 'contract.id')
        .select([...LISTED, 'holder.id', 'contract.acquisition_from as from'])
        .where('contract.bank_code', '=', bankCode)
        .where('contract.acquisition_from', '>=', after?.from ?? from)
        .where('contract.acquisition_from', '<=', until)
        .where('contract.state', '=', 'open')
        .where('holder.role', '=', role)
        .where('holder.acquisition_from', 'is', null)
        .where(awaits(db))
        .$if(after !== undefined, (rest) =>
          rest.where(
            sql<boolean>`(contract.acquisition_from, holder.id) > (${after?.from ?? ''}, ${after?.id ?? ''})`,
          ),
        )
        .orderBy('contract.acquisition_from')
        .orderBy('holder.id')
        .limit(limit)
        .as('of_contracts'),
    )
    .selectAll();
}

function ofHolders(db: Reader, bankCode: string, { role, from, until, after, limit }: AwaitedQuery) {
  return db
    .selectFrom((query) =>
      query
        .selectFrom('holder')
        .innerJoin('contract', 'contract.id', 'holder.contract')
        .select([...LISTED, 'holder.id', sql<string>`holder.acquisition_from`.as('from')])
        .where('contract.bank_code', '=', bankCode)
        .where('holder.bank', '=', bankCode)
        .where('holder.role', '=', role)
        .where('holder.acquisition_from', '>=', after?.from ?? from)
        .where('holder.acquisition_from', '<=', until)
        .where('contract.state', '=', 'open')
        .where(awaits(db))
        .$if(after !== undefined, (rest) =>
          rest.where(
            sql<boolean>`(holder.acquisition_from, holder.id) > (${after?.from ?? ''}, ${after?.id ?? ''})`,
          ),
        )
        .orderBy('holder.acquisition_from')
        .orderBy('holder.id')
        .limit(limit)
        .as('of_holders'),
    )
    .selectAll();
}

/** How many of a role there are. */
export async function countAwaited(
  db: Reader,
  bankCode: string,
  { role, from, until }: Pick<AwaitedQuery, 'role' | 'from' | 'until'>,
): Promise<number> {
  const joined = db
    .selectFrom('holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .where('contract.bank_code', '=', bankCode)
    .where('contract.state', '=', 'open')
    .where('holder.role', '=', role)
    .where(awaits(db))
    .select(({ fn }) => fn.countAll<number | string>().as('counted'));
  const ofContract = joined
    .where('contract.acquisition_from', '>=', from)
    .where('contract.acquisition_from', '<=', until)
    .where('holder.acquisition_from', 'is', null);
  const ofHolder = joined
    .where('holder.bank', '=', bankCode)
    .where('holder.acquisition_from', '>=', from)
    .where('holder.acquisition_from', '<=', until);
  const counts = [await ofContract.executeTakeFirstOrThrow(), await ofHolder.executeTakeFirstOrThrow()];
  return counts.reduce((sum, { counted }) => sum + Number(counted), 0);
}

/** Active, permitted, and nothing signed since. */
function awaits(db: Reader) {
  return ({ and, eb, not, exists, selectFrom }: ExpressionBuilder<Tables, 'holder' | 'contract'>) =>
    and([
      eb('holder.state', '=', 'active'),
      eb('holder.permitted_at', 'is not', null),
      not(
        exists(
          selectFrom('certificate')
            .select(sql.lit(1).as('one'))
            .whereRef('certificate.holder', '=', 'holder.id')
            .whereRef('certificate.planned_at', '>=', 'holder.permitted_at')
            .where(isSigned(db)),
        ),
      ),
    ]);
}

/**
 * On SQLite it is what was planned and is not among the few that are unsigned: both stand in indexes, and of a thousand
 * holders who have acquired no certificate's wide row is read. PostgreSQL, bound to a bank, would look through all of them
 * for those few.
 */
function isSigned(db: Reader) {
  if (db.getExecutor().adapter.supportsMultipleConnections === true) {
    return sql<boolean>`certificate.signed_at is not null`;
  }
  // In two parts, because an index each holds them.
  const unsigned = db
    .selectFrom('certificate as unsigned')
    .select(['unsigned.holder', 'unsigned.planned_at'])
    .where('unsigned.certificate', 'is', null);
  const both = unsigned
    .where('unsigned.revoked_at', 'is', null)
    .unionAll(unsigned.where('unsigned.revoked_at', 'is not', null));
  return sql<boolean>`(certificate.holder, certificate.planned_at) not in (${both})`;
}

/** A secret and how many wrong entries lock it. */
export type LockLimits = readonly { readonly secret: SecretField; readonly limit: number }[];

/** Where a page ended. */
export interface LockCursor {
  readonly contractId: string;
  readonly userId: string;
  readonly secret: string;
  readonly channel: string;
}

/** Locked entries of holders that there are, in the order of their ids. */
export async function listLocked(
  db: Reader,
  bankCode: string,
  limits: LockLimits,
  { after, limit }: { readonly after?: LockCursor | undefined; readonly limit: number },
) {
  let query = lockedOf(db, bankCode, limits)
    .innerJoin('contract', (join) =>
      join
        .onRef('contract.bank_code', '=', 'guess_count.bank_code')
        .onRef('contract.contract_id', '=', 'guess_count.contract_id'),
    )
    .innerJoin('holder', (join) =>
      join.onRef('holder.contract', '=', 'contract.id').onRef('holder.user_id', '=', 'guess_count.user_id'),
    )
    .select(LISTED)
    .select(['guess_count.secret', 'guess_count.channel', 'guess_count.failures'])
    .select('guess_count.last_at as lastAt');
  if (after !== undefined) {
    const { contractId, userId, secret, channel } = after;
    query = query.where(
      sql<boolean>`(guess_count.contract_id, guess_count.user_id, guess_count.secret, guess_count.channel) > (${contractId}, ${userId}, ${secret}, ${channel})`,
    );
  }
  return query
    .orderBy('guess_count.contract_id')
    .orderBy('guess_count.user_id')
    .orderBy('guess_count.secret')
    .orderBy('guess_count.channel')
    .limit(limit)
    .execute();
}

export type LockedHolder = Awaited<ReturnType<typeof listLocked>>[number];

/** How many entries are locked; a stranger's at ids that do not exist among them. */
export async function countLocked(db: Reader, bankCode: string, limits: LockLimits): Promise<number> {
  const { counted } = await lockedOf(db, bankCode, limits)
    .select(({ fn }) => fn.countAll<number | string>().as('counted'))
    .executeTakeFirstOrThrow();
  return Number(counted);
}

function lockedOf(db: Reader, bankCode: string, limits: LockLimits) {
  return (
    db
      .selectFrom('guess_count')
      .where('guess_count.bank_code', '=', bankCode)
      // Said as the index says it, which holds only these.
      .where('guess_count.failures', '>=', sql.lit(3))
      .where(({ or, and, eb }) =>
        or(
          limits.map(({ secret, limit }) =>
            and([eb('guess_count.secret', '=', secret), eb('guess_count.failures', '>=', limit)]),
          ),
        ),
      )
  );
}
