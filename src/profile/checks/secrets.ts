// Identifiers, secrets, card: lengths that can be met, and a card that one glance does not give away.

import type { BankProfile } from '../bank-profile.ts';
import { CARD_MIN_ANSWER_DIGITS, CARD_MIN_CELLS_PER_ASKED } from '../ceilings.ts';
import type { Fault } from '../profile-fault.ts';

export function checkLengths(bank: BankProfile): Fault[] {
  const lengths = {
    'identifiers.contractId': bank.identifiers.contractId,
    'identifiers.userId': bank.identifiers.userId,
    'secrets.contractPin': bank.secrets.contractPin,
    'secrets.contractConfirmationPin': bank.secrets.contractConfirmationPin,
    'secrets.userPin': bank.secrets.userPin,
    'secrets.userConfirmationPin': bank.secrets.userConfirmationPin,
    card: bank.card?.kind === 'fixed' ? bank.card : undefined,
  };
  return Object.entries(lengths).flatMap(([path, length]) =>
    length === undefined || length.minLength <= length.maxLength
      ? []
      : [
          {
            path,
            message: `minLength ${length.minLength} is more than maxLength ${length.maxLength}`,
            cure: 'exchange them',
          },
        ],
  );
}

export function checkCard(bank: BankProfile): Fault[] {
  const { card } = bank;
  if (card?.kind !== 'table') return [];
  const coordinates = card.columns.flatMap((column) => card.rows.map((row) => column + row));
  const cells = coordinates.length;
  const faults: Fault[] = [];
  if (card.cellsAsked * card.digitsPerCell < CARD_MIN_ANSWER_DIGITS) {
    const message = `an answer has only ${card.cellsAsked * card.digitsPerCell} digits, which is soon guessed`;
    faults.push({
      path: 'card',
      message,
      cure: `ask for at least ${CARD_MIN_ANSWER_DIGITS} digits: raise cellsAsked or digitsPerCell`,
    });
  }
  if (cells < card.cellsAsked * CARD_MIN_CELLS_PER_ASKED) {
    const message = `the table has ${cells} cells and each logon shows ${card.cellsAsked} of them`;
    faults.push({
      path: 'card',
      message,
      cure: `print at least ${card.cellsAsked * CARD_MIN_CELLS_PER_ASKED} cells, or ask fewer`,
    });
  }
  const double = coordinates.find((coordinate, index) => coordinates.indexOf(coordinate) < index);
  if (double !== undefined) {
    const message = `two cells are called ${double}`;
    faults.push({
      path: 'card',
      message,
      cure: 'head columns and rows so that column and row together name one cell',
    });
  }
  return faults;
}
