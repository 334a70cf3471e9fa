// The users of a contract, read for the administrator's pages.

import type { Reader } from '../database.ts';
import type { GuessCountTable } from '../tables.ts';
import { type FoundHolder, HOLDER_COLUMNS } from './contract.ts';

/** Every user that was ever registered, in the order of their ids. */
export async function readUsersOfContract(db: Reader, contract: string): Promise<FoundHolder[]> {
  return db
    .selectFrom('holder')
    .innerJoin('contract', 'contract.id', 'holder.contract')
    .select(HOLDER_COLUMNS)
    .where('holder.contract', '=', contract)
    .where('holder.role', '=', 'user')
    .orderBy('holder.user_id')
    .execute();
}

/** Users that are not removed. */
export async function countUsers(db: Reader, contract: string): Promise<number> {
  const { users } = await db
    .selectFrom('holder')
    .select(({ fn }) => fn.countAll<number | string>().as('users'))
    .where('contract', '=', contract)
    .where('role', '=', 'user')
    .where('state', '!=', 'removed')
    .executeTakeFirstOrThrow();
  return Number(users);
}

/** Whether somebody has this subject already (../tables.ts), whatever became of him. */
export async function isSubjectTaken(db: Reader, subject: string): Promise<boolean> {
  const row = await db.selectFrom('holder').select('id').where('subject', '=', subject).executeTakeFirst();
  return row !== undefined;
}

/** Who has these subjects already, whatever became of them. */
export async function readHoldersBySubject(
  db: Reader,
  subjects: readonly string[],
): Promise<(FoundHolder & { readonly subject: string })[]> {
  const found = [];
  for (let start = 0; start < subjects.length; start += 500) {
    found.push(
      ...(await db
        .selectFrom('holder')
        .innerJoin('contract', 'contract.id', 'holder.contract')
        .select([...HOLDER_COLUMNS, 'holder.subject'])
        .where('holder.subject', 'in', subjects.slice(start, start + 500))
        .execute()),
    );
  }
  return found;
}

/** When each of these holders logged on last. */
export async function readLastLogons(
  db: Reader,
  holders: readonly string[],
): Promise<{ holder: string; at: number }[]> {
  if (holders.length === 0) return [];
  const rows = await db
    .selectFrom('logon')
    .select(['holder', ({ fn }) => fn.max('at').as('at')])
    .where('holder', 'in', holders)
    .groupBy('holder')
    .execute();
  return rows.map(({ holder, at }) => ({ holder, at: Number(at) }));
}

/** Wrong entries in a row at the secrets of the people of a contract. */
export async function readFailures(
  db: Reader,
  bankCode: string,
  contractId: string,
): Promise<Pick<GuessCountTable, 'user_id' | 'secret' | 'channel' | 'failures'>[]> {
  return db
    .selectFrom('guess_count')
    .select(['user_id', 'secret', 'channel', 'failures'])
    .where('bank_code', '=', bankCode)
    .where('contract_id', '=', contractId)
    .execute();
}
