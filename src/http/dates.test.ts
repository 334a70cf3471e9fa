import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDay, formatDetail, formatInstant } from './dates.ts';

for (const [iso, ja, en] of [
  ['2026-10-03T14:59:59Z', '2026年10月3日 23:59:59（日本時間）', '3 October 2026 23:59:59 (Japan time)'],
  ['2026-10-03T15:00:00Z', '2026年10月4日 00:00:00（日本時間）', '4 October 2026 00:00:00 (Japan time)'],
] as const) {
  test(`${iso} is told in Japan's time`, () => {
    assert.equal(formatInstant(Date.parse(iso), 'ja'), ja);
    assert.equal(formatInstant(Date.parse(iso), 'en'), en);
  });
}

test('days are told in words, other values as they are', () => {
  assert.equal(formatDay('2026-02-28', 'ja'), '2026年2月28日');
  assert.equal(formatDetail('2026-02-28', 'en'), '28 February 2026');
  assert.equal(formatDetail('2026-02-28 or so', 'en'), '2026-02-28 or so');
  assert.equal(formatDetail(5, 'ja'), '5');
});
