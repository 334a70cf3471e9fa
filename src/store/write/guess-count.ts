// Counts guesses at a secret exactly, however many come at once: the try is counted, in one transaction with its
// verdict, and given back when it was right. So five tries are five, also when a hundred arrive together.

import type { Transaction } from '../database.ts';
import { prepared } from '../prepared.ts';
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
  /** False: the limit is reached, nothing may be said of the secret. */
  readonly granted: boolean;
  /** Wrong entries in a row, this one counted as wrong. */
  readonly failures: number;
}

const count = prepared((db, guess: Key & { limit: number; now: number }) =>
  db
    .insertInto('guess_count')
    .values({
      bank_code: guess.bank_code,
      contract_id: guess.contract_id,
      user_id: guess.user_id,
      secret: guess.secret,
      channel: guess.channel,
      failures: 1,
      last_at: guess.now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['bank_code', 'contract_id', 'user_id', 'secret', 'channel'])
        .doUpdateSet((to) => ({ failures: to('guess_count.failures', '+', 1), last_at: guess.now }))
        .where('guess_count.failures', '<', guess.limit),
    )
    .returning('failures'),
);

/** Takes one of `limit` tries; others at the same secret wait until this transaction has ended. */
export async function reserveGuess(
  tx: Transaction,
  target: GuessTarget,
  limit: number,
  now: number,
): Promise<Guess> {
  const key = keyOf(target);
  if (limit > 0) {
    const [counted] = await count(tx, { ...key, limit, now });
    if (counted !== undefined) return { granted: true, failures: counted.failures };
  }
  return { granted: false, failures: await failuresOf(tx, key) };
}

const clear = prepared((db, key: Key) =>
  db
    .deleteFrom('guess_count')
    .where('bank_code', '=', key.bank_code)
    .where('contract_id', '=', key.contract_id)
    .where('user_id', '=', key.user_id)
    .where('secret', '=', key.secret)
    .where('channel', '=', key.channel),
);

/** Takes a try back: the right secret was given. What went wrong before it is forgotten too. */
export async function clearGuess(tx: Transaction, target: GuessTarget): Promise<void> {
  await clear(tx, keyOf(target));
}

/** Forgets every wrong entry of this claim: somebody unlocked it. */
export async function clearGuesses(
  tx: Transaction,
  { bankCode, contractId, userId }: Omit<GuessTarget, 'channel' | 'secret'>,
): Promise<void> {
  await tx
    .deleteFrom('guess_count')
    .where('bank_code', '=', bankCode)
    .where('contract_id', '=', contractId)
    .where('user_id', '=', userId)
    .execute();
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
