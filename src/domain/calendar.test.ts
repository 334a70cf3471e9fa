import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { addDays, addYears, dayOf, daysBetween, isDay, lastSecondOf } from './calendar.ts';

const at = (iso: string) => Date.parse(iso);

for (const [instant, day] of [
  ['2026-04-01T14:59:59.999Z', '2026-04-01'],
  ['2026-04-01T15:00:00Z', '2026-04-02'],
  ['2026-12-31T14:59:59Z', '2026-12-31'],
  ['2026-12-31T15:00:00Z', '2027-01-01'],
  ['2028-02-28T15:00:00Z', '2028-02-29'],
  ['2028-02-29T15:00:00Z', '2028-03-01'],
] as const) {
  test(`${instant} is ${day} in Japan`, () => assert.equal(dayOf(at(instant)), day));
}

test('a year after 29 February is 28 February', () => {
  assert.equal(addYears('2028-02-29', 1), '2029-02-28');
  assert.equal(addYears('2027-02-28', 1), '2028-02-28');
  assert.equal(addYears('2028-02-29', 4), '2032-02-29');
});

test('days are counted across month, year and leap day', () => {
  assert.equal(addDays('2026-12-31', 1), '2027-01-01');
  assert.equal(addDays('2028-02-28', 2), '2028-03-01');
  assert.equal(daysBetween('2028-02-28', '2028-03-01'), 2);
  assert.equal(daysBetween('2026-03-01', '2026-02-27'), -2);
});

test('the last second of a day is a whole second, 23:59:59 in Japan', () => {
  assert.equal(lastSecondOf('2027-04-01'), at('2027-04-01T23:59:59+09:00'));
});

for (const [text, answer] of [
  ['2026-02-28', true],
  ['2026-02-29', false],
  ['2026-2-28', false],
  ['2026-13-01', false],
  ['', false],
] as const) {
  test(`isDay ${JSON.stringify(text)}`, () => assert.equal(isDay(text), answer));
}

test("the process's own time zone changes nothing", () => {
  const script = `
    import { dayOf, lastSecondOf } from ${JSON.stringify(import.meta.resolve('./calendar.ts'))};
    console.log(dayOf(Date.parse('2026-04-01T15:00:00Z')), lastSecondOf('2026-11-01'));`;
  const answers = ['UTC', 'Asia/Tokyo', 'America/New_York'].map((TZ) =>
    execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, TZ },
      encoding: 'utf8',
    }),
  );
  assert.equal(new Set(answers).size, 1);
  assert.match(answers[0] ?? '', /^2026-04-02 /);
});
