// JSON with slips: line, column and cure.

import assert from 'node:assert/strict';
import test from 'node:test';
import { parseJson } from './parse-json.ts';

const CASES: [source: string, message: string, cure: RegExp][] = [
  ['{"a": 1,}', 'line 1, column 9: a comma stands before }', /remove the comma/],
  ['{\n  "a": 1\n  "b": 2\n}', 'line 3, column 3: "\\"" cannot stand here', /comma before/],
  ['{\n  // note\n}', 'line 2, column 3: JSON has no comments', /remarks/],
  ['{"a": }', 'line 1, column 7: "}" cannot stand here', /look at it/],
  ['{"a": 01}', 'line 1, column 8: "1" cannot stand here', /look at it/],
  ['{"a": "x\ny"}', 'line 1, column 7: "\\"" cannot stand here', /close the quote/],
  ['{"a": 1} x', 'line 1, column 10: "x" cannot stand here', /look at it/],
  ["{'a': 1}", 'line 1, column 2: "\'" cannot stand here', /double quotes/],
  ['{"a": [1}', 'line 1, column 9: "}" cannot stand here', /look at it/],
  ['{"a": "あ', 'line 1, column 7: "\\"" cannot stand here', /close the quote/],
  ['{"a": [1, 2', 'line 1, column 12: the file ends too early', /close every brace/],
  ['{"a": tru}', 'line 1, column 7: "t" cannot stand here', /look at it/],
  [
    '{"a": 1,\n "b": {"a": 2, "c": 3,\n "a": 4}}',
    'line 3, column 2: "a" is already written above in the same braces',
    /rename/,
  ],
  ['{"a": 1, "\\u0061": 2}', 'line 1, column 10: "a" is already written above in the same braces', /rename/],
];
for (const [source, message, cure] of CASES) {
  test(JSON.stringify(source), () => {
    const parsed = parseJson(new TextEncoder().encode(source));
    assert.ok(!parsed.ok);
    assert.deepEqual(
      parsed.faults.map((fault) => fault.message),
      [message],
    );
    assert.match(parsed.faults[0]?.cure ?? '', cure);
  });
}

test('braces and colons within texts are only text', () => {
  const source = '{"a": "{\\"a\\": 1}", "b": ["a", "a"], "c": {"a": "a"}}';
  assert.deepEqual(parseJson(new TextEncoder().encode(source)), { ok: true, value: JSON.parse(source) });
});
