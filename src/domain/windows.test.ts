import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bank } from '../../test/world/banks.ts';
import { checkAcquisitionWindow, daysLeft, lastAcquisitionDay } from './windows.ts';

const profile = bank('9000');
const FROM = '2026-04-01';

test('80 days from 1 April end on 20 June', () => {
  assert.equal(lastAcquisitionDay(profile, 'administrator', FROM), '2026-06-20');
});

for (const [name, instant, reason] of [
  ['the second before day 0', '2026-03-31T23:59:59+09:00', 'window-not-open'],
  ['the first second of day 0', '2026-04-01T00:00:00+09:00', undefined],
  ['day 79', '2026-06-19T12:00:00+09:00', undefined],
  ['the first second of day 80', '2026-06-20T00:00:00+09:00', undefined],
  ['the last second of day 80', '2026-06-20T23:59:59+09:00', undefined],
  ['the last millisecond of day 80', '2026-06-20T23:59:59.999+09:00', undefined],
  ['the first second of day 81', '2026-06-21T00:00:00+09:00', 'window-over'],
] as const) {
  test(`acquisition window, ${name}: ${reason ?? 'open'}`, () => {
    assert.equal(checkAcquisitionWindow(profile, 'administrator', FROM, Date.parse(instant))?.reason, reason);
  });
}

test('window-over says when it ended', () => {
  const refusal = checkAcquisitionWindow(
    profile,
    'administrator',
    FROM,
    Date.parse('2026-07-01T00:00:00+09:00'),
  );
  assert.deepEqual(refusal?.details, { windowDays: 80, windowEnd: '2026-06-20' });
});

for (const [instant, days] of [
  ['2027-04-01T00:00:00+09:00', 0],
  ['2027-04-01T23:59:59+09:00', 0],
  ['2027-03-31T23:59:59+09:00', 1],
  ['2027-04-02T00:00:00+09:00', -1],
] as const) {
  test(`days left of a certificate to 1 April, at ${instant}: ${days}`, () => {
    assert.equal(daysLeft(Date.parse('2027-04-01T23:59:59+09:00'), Date.parse(instant)), days);
  });
}
