// Wrong entries in a row, read.

import type { Reader } from '../database.ts';
import { prepared } from '../prepared.ts';
import type { GuessCountTable } from '../tables.ts';
import type { Claim } from './contract.ts';

export type FoundFailures = Pick<GuessCountTable, 'secret' | 'channel' | 'failures'>;

const selectFailures = prepared((db, { bankCode, contractId, userId }: Claim) =>
  db
    .selectFrom('guess_count')
    .select(['secret', 'channel', 'failures'])
    .where('bank_code', '=', bankCode)
    .where('contract_id', '=', contractId)
    .where('user_id', '=', userId)
    .orderBy('secret')
    .orderBy('channel'),
);

/** Wrong entries at one person's secrets; for all of a contract see `readFailures`. */
export async function readFailuresOf(db: Reader, claim: Claim): Promise<FoundFailures[]> {
  return selectFailures(db, { bankCode: claim.bankCode, contractId: claim.contractId, userId: claim.userId });
}
