// Publishes revocation lists: a list is replaced as a whole or not at all.

import type { Insertable } from 'kysely';
import type { Transaction } from '../database.ts';
import type { RevocationListTable } from '../revocation-tables.ts';

/**
 * Puts a list in the place of the one with the number `instead`, or of none. False when another stands there by now:
 * somebody else has published meanwhile, and the numbers must rise.
 */
export async function replaceRevocationList(
  tx: Transaction,
  row: Insertable<RevocationListTable>,
  instead: number | undefined,
): Promise<boolean> {
  if (instead === undefined) {
    const inserted = await tx
      .insertInto('revocation_list')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .returning('number')
      .execute();
    return inserted.length === 1;
  }
  const { issuer, name, ...columns } = row;
  const { numUpdatedRows } = await tx
    .updateTable('revocation_list')
    .set(columns)
    .where('issuer', '=', issuer)
    .where('name', '=', name)
    .where('number', '=', instead)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
