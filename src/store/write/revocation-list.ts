// Publishes revocation lists: a list is replaced as a whole or not at all.

import type { Insertable } from 'kysely';
import type { Transaction } from '../database.ts';
import type { RevocationListPieceTable, RevocationListTable } from '../revocation-tables.ts';

export type NewRevocationList = Insertable<RevocationListTable>;

/** Of what a list lies in one value, and of its pieces. */
const VALUE_OCTETS = 512 * 1024;

/**
 * Puts a list in the place of the one with the number `instead`, or of none. False when another stands there by now:
 * somebody else has published meanwhile, and the numbers must rise. Pieces that are not the list's go, whoever wrote
 * them: the old one's, those of a process that ended before it could publish, or that will find this list here.
 */
export async function replaceRevocationList(
  tx: Transaction,
  row: NewRevocationList,
  instead: number | undefined,
): Promise<boolean> {
  const { pieces = '' } = row;
  if (!(await replaceRow(tx, { ...row, pieces }, instead))) return false;
  await tx
    .deleteFrom('revocation_list_piece')
    .where('issuer', '=', row.issuer)
    .where('name', '=', row.name)
    .where('pieces', '<>', pieces)
    .execute();
  return true;
}

/** A list as values of a row; a long one as pieces that are written before it is published. */
export interface ListValues {
  readonly list: Uint8Array;
  /** To be used one after the other. */
  readonly pieces: Iterable<Uint8Array>;
}

/** @param list in pieces of any length. */
export function listValues(list: readonly Uint8Array[]): ListValues {
  const octets = list.reduce((sum, piece) => sum + piece.length, 0);
  if (octets <= VALUE_OCTETS) return { list: Buffer.concat(list), pieces: [] };
  return { list: new Uint8Array(), pieces: inPieces(list) };
}

/** All in the same octets: each is there until the next. */
function* inPieces(list: readonly Uint8Array[]): Generator<Uint8Array> {
  const octets = new Uint8Array(VALUE_OCTETS);
  let used = 0;
  for (const one of list) {
    for (let at = 0; at < one.length; ) {
      const part = one.subarray(at, at + VALUE_OCTETS - used);
      octets.set(part, used);
      at += part.length;
      used += part.length;
      if (used < VALUE_OCTETS) continue;
      yield octets;
      used = 0;
    }
  }
  if (used > 0) yield octets.subarray(0, used);
}

/** Nobody sees it before a list names it. */
export async function insertListPiece(
  tx: Transaction,
  piece: Insertable<RevocationListPieceTable>,
): Promise<void> {
  await tx.insertInto('revocation_list_piece').values(piece).execute();
}

async function replaceRow(
  tx: Transaction,
  row: NewRevocationList,
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
