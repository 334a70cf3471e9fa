// What a customer card is being asked for.

import type { Reader } from '../database.ts';

/** The coordinates asked and not yet answered, in the order asked. */
export async function findCardChallenge(db: Reader, card: string): Promise<string[] | undefined> {
  const row = await db
    .selectFrom('card_challenge')
    .select('cells')
    .where('card', '=', card)
    .executeTakeFirst();
  return row === undefined ? undefined : (JSON.parse(row.cells) as string[]);
}
