// How few tries strangers have left when many go wrong, and when an hour begins.

import assert from 'node:assert/strict';
import test from 'node:test';
import { deploymentThreshold, SPRAYING_THRESHOLD, sprayingWindow, triesUnderStrain } from './spraying.ts';

for (const [inPeace, strain, tries] of [
  [20, 0, 20],
  [20, 0.99, 20],
  [20, 1, 5],
  [20, 1.99, 5],
  [20, 2, 2],
  [20, 1000, 2],
  [400, 4, 25],
  [1, 8, 1],
] as const) {
  test(`${inPeace} tries at ${strain} times the threshold: ${tries}`, () =>
    assert.equal(triesUnderStrain(inPeace, strain), tries));
}

test('all banks together may go wrong a little each', () => {
  assert.equal(deploymentThreshold(1), 2 * SPRAYING_THRESHOLD);
  assert.equal(deploymentThreshold(250), 5000);
});

test('a window is a full hour', () => {
  const at = (time: string) => sprayingWindow(Date.parse(`2026-04-10T${time}+09:00`));
  assert.equal(at('12:59:59.999'), at('12:00:00'));
  assert.equal(at('13:00:00') - at('12:59:59'), 3_600_000);
});

test('hits before the alarm, at PINs of four digits: fewer than one account in a thousand', () => {
  assert.ok((SPRAYING_THRESHOLD * 1e-4) / 10_000 < 1e-3);
});
