// Counts guesses at a secret exactly, however many come at once: the try is counted before the secret is looked
// at, and given back when it was right. So five tries are five, also when a hundred arrive together.

import type { Transaction } from '../database.ts';
import type { GuessCountTable } from '../tables.ts';

/** What is guessed at, by what was claimed; see GuessCountTable. */
export interface GuessTarget {
  readonly bankCode: string;
  readonly contractId: string;
  /** Empty for the administrator. */
  readonly userId: string;
  readonly secret: GuessCountTable['secret'];
  readonly channel: GuessCountTable['channel'];
}

export interface Guess {
  /** False: the limit is reached, the secret must not be looked at. */
  readonly granted: boolean;
  /** Wrong entries in a row, this one counted as wrong. */
  readonly failures: number;
}

/** Takes one of `limit` tries. Commit it before the secret is checked. */
export async function reserveGuess(
  tx: Transaction,
  target: GuessTarget,
  limit: number,
  now: number,
): Promise<Guess> {
  const key = keyOf(target);
  if (limit > 0) {
    const counted = await tx
      .insertInto('guess_count')
      .values({ ...key, failures: 1, last_at: now })
      .onConflict((conflict) =>
        conflict
          .columns(['bank_code', 'contract_id', 'user_id', 'secret', 'channel'])
          .doUpdateSet((to) => ({ failures: to('guess_count.failures', '+', 1), last_at: now }))
          .where('guess_count.failures', '<', limit),
      )
      .returning('failures')
      .executeTakeFirst();
    if (counted !== undefined) return { granted: true, failures: counted.failures };
  }
  return { granted: false, failures: await failuresOf(tx, key) };
}

/** Forgets the wrong entries: the right secret was given, or somebody unlocked it. All channels when none is named. */
export async function clearGuesses(
  tx: Transaction,
  target: Omit<GuessTarget, 'channel' | 'secret'> & Partial<Pick<GuessTarget, 'channel' | 'secret'>>,
): Promise<void> {
  let query = tx
    .deleteFrom('guess_count')
    .where('bank_code', '=', target.bankCode)
    .where('contract_id', '=', target.contractId)
    .where('user_id', '=', target.userId);
  if (target.secret !== undefined) query = query.where('secret', '=', target.secret);
  if (target.channel !== undefined) query = query.where('channel', '=', target.channel);
  await query.execute();
}

/** Forgets guesses at ids that do not exist, last made before `before`: strangers must not fill the database. */
export async function forgetStrangers(tx: Transaction, before: number): Promise<void> {
  await tx
    .deleteFrom('guess_count')
    .where('last_at', '<', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('holder')
            .innerJoin('contract', 'contract.id', 'holder.contract')
            .select('holder.id')
            .whereRef('contract.bank_code', '=', 'guess_count.bank_code')
            .whereRef('contract.contract_id', '=', 'guess_count.contract_id')
            .whereRef('holder.user_id', '=', 'guess_count.user_id'),
        ),
      ),
    )
    .execute();
}

type Key = Omit<GuessCountTable, 'failures' | 'last_at'>;

function keyOf(target: GuessTarget): Key {
  return {
    bank_code: target.bankCode,
    contract_id: target.contractId,
    user_id: target.userId,
    secret: target.secret,
    channel: target.channel,
  };
}

async function failuresOf(tx: Transaction, key: Key): Promise<number> {
  const row = await tx
    .selectFrom('guess_count')
    .select('failures')
    .where((is) => is.and(key))
    .executeTakeFirst();
  return row?.failures ?? 0;
}
