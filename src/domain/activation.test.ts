import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bank } from '../../test/world/banks.ts';
import { checkActivated, checkFirstPinsInTime } from './activation.ts';
import { addDays, dayOf } from './calendar.ts';

const profile = bank('9000');
const lax = { ...profile, activation: { ...profile.activation, required: false } };
const at = (day: string, time: string) => Date.parse(`${day}T${time}+09:00`);

describe('first PINs', () => {
  test('open nothing where the bank wants them replaced', () => {
    assert.equal(checkActivated(profile, { provisional: 1 })?.reason, 'activation-needed');
    assert.equal(checkActivated(profile, { provisional: 0 }), undefined);
    assert.equal(checkActivated(lax, { provisional: 1 }), undefined);
  });

  const made = at('2026-04-10', '23:59:59');
  const last = addDays(dayOf(made), profile.activation.windowDays);
  const ROWS: readonly [string, number, string | undefined][] = [
    ['the moment they are made', made, undefined],
    ['a clock that went back', made - 1, undefined],
    ['the last second of the last day in Japan', at(last, '23:59:59'), undefined],
    ['the first second after it', at(addDays(last, 1), '00:00:00'), 'first-pins-over'],
  ];
  for (const [when, now, reason] of ROWS) {
    test(`in time: ${when}`, () => {
      const refusal = checkFirstPinsInTime(profile, made, now);
      assert.equal(refusal?.reason, reason);
      if (refusal) assert.deepEqual(refusal.details, { firstPinsUntil: last });
    });
  }
});
