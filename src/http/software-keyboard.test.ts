// The keys that stand in a page: those that the bank takes, each once, and none where the bank offers none.

import assert from 'node:assert/strict';
import test from 'node:test';
import { bank } from '../../test/world/banks.ts';
import type { Field } from '../profile/bank-profile.ts';
import { say } from '../profile/wording/wording.ts';
import { entryField } from './entry-field.ts';
import type { BankPageContext } from './page.ts';
import { SIGNS, softwareKeyboard } from './software-keyboard.ts';

function contextOf(code: string, language: 'ja' | 'en' = 'ja'): BankPageContext {
  const profile = bank(code);
  return {
    profile,
    language,
    reference: 'T000000001',
    assets: { urlOf: (name) => name, find: () => undefined },
    homeHref: `https://www.test/${code}/`,
    homeLink: (path = '') => `https://www.test/${code}/${path}`,
    say: (key, params) => say(profile, language, key, params),
  };
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', '#34': '"', '#39': "'", '#96': '`' };
function keysIn(page: string): string[] {
  return [...page.matchAll(/data-key="([^"]*)"/g)].map(([, key = '']) =>
    key.replaceAll(/&([#\w]+);/g, (whole, name: string) => ENTITIES[name] ?? whole),
  );
}

const DIGITS = '0123456789';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
for (const [characters, expected] of [
  ['digits', DIGITS],
  ['alphanumeric', DIGITS + LETTERS],
  ['printable', DIGITS + LETTERS + SIGNS],
] as const) {
  test(`keys for ${characters}`, () => {
    const form = { minLength: 4, maxLength: 12, characters };
    const page = softwareKeyboard(contextOf('1283'), 'contractPin', 'PIN', form).toString();
    assert.deepEqual(keysIn(page).sort(), [...expected].sort());
    assert.equal(page.includes('data-tool="capitals"'), characters !== 'digits');
    assert.equal(page.includes('data-tool="signs"'), characters === 'printable');
    assert.doesNotMatch(page, /<button(?![^>]*type="button")/, 'no key sends the form');
  });
}

test('every printable sign of ASCII has a key and a name of its own, in both languages', () => {
  assert.equal(SIGNS.length, 32);
  for (const language of ['ja', 'en'] as const) {
    const names = contextOf('1283', language).say('page.keyboard.signs').split(' / ');
    assert.equal(new Set(names).size, SIGNS.length, language);
  }
});

const CASES: readonly [code: string, field: Field, offered: boolean][] = [
  ['1283', 'contractPin', true],
  ['1283', 'userPin', true],
  ['1283', 'contractConfirmationPin', true],
  ['5410', 'contractPin', true],
  ['1283', 'contractId', false],
  ['1283', 'oneTimePassword', false],
  ['9000', 'contractPin', false],
];
for (const [code, field, offered] of CASES) {
  test(`${offered ? 'offered' : 'not offered'} for ${field} of ${code}`, () => {
    const page = entryField(contextOf(code), field).toString();
    assert.equal(page.includes(`id="${field}-keyboard"`), offered);
    assert.equal(page.includes(`href="https://www.test/${code}/software-keyboard"`), offered);
  });
}
