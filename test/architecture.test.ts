// The house stands as docs/architecture.md says; and the checker catches each way in which it could not.

import assert from 'node:assert/strict';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { checkHouse } from './architecture/check-house.ts';
import { importsOf, withoutComments } from './architecture/source.ts';

const ROOT = join(import.meta.dirname, '..');

test('the house is in order', () => {
  const paths = globSync('{src,test,bench,bin}/**/*.{ts,js,css}', { cwd: ROOT }).sort();
  assert.ok(paths.length > 50, 'the source files are found');
  const files = new Map(paths.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]));
  const bankCodes = readdirSync(join(ROOT, 'banks')).filter((name) => /^\d{4}$/.test(name));
  assert.ok(bankCodes.length > 0, 'the banks are found');
  const findings = checkHouse(files, bankCodes);
  assert.deepEqual(
    findings.map(({ rule, path, what }) => `${path}: ${rule}: ${what}`),
    [],
  );
});

/** Each breaks one rule and no other. */
const BROKEN: readonly { rule: string; files: Record<string, string> }[] = [
  { rule: 'unknown room', files: { 'src/attic/box.ts': '' } },
  { rule: 'unknown room', files: { 'src/box.ts': '' } },
  { rule: 'upward import', files: { 'src/domain/a.ts': "import { b } from '../store/b.ts';" } },
  { rule: 'upward import', files: { 'src/x509/a.ts': "import type { B } from '../profile/b.ts';" } },
  { rule: 'upward import', files: { 'src/ca/a.ts': "export * from '../procedures/deep/b.ts';" } },
  { rule: 'upward import', files: { 'src/http/a.ts': "const b = await import('../portal/b.ts');" } },
  { rule: 'upward import', files: { 'src/http/a.ts': "import {\n  b,\n  c,\n} from '../programs/b.ts';" } },
  { rule: 'upward import', files: { 'src/http/a.ts': "import '../programs/b.ts';" } },
  {
    rule: 'import between neighbours',
    files: { 'src/portal/a.ts': "import { b } from '../protocols/b.ts';" },
  },
  {
    rule: 'import between neighbours',
    files: { 'src/portal/a.ts': "import { b } from '../backoffice/b.ts';" },
  },
  {
    rule: 'import of a test or from outside src',
    files: { 'src/ca/a.ts': "import { world } from '../../test/world/deployment.ts';" },
  },
  {
    rule: 'write past the procedures',
    files: { 'src/portal/a/b.ts': "import { c } from '../../store/write/c.ts';" },
  },
  { rule: 'database outside store', files: { 'src/ca/a.ts': "import { sql } from 'kysely';" } },
  { rule: 'database outside store', files: { 'src/ca/a.ts': "import { DatabaseSync } from 'node:sqlite';" } },
  { rule: 'node in the browser', files: { 'src/x509/a.ts': "import { createHash } from 'node:crypto';" } },
  { rule: 'node in the browser', files: { 'src/portal/browser/a.ts': "import { join } from 'node:path';" } },
  { rule: 'clock or chance in domain', files: { 'src/domain/a.ts': 'export const now = Date.now();' } },
  {
    rule: 'clock or chance in domain',
    files: { 'src/domain/a.ts': "import { readFileSync } from 'node:fs';" },
  },
  {
    rule: 'private key outside signing-key',
    files: { 'src/ca/a.ts': "import { createHash, sign as make } from 'node:crypto';" },
  },
  {
    rule: 'private key outside signing-key',
    files: { 'src/ca/a.ts': "import * as crypto from 'node:crypto';\ncrypto.createPrivateKey('');" },
  },
  { rule: 'bank code in code', files: { 'src/ca/a.ts': "if (bank === '9000') go();" } },
  { rule: 'bank code in code', files: { 'src/ca/a.ts': "const path = '/9000/menu';" } },
  { rule: 'bank code in code', files: { 'src/ca/a.ts': 'if (Number(bank) === 9000) go();' } },
  { rule: 'too long', files: { 'src/ca/a.ts': 'go();\n'.repeat(401) } },
  { rule: 'name that says nothing', files: { 'src/ca/utils.ts': '' } },
  { rule: 'name that says nothing', files: { 'src/ca/index.ts': '' } },
  { rule: 'name that says nothing', files: { 'test/helpers/a.ts': '' } },
  { rule: 'name not in kebab-case', files: { 'src/ca/signThis.ts': '' } },
  {
    rule: 'circle',
    files: {
      'src/ca/a.ts': "import type { B } from './b.ts';",
      'src/ca/b.ts': "import { c } from './c.ts';",
      'src/ca/c.ts': "import { a } from './a.ts';",
    },
  },
];

function titleOf(path: string, text: string): string {
  return `${path} ${text.slice(0, 60)}`.replace(/\s+/g, ' ').trim();
}

describe('the checker catches', () => {
  for (const { rule, files } of BROKEN) {
    test(`${rule}: ${titleOf(...(Object.entries(files)[0] as [string, string]))}`, () => {
      const house = new Map(Object.entries(files).map(([path, text]) => [path, `// What for.\n${text}`]));
      assert.deepEqual(new Set(checkHouse(house, ['9000']).map((finding) => finding.rule)), new Set([rule]));
    });
  }

  test('no first line that says what for', () => {
    const [finding] = checkHouse(new Map([['src/ca/a.ts', 'export const a = 1;']]), []);
    assert.equal(finding?.rule, 'no first line that says what for');
  });
});

/** Looks wrong and is right. */
const SOUND: readonly [string, string][] = [
  ['src/ca/a.ts', "import { b } from '../store/write/b.ts';"],
  ['src/ca/a.test.ts', "import { makeWorld } from '../../test/world/deployment.ts';\nopen('9000');"],
  ['src/x509/a.test.ts', "import test from 'node:test';"],
  ['src/ca/signing-key-file.ts', "import { createPrivateKey, sign } from 'node:crypto';"],
  ['src/programs/server-identity.ts', "import { createPrivateKey } from 'node:crypto';"],
  ['src/ca/a.ts', "// import { b } from '../programs/b.ts'; bank 9000\n/* from '../portal/c.ts' */"],
  ['src/ca/a.ts', 'const wait = 19000 + 9000.5 * 0x9000;'],
  ['src/programs/a.ts', "import { b } from '../portal/b.ts';\nimport { c } from '../backoffice/c.ts';"],
  ['src/ca/a.ts', 'go();\n'.repeat(399)],
  ['test/journeys/a.test.ts', "import { b } from '../../src/store/write/b.ts';\nopen('9000');"],
];

describe('the checker lets pass', () => {
  for (const [path, text] of SOUND) {
    test(titleOf(path, text), () => {
      assert.deepEqual(checkHouse(new Map([[path, `// What for.\n${text}`]]), ['9000']), []);
    });
  }
});

test('comments are told from strings', () => {
  const text = "const a = 'https://x'; // '../b.ts'\nconst r = /['\"`//]/; /* `\n */ import c from './c.ts';";
  assert.deepEqual(importsOf(text), ['./c.ts']);
  assert.ok(withoutComments(text).includes('https://x'));
  assert.equal(withoutComments(text).split('\n').length, text.split('\n').length);
});
