// Gaps in texts: filled, left out, replaced.

import assert from 'node:assert/strict';
import test from 'node:test';
import { fillTemplate, type Params, placeholdersOf, unbalancedSign } from './template.ts';

const CASES: [template: string, params: Params, filled: string][] = [
  ['あと{n}回', { n: 3 }, 'あと3回'],
  ['[{a}まで。]次へ', { a: '3月' }, '3月まで。次へ'],
  ['[{a}まで。]次へ', {}, '次へ'],
  ['[{a}が|それが]違います', { a: 'PIN' }, 'PINが違います'],
  ['[{a}が|それが]違います', {}, 'それが違います'],
  ['[{a}|{b}|]', { b: 'b' }, 'b'],
  ['[{yes}今なら]できます', { yes: '' }, '今ならできます'],
  ['Wait [{a} s]. Then go.', {}, 'Wait . Then go.'],
  ['One. [Two {a}.] Three.', {}, 'One. Three.'],
  ['{a}', { a: '{b}[c]' }, '{b}[c]'],
];
for (const [template, params, filled] of CASES) {
  test(`${template} with ${JSON.stringify(params)}`, () =>
    assert.equal(fillTemplate(template, params), filled));
}

test('a gap that nothing fills is a fault of the program', () => {
  assert.throws(() => fillTemplate('あと{n}回', {}), /\{n\}/);
});

test('names in a text', () => {
  assert.deepEqual(placeholdersOf('{a}[{b}|{c}]{d}'), { required: ['a', 'd'], optional: ['b', 'c'] });
});

for (const [template, sign] of [
  ['{a', '{'],
  ['a}', '}'],
  ['[a', '['],
  ['a]', ']'],
  ['[a[b]]', '['],
  ['{a b}', '{'],
  ['[{a}]', undefined],
] as const) {
  test(`signs of ${template}`, () => assert.equal(unbalancedSign(template), sign));
}
