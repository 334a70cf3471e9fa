import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeptAnswers } from './kept-answers.ts';

test('an answer is found by its request until its certificate changes', () => {
  const kept = new KeptAnswers<number>();
  kept.keep('a1', 'A', 1);
  kept.keep('a2', 'A', 2);
  kept.keep('b1', 'B', 3);
  assert.deepEqual(
    ['a1', 'a2', 'b1', 'c'].map((one) => kept.find(one)),
    [1, 2, 3, undefined],
  );
  kept.drop('A');
  assert.deepEqual(
    ['a1', 'a2', 'b1'].map((one) => kept.find(one)),
    [undefined, undefined, 3],
  );
  kept.drop('A');
  kept.clear();
  assert.equal(kept.size, 0);
});

test('the oldest makes room, and a newer answer takes the place of an older one', () => {
  const kept = new KeptAnswers<number>(2);
  kept.keep('a', 'A', 1);
  kept.keep('b', 'B', 2);
  kept.keep('a', 'A', 3);
  kept.keep('c', 'C', 4);
  assert.deepEqual(
    ['a', 'b', 'c'].map((one) => kept.find(one)),
    [3, undefined, 4],
  );
  kept.drop('B');
  assert.equal(kept.size, 2);
});
