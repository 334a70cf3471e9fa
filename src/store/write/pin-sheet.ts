// First PINs on their way to the page that shows them: sealed, for minutes, and gone once they were shown.

import type { Transaction } from '../database.ts';
import type { PinSheetTable } from '../tables.ts';

/** One sheet for each session: a newer one takes the place of one that was never looked at. */
export async function putPinSheet(tx: Transaction, sheet: PinSheetTable): Promise<void> {
  await tx
    .insertInto('pin_sheet')
    .values(sheet)
    .onConflict((conflict) =>
      conflict
        .column('session')
        .doUpdateSet({ holder: sheet.holder, sealed: sheet.sealed, created_at: sheet.created_at }),
    )
    .execute();
}

/** Takes the sheet out for good: of two that ask at once, one gets it. */
export async function takePinSheet(
  tx: Transaction,
  session: string,
  holder: string,
  after: number,
): Promise<PinSheetTable | undefined> {
  return tx
    .deleteFrom('pin_sheet')
    .where('session', '=', session)
    .where('holder', '=', holder)
    .where('created_at', '>', after)
    .returningAll()
    .executeTakeFirst();
}

export async function deleteOldPinSheets(tx: Transaction, before: number): Promise<void> {
  await tx.deleteFrom('pin_sheet').where('created_at', '<=', before).execute();
}
