// People's ways through 開通確認, read.

import type { Reader } from '../database.ts';
import type { ActivationRow } from '../tables.ts';
import { type FoundHolder, readHolders } from './contract.ts';

/** The way that a token holds, and whose it is. */
export async function findActivationByToken(
  db: Reader,
  tokenHash: string,
): Promise<{ readonly row: ActivationRow; readonly holder: FoundHolder } | undefined> {
  const row = await db
    .selectFrom('activation')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const [holder] = await readHolders(db, [row.holder]);
  return holder && { row, holder };
}
