import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bank } from '../../test/world/banks.ts';
import { failureLimitOf, formOf, hasForm, normaliseEntry } from './entered-fields.ts';

for (const [typed, read] of [
  ['１２３４', '1234'],
  [' 0012345678 ', '0012345678'],
  ['　ＡＢｃ１　', 'ABc1'],
] as const) {
  test(`${JSON.stringify(typed)} is read as ${read}`, () => assert.equal(normaliseEntry(typed), read));
}

const digits = { minLength: 4, maxLength: 6, characters: 'digits' } as const;
for (const [value, answer] of [
  ['1234', true],
  ['123456', true],
  ['123', false],
  ['1234567', false],
  ['12a4', false],
  ['', false],
] as const) {
  test(`form of ${JSON.stringify(value)}`, () => assert.equal(hasForm(digits, value), answer));
}

test('a card password is as long as its cells together', () => {
  const { card } = bank('9000');
  assert.ok(card?.kind === 'table');
  assert.equal(formOf(bank('9000'), 'cardPassword')?.minLength, card.cellsAsked * card.digitsPerCell);
});

test('what a bank does not ask for has no form', () => {
  assert.equal(formOf({ ...bank('9000'), card: null, token: null }, 'cardPassword'), undefined);
  assert.equal(formOf({ ...bank('9000'), card: null, token: null }, 'oneTimePassword'), undefined);
});

test('every secret has a limit of wrong entries', () => {
  for (const secret of ['contractPin', 'contractConfirmationPin', 'cardPassword'] as const) {
    assert.ok(failureLimitOf(bank('9000'), secret) >= 3);
  }
});
