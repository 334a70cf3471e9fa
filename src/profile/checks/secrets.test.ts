// Lengths and cards: one fixture a fault.

import { testFaults } from '../fixtures/fault-cases.ts';

testFaults([
  {
    fault: 'least length above the most',
    spoil: (bank) => (bank.secrets.userPin.minLength = 13),
    path: 'secrets.userPin',
    message: /minLength 13 is more than maxLength 12/,
  },
  {
    fault: 'card answer soon guessed',
    spoil: (bank) =>
      bank.card?.kind === 'table' && Object.assign(bank.card, { digitsPerCell: 1, cellsAsked: 3 }),
    path: 'card',
    message: /only 3 digits/,
  },
  {
    fault: 'card with too few cells',
    spoil: (bank) => bank.card?.kind === 'table' && Object.assign(bank.card, { rows: ['1'] }),
    path: 'card',
    message: /10 cells/,
  },
  {
    fault: 'card on which two cells have one name',
    spoil: (bank) =>
      bank.card?.kind === 'table' &&
      Object.assign(bank.card, { columns: ['1', '11', '2', '3', '4'], rows: ['1', '11', '5', '6'] }),
    path: 'card',
    message: /two cells are called 111/,
  },
]);
