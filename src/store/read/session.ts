// Sessions and completed logons, read.

import type { Reader } from '../database.ts';
import { prepared } from '../prepared.ts';
import type { SessionRow } from '../tables.ts';

const selectByToken = prepared((db, { tokenHash }: { tokenHash: string }) =>
  db.selectFrom('session').selectAll().where('token_hash', '=', tokenHash),
);

export async function findSessionByToken(db: Reader, tokenHash: string): Promise<SessionRow | undefined> {
  return (await selectByToken(db, { tokenHash }))[0];
}

/** The newest completed logon of a holder before an instant. */
export async function findLastLogon(
  db: Reader,
  holder: string,
  before: number,
): Promise<{ at: number; address: string } | undefined> {
  return db
    .selectFrom('logon')
    .select(['at', 'address'])
    .where('holder', '=', holder)
    .where('at', '<', before)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
}
