import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFilePassword, strengthOf } from './file-password.ts';

for (const [password, fault] of [
  ['', 'short'],
  ['1234567', 'short'],
  ['12345678', undefined],
  ['pass word~!', undefined],
  ['パスワードパスワード', 'characters'],
  ['ｐａｓｓｗｏｒｄ１', 'characters'],
  ['Gehéim-123', 'characters'],
  ['tab\tinside', 'characters'],
] as const) {
  test(`${JSON.stringify(password)} is ${fault ?? 'taken'}`, () => {
    assert.equal(checkFilePassword(password), fault);
  });
}

for (const [password, strength] of [
  ['aaaaaaaaaaaaaaaaaaaa', 'weak'],
  ['12345678', 'weak'],
  ['shinkin2026', 'fair'],
  ['Shinkin-2026', 'good'],
  ['correct horse battery', 'good'],
] as const) {
  test(`${password} is ${strength}`, () => assert.equal(strengthOf(password), strength));
}
