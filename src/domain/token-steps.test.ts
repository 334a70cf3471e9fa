import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  driftAfter,
  isUnspent,
  LOOK_AHEAD,
  MOST_DRIFT,
  RESYNC_LOOK_AHEAD,
  stepsToResynchronise,
  stepsToTry,
  type TokenState,
} from './token-steps.ts';

const NOW = Date.parse('2026-04-10T12:00:10+09:00');
const STEP = Math.floor(NOW / 30_000);

const totp = (change: Partial<TokenState> = {}): TokenState => ({
  kind: 'totp',
  stepSeconds: 30,
  lastUsed: -1,
  drift: 0,
  ...change,
});
const sorted = (token: TokenState, now = NOW) => stepsToTry(token, now).toSorted((a, b) => a - b);

describe('steps of a clock', () => {
  for (const [title, token, steps] of [
    ['one step either side', totp(), [-1, 0, 1]],
    ['around the drift remembered', totp({ drift: 3 }), [2, 3, 4]],
    ['a clock that is behind', totp({ drift: -2 }), [-3, -2, -1]],
    ['as many when some are spent', totp({ lastUsed: STEP }), [-1, 0, 1]],
  ] as const) {
    test(title, () =>
      assert.deepEqual(
        sorted(token),
        steps.map((away) => STEP + away),
      ),
    );
  }
  test('the likeliest is tried first', () => assert.equal(stepsToTry(totp({ drift: 1 }), NOW)[0], STEP + 1));
  test('a step of 60 seconds', () =>
    assert.equal(stepsToTry(totp({ stepSeconds: 60 }), NOW)[0], Math.floor(NOW / 60_000)));
  test('times beyond 32 bits', () =>
    assert.equal(stepsToTry(totp(), 20_000_000_000_000)[0], Math.floor(20_000_000_000 / 30)));
  test('none before the beginning of time', () => assert.deepEqual(sorted(totp(), 0), [0, 0, 1]));
  test('the second before a step is the step before', () => {
    const edge = STEP * 30_000;
    assert.equal(stepsToTry(totp(), edge)[0], STEP);
    assert.equal(stepsToTry(totp(), edge - 1)[0], STEP - 1);
  });
});

describe('counters of a button', () => {
  test('the next one and a few beyond', () => {
    const token: TokenState = { ...totp(), kind: 'hotp', lastUsed: 41 };
    assert.deepEqual(
      stepsToTry(token, NOW),
      Array.from({ length: LOOK_AHEAD + 1 }, (_, n) => 42 + n),
    );
  });
  test('have no drift', () => assert.equal(driftAfter({ ...totp(), kind: 'hotp' }, 999, NOW), 0));
});

test('a step is unspent after the last used one only', () => {
  const token = totp({ lastUsed: STEP });
  assert.deepEqual(
    [STEP - 1, STEP, STEP + 1].map((step) => isUnspent(token, step)),
    [false, false, true],
  );
});

test('the drift follows what was accepted, up to a limit', () => {
  for (const [away, drift] of [
    [0, 0],
    [1, 1],
    [-1, -1],
    [4, 4],
    [MOST_DRIFT, MOST_DRIFT],
    [MOST_DRIFT + 1, MOST_DRIFT],
    [-MOST_DRIFT - 1, -MOST_DRIFT],
  ] as const) {
    assert.equal(driftAfter(totp(), STEP + away, NOW), drift);
  }
});

describe('where the first of two passwords in a row may lie', () => {
  const hotp = (lastUsed: number): TokenState => ({ ...totp(), kind: 'hotp', lastUsed });
  for (const [title, token, now, from, to] of [
    ['counters from the next one on', hotp(41), NOW, 42, 42 + RESYNC_LOOK_AHEAD],
    ['of a new button', hotp(-1), NOW, 0, RESYNC_LOOK_AHEAD],
    ['a clock as far as a drift is remembered', totp(), NOW, STEP - MOST_DRIFT, STEP + MOST_DRIFT - 1],
    ['whatever drift is remembered', totp({ drift: 7 }), NOW, STEP - MOST_DRIFT, STEP + MOST_DRIFT - 1],
    ['as many when some are spent', totp({ lastUsed: STEP }), NOW, STEP - MOST_DRIFT, STEP + MOST_DRIFT - 1],
    ['none before the beginning of time', totp(), 0, 0, MOST_DRIFT - 1],
  ] as const) {
    test(title, () => assert.deepEqual(stepsToResynchronise(token, now), { from, to }));
  }
  test('a guess at two of 6 digits is worth less than one at a single password', () => {
    assert.ok((RESYNC_LOOK_AHEAD + 1) / 10 ** 12 < (LOOK_AHEAD + 1) / 10 ** 6 / 1000);
  });
});
