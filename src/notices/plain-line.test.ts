// What strangers wrote is one harmless line in a mail.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainLine } from './plain-line.ts';

const CASES: [title: string, given: string, line: string][] = [
  ['what is harmless', '株式会社 見本商事', '株式会社 見本商事'],
  ['letters of many scripts', 'Æther & Søn 👪 ﾐﾎﾝ', 'Æther & Søn 👪 ﾐﾎﾝ'],
  ['a second header', '見本\r\nBcc: thief@evil.example', '見本 Bcc: thief@evil.example'],
  ['the end of the headers', 'a\n\nb', 'a b'],
  ['other line breaks', 'a\u2028b\u2029c\u0085d\u000be\u000cf', 'a b c d e f'],
  ['NUL, TAB and ANSI', 'a\u0000b\tc\u001b[31m', 'a b c [31m'],
  ['text turned around', 'a\u202eb\u2066c\u200fd', 'abcd'],
  ['what nobody sees', 'a\u200bb\ufeffc\u00add', 'abcd'],
  ['an encoded word', '=?UTF-8?B?QmNj?=', '= ?UTF-8?B?QmNj?='],
  ['an encoded word that is put together here', '=\u200b?UTF-8?Q?a?=', '= ?UTF-8?Q?a?='],
  ['the address of a page', 'see https://evil.example/x', 'see https: //evil.example/x'],
  ['one without a scheme', 'WWW.evil.example', 'www evil.example'],
  ['half a character', 'a\ud800b', 'a\ufffdb'],
  ['spaces only', ' \t ', ''],
];
for (const [title, given, line] of CASES) {
  test(title, () => assert.equal(plainLine(given), line));
}

test('what is too long is cut between characters', () => {
  const cut = plainLine('𠮷'.repeat(300));
  assert.equal([...cut].length, 100);
  assert.ok(cut.endsWith('𠮷…'));
});
