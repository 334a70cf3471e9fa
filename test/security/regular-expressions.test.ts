// Security test 25, ReDoS: every regular expression of the source is judged for how often it may go back over what it has
// read. Those that the judge does not clear are named here, and withstand what is worst for them.

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { parseSync, Visitor } from 'oxc-parser';
import { isSafePattern } from 'redos-detector';

const SOURCE = join(import.meta.dirname, '../../src');

interface Found {
  readonly pattern: string;
  readonly flags: string;
  readonly path: string;
}

/** One that it does not clear within this time is not cleared. */
const JUDGE_MS = 2000;
/** As many characters as nothing has that a stranger sends. */
const MANY = 100_000;

/**
 * The judge counts every step back, also those that happen once for each character, and does not know what may stand
 * where. Of each: why it is linear, or how long what it reads is at most, and texts that would show the contrary.
 */
const WITHSTANDING: Readonly<Record<string, readonly string[]>> = {
  // Nothing between two marks holds a hyphen.
  '/-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END ([A-Z0-9 ]{1,40})-----/g': [
    '-----BEGIN A-----'.repeat(MANY / 17),
    `-----BEGIN A-----${'a'.repeat(MANY)}`,
    `-----BEGIN ${'A'.repeat(MANY)}`,
  ],
  // At one place (`y`); no two alternatives begin alike.
  '/[ \\t\\r\\n]*("(?:[^"\\\\\\p{Cc}]|\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|true|false|null|[{}[\\],:])/uy':
    [' '.repeat(MANY), `"${'\\"'.repeat(MANY)}`, `"${'\\u0041'.repeat(MANY / 6)}`, '1'.repeat(MANY)],
  // Of what JSON.parse has taken: every quote is closed.
  '/("(?:[^"\\\\]|\\\\.)*")(\\s*:)?|[{}[\\]]/g': [
    `"${'\\"'.repeat(MANY)}"`,
    '"a"  '.repeat(MANY / 5),
    `"a"${' '.repeat(MANY)}`,
  ],
  '/\\{(\\w+)\\}/g': ['{'.repeat(MANY), `{${'a'.repeat(MANY)}`, '{a'.repeat(MANY)],
  '/\\{\\w+\\}/g': ['{'.repeat(MANY), `{${'a'.repeat(MANY)}`, '{a'.repeat(MANY)],
  '/\\[([^[\\]]*)\\]/g': ['['.repeat(MANY), `[${'a'.repeat(MANY)}`, '[a'.repeat(MANY)],
  '/\\[[^[\\]]*\\]/g': ['['.repeat(MANY), `[${'a'.repeat(MANY)}`, '[a'.repeat(MANY)],
  '/(\\{[^{}]*\\})/': ['{'.repeat(MANY), `{${'a'.repeat(MANY)}`, '{a'.repeat(MANY)],
  // A line's end is no other character.
  '/^(\\n|[^\\p{Cc}\\p{Cf}])*$/u': [`${'a\n'.repeat(MANY)}\0`, `${'\n'.repeat(MANY)}\0`],
  // Of the first 200 octets.
  '/^(?:\\uFEFF)?\\s*</': [' '.repeat(200), '\uFEFF'.repeat(200)],
  // Of a picture of our own.
  '/viewBox="([^"]+)"[^>]*>\\s*<title>[^<]*<\\/title>(.*)<\\/svg>/s': [`viewBox="0"${' '.repeat(MANY)}`],
  '/>\\s+</g': [`>${' '.repeat(MANY)}`, '> '.repeat(MANY), '>'.repeat(MANY)],
  // Ends with the text, wherever it begins.
  '/\\?.*$/s': ['?'.repeat(MANY), `?${'\n'.repeat(MANY)}`],
  // No part of it is of unbounded length.
  '/株式会社|有限会社|合同会社|合名会社|合資会社|(?:一般|公益)?(?:社団|財団)法人|医療法人|学校法人|社会福祉法人|宗教法人|協同組合|\\((?:株|有|同|名|資|社|財|医|学|福|宗|カ|ユ|ド|メ|シ)\\)|(?<![A-Z])(?:CO\\.?,? ?LTD\\.?|INC\\.?|LLC|K\\.K\\.)(?![A-Z])/g':
    ['一般'.repeat(MANY), 'CO.,'.repeat(MANY), '('.repeat(MANY)],
  // Of the first 512 characters of what a browser calls itself.
  '/MSIE (\\d+)|Trident\\/.*rv:(\\d+)/': ['Trident/'.repeat(64)],
  '/Version\\/(\\d+)[.\\d]* (?:Mobile\\/\\S+ )?Safari\\//': [`Version/${'1'.repeat(504)}`],
  // Of a PIN.
  '/[^a-z]+$/u': [`${'1'.repeat(128)}a`],
};

describe('regular expressions', () => {
  const found = new Map<string, Found>();
  before(() => {
    for (const path of globSync('**/*.ts', { cwd: SOURCE })) {
      if (path.endsWith('.test.ts')) continue;
      const { program, errors } = parseSync(path, readFileSync(join(SOURCE, path), 'utf8'));
      assert.deepEqual(errors, [], path);
      const made = (node: { readonly callee: { readonly type: string; readonly name?: string } }) =>
        assert.ok(
          node.callee.name !== 'RegExp',
          `${path}: put together at run time, it cannot be judged here`,
        );
      new Visitor({
        Literal: (node) => {
          if (!('regex' in node)) return;
          const { pattern, flags } = node.regex;
          found.set(`/${pattern}/${flags}`, { pattern, flags, path });
        },
        NewExpression: (node) => made(node as never),
        CallExpression: (node) => made(node as never),
      }).visit(program);
    }
  });

  test('all that are not named below are cleared', () => {
    assert.ok(found.size > 150, 'they have been found');
    const doubtful = [...found].filter(([source, { pattern, flags }]) => {
      if (source in WITHSTANDING) return false;
      const judged = isSafePattern(pattern, {
        ...{
          caseInsensitive: flags.includes('i'),
          dotAll: flags.includes('s'),
          multiLine: flags.includes('m'),
        },
        ...{ unicode: /[uv]/.test(flags), timeout: JUDGE_MS },
      });
      return !judged.safe;
    });
    assert.deepEqual(
      doubtful.map(([source, { path }]) => `${path}: ${source}`),
      [],
      'make it say what may stand where, or show here that it withstands',
    );
  });

  test('the judge does see what goes wrong', () => {
    for (const bad of ['^(a+)+$', '\\s+$', '^(.*?)(\\s*\\(.*\\))?$']) {
      assert.equal(isSafePattern(bad, { timeout: JUDGE_MS }).safe, false, bad);
    }
  });

  for (const [source, texts] of Object.entries(WITHSTANDING)) {
    test(`it withstands: ${source.slice(0, 60)}`, () => {
      const { pattern, flags } = found.get(source) ?? assert.fail('it is not in the source any more');
      for (const text of texts) {
        const began = performance.now();
        const expression = new RegExp(pattern, flags);
        if (flags.includes('g')) text.replaceAll(expression, '');
        else expression.exec(text);
        const took = performance.now() - began;
        assert.ok(
          took < 2000,
          `${Math.round(took)} ms for ${text.length} characters like ${text.slice(0, 20)}`,
        );
      }
    });
  }
});
