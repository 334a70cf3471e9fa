// Five tries are five, however they come.

import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { eachDatabase } from '../../../test/world/databases.ts';
import type { Store } from '../database.ts';
import { BANK, insertHolders, NOON } from '../fixtures/rows.ts';
import { clearGuess, clearGuesses, forgetStrangers, type GuessTarget, reserveGuess } from './guess-count.ts';

const target: GuessTarget = {
  bankCode: BANK,
  contractId: '12345678',
  userId: '',
  secret: 'contractPin',
  channel: 'open',
};

eachDatabase((name, open) => {
  describe(`guesses on ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    const reserve = (change: Partial<GuessTarget> = {}, limit = 5) =>
      store.transaction((tx) => reserveGuess(tx, { ...target, ...change }, limit, NOON));

    test('100 at once: five are granted, each with its own count', async () => {
      const guesses = await Promise.all(Array.from({ length: 100 }, () => reserve()));
      const granted = guesses.filter((guess) => guess.granted).map((guess) => guess.failures);
      assert.deepEqual(granted.sort(), [1, 2, 3, 4, 5]);
      assert.ok(guesses.every((guess) => guess.granted || guess.failures === 5));
      const row = await store.db.selectFrom('guess_count').selectAll().executeTakeFirst();
      assert.equal(row?.failures, 5);
    });

    const others: readonly Partial<GuessTarget>[] = [
      { channel: 'certificate' },
      { secret: 'cardPassword' },
      { userId: 'user1' },
      { contractId: '87654321' },
      { bankCode: '0001' },
    ];
    for (const other of others) {
      test(`another ${Object.keys(other)[0]} is counted apart`, async () => {
        for (let guess = 1; guess <= 6; guess++) await reserve();
        assert.deepEqual(await reserve(other), { granted: true, failures: 1 });
      });
    }

    test('a refused try does not move the count; a lower limit holds at once', async () => {
      for (let guess = 1; guess <= 7; guess++) await reserve();
      assert.deepEqual(await reserve(), { granted: false, failures: 5 });
      assert.deepEqual(await reserve({}, 3), { granted: false, failures: 5 });
      assert.deepEqual(await reserve({}, 6), { granted: true, failures: 6 });
      assert.deepEqual(await reserve({ userId: 'new' }, 0), { granted: false, failures: 0 });
    });

    test('the right secret clears its own count only; an unlock clears all of the claim', async () => {
      const counts = async () =>
        (await store.db.selectFrom('guess_count').select('failures').execute()).length;
      await Promise.all([{}, ...others].map((other) => reserve(other)));
      await store.transaction((tx) => clearGuess(tx, target));
      assert.equal(await counts(), others.length);
      const { bankCode, contractId, userId } = target;
      await store.transaction((tx) => clearGuesses(tx, { bankCode, contractId, userId }));
      assert.equal(await counts(), 3);
    });

    test('a count survives what refused it, and not what threw', async () => {
      await reserve();
      const work = store.transaction(async (tx) => {
        await reserveGuess(tx, target, 5, NOON);
        throw new Error('broken');
      });
      await assert.rejects(work, /broken/);
      assert.deepEqual(await reserve(), { granted: true, failures: 2 });
    });

    test('strangers are forgotten, customers are not', async () => {
      await insertHolders(store, 2);
      for (const userId of ['', 'user1', 'nobody']) await reserve({ userId });
      await reserve({ contractId: '87654321' });
      await store.transaction((tx) => forgetStrangers(tx, NOON));
      assert.equal((await store.db.selectFrom('guess_count').selectAll().execute()).length, 4, 'not yet');
      await store.transaction((tx) => forgetStrangers(tx, NOON + 1));
      const left = await store.db.selectFrom('guess_count').select('user_id').orderBy('user_id').execute();
      assert.deepEqual(
        left.map((row) => row.user_id),
        ['', 'user1'],
      );
    });
  });
});
