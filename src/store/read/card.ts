// What a customer card is being asked for.

import type { Reader } from '../database.ts';
import { prepared } from '../prepared.ts';

const selectChallenge = prepared((db, { card }: { card: string }) =>
  db.selectFrom('card_challenge').select('cells').where('card', '=', card),
);

/** The coordinates asked and not yet answered, in the order asked. */
export async function findCardChallenge(db: Reader, card: string): Promise<string[] | undefined> {
  const [row] = await selectChallenge(db, { card });
  return row === undefined ? undefined : (JSON.parse(row.cells) as string[]);
}
