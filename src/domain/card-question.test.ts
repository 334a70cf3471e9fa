import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { bank } from '../../test/world/banks.ts';
import { cellsOf, chooseCells, coordinateOf } from './card-question.ts';

const { card } = bank('9000');
assert.ok(card?.kind === 'table');
const table = card;

test('every cell of the table has its own coordinate', () => {
  const coordinates = cellsOf(table).map(coordinateOf);
  assert.equal(new Set(coordinates).size, table.columns.length * table.rows.length);
});

test('the cells asked are different ones, as many as the profile says', () => {
  for (let round = 0; round < 200; round += 1) {
    const chosen = chooseCells(table, (bound) => randomInt(bound)).map(coordinateOf);
    assert.equal(chosen.length, table.cellsAsked);
    assert.equal(new Set(chosen).size, table.cellsAsked);
  }
});

test('the draw decides: another draw asks other cells', () => {
  const first = chooseCells(table, () => 0).map(coordinateOf);
  const last = chooseCells(table, (bound) => bound - 1).map(coordinateOf);
  assert.notDeepEqual(first, last);
});
