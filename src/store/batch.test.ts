// Group commit: what comes together goes together, and a bad item fails by itself.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Batch } from './batch.ts';
import { StoreError } from './store-error.ts';

/** Doubles each number; remembers what came together. */
function doubling(fail: (items: readonly number[]) => unknown = () => undefined) {
  const groups: number[][] = [];
  let running = 0;
  const batch = new Batch<number, number>(async (items) => {
    assert.equal(++running, 1, 'one flush at a time');
    groups.push([...items]);
    await new Promise(setImmediate);
    running--;
    const error = fail(items);
    if (error !== undefined) throw error;
    return items.map((item) => item * 2);
  }, 4);
  return { batch, groups };
}

describe('batch', () => {
  test('items of one turn go together, no more than the most, each with its own answer', async () => {
    const { batch, groups } = doubling();
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map((item) => batch.add(item)));
    assert.deepEqual(answers, [2, 4, 6, 8, 10, 12]);
    assert.deepEqual(groups, [
      [1, 2, 3, 4],
      [5, 6],
    ]);
  });

  test('what arrives during a flush goes into the next', async () => {
    const { batch, groups } = doubling();
    const first = batch.add(1);
    await new Promise(setImmediate);
    const later = [2, 3].map((item) => batch.add(item));
    assert.deepEqual(await Promise.all([first, ...later]), [2, 4, 6]);
    assert.deepEqual(groups, [[1], [2, 3]]);
  });

  test('after a rest it starts again', async () => {
    const { batch } = doubling();
    assert.equal(await batch.add(1), 2);
    await new Promise(setImmediate);
    assert.equal(await batch.add(2), 4);
  });

  test('a bad item fails alone, the others of its group succeed', async () => {
    const { batch, groups } = doubling((items) => (items.includes(2) ? new Error('two') : undefined));
    const answers = await Promise.allSettled([1, 2, 3].map((item) => batch.add(item)));
    assert.deepEqual(
      answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : answer.reason.message)),
      [2, 'two', 6],
    );
    assert.deepEqual(groups, [[1, 2, 3], [1], [2], [3]]);
    assert.equal(await batch.add(5), 10, 'and it goes on');
  });

  test('when the database fails nothing is tried again', async () => {
    const { batch, groups } = doubling(() => new StoreError('disk-full', 'full'));
    const answers = await Promise.allSettled([1, 2].map((item) => batch.add(item)));
    assert.ok(answers.every((answer) => answer.status === 'rejected' && answer.reason.code === 'disk-full'));
    assert.equal(groups.length, 1);
  });

  test('a flush that answers too little is an error, not a wrong answer', async () => {
    const batch = new Batch<number, number>(async () => [], 4);
    await assert.rejects(batch.add(1), /a flush of 1 answered 0/);
  });
});
