// Letters to customers, written. That secrets are taken out once is one conditional statement here.

import type { Selectable } from 'kysely';
import type { Day } from '../../domain/calendar.ts';
import type { Transaction } from '../database.ts';
import type { LetterTable } from '../letter-tables.ts';

type LetterRow = Selectable<LetterTable>;

/** Of a letter that no officer ordered at the desk. */
const NO_ORDER = { ordered_by: null, ordered_person: null, card: null } as const;

/** A letter that waits to be printed. One for each form and each mail: a second one is left out. */
export async function insertLetter(
  tx: Transaction,
  letter: Omit<LetterRow, 'state' | 'printed_at' | 'printed_by' | keyof typeof NO_ORDER> &
    Partial<Pick<LetterRow, keyof typeof NO_ORDER>>,
): Promise<void> {
  await tx
    .insertInto('letter')
    .values({ ...NO_ORDER, ...letter, state: 'waiting', printed_at: null, printed_by: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Marks a waiting letter as printed and forgets its secrets; false when it does not wait any more. */
export async function takeLetter(
  tx: Transaction,
  id: string,
  { officer, now }: { readonly officer: string; readonly now: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('letter')
    .set({ state: 'printed', sealed: new Uint8Array(), printed_at: now, printed_by: officer })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Ends a bank's letters whose last day is over, and forgets their secrets; those that ended now. */
export async function expireLetters(tx: Transaction, bankCode: string, today: Day) {
  return tx
    .updateTable('letter')
    .set({ state: 'expired', sealed: new Uint8Array() })
    .where('bank_code', '=', bankCode)
    .where('state', '=', 'waiting')
    .where('print_until', '<', today)
    .returning(['id', 'kind', 'form', 'contract'])
    .execute();
}

/** The card has ended before its letter was printed: nobody prints it any more, and its secrets are forgotten. */
export async function expireLetterOfCard(tx: Transaction, card: string): Promise<void> {
  await tx
    .updateTable('letter')
    .set({ state: 'expired', sealed: new Uint8Array() })
    .where('card', '=', card)
    .where('state', '=', 'waiting')
    .execute();
}
