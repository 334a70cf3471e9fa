// What is typed and what is stored meet, however either is written.

import assert from 'node:assert/strict';
import test from 'node:test';
import { searchText, searchWords } from './search-words.ts';

for (const [name, typed, found] of [
  ['株式会社見本商事', '見本', true],
  ['株式会社見本商事', '商事', true],
  ['株式会社見本商事', '株式会社見本商事', true],
  ['株式会社見本商事', '（株）見本', true],
  ['株式会社見本商事', '㈱見本商事', true],
  ['株式会社見本商事', '別', false],
  ['山川田商事', '商事', true],
  ['山川田商事', '田商', true],
  ['山川田商事', '川山', false],
  ['ミホンショウジ', 'みほんしょうじ', true],
  ['ﾐﾎﾝｼﾖｳｼﾞ', 'ミホンショウジ', true],
  ['カブシキガイシャ ミホン', 'ミホン', true],
  ['Ｓａｍｐｌｅ Trading Co., Ltd.', 'sample trading', true],
  ['Sample Trading', 'TRADING', true],
  ['東京データ・サービス', 'データサービス', true],
  ['東京データサービス', 'データ', true],
  ['サンプルー', 'サンプル', true],
  ['<b>&', 'B', true],
  ['株式会社', '株式会社', true],
  ['見\u202e本', '見', true],
  ['𠮷野家', '𠮷野', true],
] as const) {
  test(`${typed} ${found ? 'finds' : 'does not find'} ${name}`, () => {
    const text = searchText(typed);
    assert.ok(text !== '');
    assert.equal(
      searchWords(name).some((word) => word.startsWith(text)),
      found,
      JSON.stringify([text, searchWords(name)]),
    );
  });
}

test('a name of marks only, and one of thousands of words, stay bounded', () => {
  assert.deepEqual(searchWords('・・ー'), []);
  assert.equal(searchText(' ％ '), '');
  assert.ok(searchWords('A B '.repeat(1000)).length <= 24);
});
