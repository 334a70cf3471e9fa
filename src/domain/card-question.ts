// Which cells of a customer's random-number table are asked for.

import type { BankProfile } from '../profile/bank-profile.ts';
import type { FieldForm } from './entered-fields.ts';

type Card = NonNullable<BankProfile['card']>;
type TableCard = Extract<Card, { kind: 'table' }>;

export interface Cell {
  readonly column: string;
  readonly row: string;
}

/** How a cell is named in records: column then row, as printed (`ア1`). */
export function coordinateOf(cell: Cell): string {
  return `${cell.column}${cell.row}`;
}

/** Every cell of the table, row by row. */
export function cellsOf(card: TableCard): Cell[] {
  return card.rows.flatMap((row) => card.columns.map((column) => ({ column, row })));
}

/** What stands on a card of this bank: at which places, and in which form. A fixed password stands at the place ''. */
export function cardShape(card: Card): { readonly coordinates: string[]; readonly form: FieldForm } {
  if (card.kind === 'fixed') return { coordinates: [''], form: card };
  const { digitsPerCell: length } = card;
  return {
    coordinates: cellsOf(card).map(coordinateOf),
    form: { minLength: length, maxLength: length, characters: 'digits' },
  };
}

/**
 * Chooses the profile's number of different cells.
 *
 * @param randomBelow gives a uniform integer from 0 to its argument less one.
 */
export function chooseCells(card: TableCard, randomBelow: (bound: number) => number): Cell[] {
  const left = cellsOf(card);
  const chosen: Cell[] = [];
  while (chosen.length < card.cellsAsked && left.length > 0) {
    const [drawn] = left.splice(randomBelow(left.length), 1);
    if (drawn !== undefined) chosen.push(drawn);
  }
  return chosen;
}
