// The days on which ends of certificates are announced, at every edge and in every process time zone.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { addDays, lastSecondOf } from './calendar.ts';
import { announcementSpans } from './expiry-announcements.ts';

/** What is announced on a day for a certificate that ends with another; undefined: nothing. */
function announced(noticeDays: number[], end: string, now: string): number | undefined {
  const notAfter = lastSecondOf(end);
  const hits = announcementSpans({ noticeDays, ended: true }, Date.parse(now)).filter(
    ({ after, until }) => notAfter > after && notAfter <= until,
  );
  assert.ok(hits.length <= 1, 'one announcement for each certificate');
  return hits[0]?.days;
}

const at = (day: string, time = '12:00:00.000') => `${day}T${time}+09:00`;

describe('days before the end, mails at 30 and 10', () => {
  const end = '2027-04-09';
  const cases: [daysLeft: number, days: number | undefined][] = [
    [32, undefined],
    [31, undefined],
    [30, 30],
    [29, 30],
    [11, 30],
    [10, 10],
    [9, 10],
    [7, 10],
    [1, 10],
    [0, 10],
    [-1, 0],
    [-3, 0],
    [-30, 0],
    [-31, undefined],
  ];
  for (const [daysLeft, days] of cases) {
    test(`${daysLeft} days left: ${days ?? 'nothing'}`, () => {
      const today = addDays(end, -daysLeft);
      for (const time of ['00:00:00.000', '12:00:00.000', '23:59:59.999']) {
        assert.equal(announced([30, 10], end, at(today, time)), days, time);
      }
    });
  }
});

describe('edges of the calendar', () => {
  const cases: [title: string, noticeDays: number[], end: string, today: string, days: number | undefined][] =
    [
      ['10 days over 29 February', [10], '2028-03-05', '2028-02-24', 10],
      ['and the day before', [10], '2028-03-05', '2028-02-23', undefined],
      ['10 days over 28 February of a common year', [10], '2027-03-05', '2027-02-23', 10],
      ['an end on 29 February', [30, 10], '2028-02-29', '2028-01-30', 30],
      ['the day after 29 February', [30, 10], '2028-02-29', '2028-03-01', 0],
      ['over the end of a year', [30, 10], '2027-01-05', '2026-12-26', 10],
      ['an end on 31 December', [30, 10], '2026-12-31', '2026-12-31', 10],
      ['the first of January', [30, 10], '2026-12-31', '2027-01-01', 0],
      ['40, 15 and 1: the 1', [40, 15, 1], '2027-04-09', '2027-04-08', 1],
      ['40, 15 and 1: still the 15', [40, 15, 1], '2027-04-09', '2027-04-07', 15],
      ['a bank that announces nothing ahead', [], '2027-04-09', '2027-04-09', undefined],
    ];
  for (const [title, noticeDays, end, today, days] of cases) {
    test(title, () => assert.equal(announced(noticeDays, end, at(today)), days));
  }
});

test('a bank without mails of ends announces none', () => {
  const spans = announcementSpans({ noticeDays: [30], ended: false }, Date.parse(at('2026-04-10')));
  assert.deepEqual(
    spans.map(({ days }) => days),
    [30],
  );
});

test('the same in every time zone of the process', () => {
  const program = `
    import { announcementSpans } from './src/domain/expiry-announcements.ts';
    const instants = ['2026-12-31T14:59:59.999Z', '2026-12-31T15:00:00Z', '2028-02-28T15:00:00Z', '2026-03-08T07:00:00Z'];
    console.log(JSON.stringify(instants.map((now) => announcementSpans({ noticeDays: [30, 10], ended: true }, Date.parse(now)))));`;
  const answers = ['UTC', 'Asia/Tokyo', 'America/New_York'].map((TZ) =>
    execFileSync(process.execPath, ['--input-type=module-typescript', '--eval', program], {
      cwd: new URL('../..', import.meta.url),
      env: { ...process.env, TZ },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  assert.equal(new Set(answers).size, 1);
  assert.ok((answers[0] ?? '').length > 100);
});
