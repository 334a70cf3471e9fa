// What a spreadsheet program would run is text, and every text comes back from a reader of CSV.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { csvHead, csvLine } from './csv.ts';

for (const [text, shown] of [
  ['株式会社見本', '株式会社見本'],
  ['=HYPERLINK("http://x","y")', `'=HYPERLINK("http://x","y")`],
  ['+81', "'+81"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1+1', "'\t=1+1"],
  ['\r=1+1', "'\r=1+1"],
  ['＝1+1', "'＝1+1"],
  ['a=1', 'a=1'],
  ['two\r\nlines, "quoted"', 'two\r\nlines, "quoted"'],
  ['', ''],
] as const) {
  test(`${JSON.stringify(text)} is shown as ${JSON.stringify(shown)}`, () => {
    const file = csvHead(['a', 'b']) + csvLine([text, 7]);
    assert.ok(file.startsWith('\uFEFFa,b\r\n'));
    assert.deepEqual(parse(file, { bom: true, relaxQuotes: false }), [
      ['a', 'b'],
      [shown, '7'],
    ]);
  });
}
