// Every act that the source writes into the audit record has its words, and no words are for acts that there are not.

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { pagesCustomersActsEn } from './pages-customers-acts-en.ts';
import { pagesCustomersActsJa } from './pages-customers-acts-ja.ts';

const SOURCE = join(import.meta.dirname, '../..');
/** Texts of this form in rooms that write records, which are no acts: rights (domain/officer.ts), keys of mails. */
const NO_ACT =
  /^(?:certificates|contracts|customers|forms|letters|audit|officers|reports|cards|tokens)\.[a-z]+$|^mail\.|^profile\.(?:read|propose|approve)$/;
/** Made of parts in the forms' procedures. */
const COMPOSED = { 'form.': ['entered', 'amended', 'done', 'returned', 'withdrawn'] };

test('each act has a sentence in both languages', () => {
  const found = new Set(
    Object.entries(COMPOSED).flatMap(([family, names]) => names.map((name) => family + name)),
  );
  for (const path of globSync('{procedures,ca,notices}/**/*.ts', { cwd: SOURCE })) {
    if (path.endsWith('.test.ts')) continue;
    const source = readFileSync(join(SOURCE, path), 'utf8');
    for (const [, act = ''] of source.matchAll(/'([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)'/g)) {
      if (!NO_ACT.test(act)) found.add(act);
    }
    for (const [, family = ''] of source.matchAll(/act: `([a-z-]+\.)\$/g)) {
      assert.ok(family in COMPOSED, `${path} composes acts of ${family}: name them here`);
    }
  }
  const said = Object.keys(pagesCustomersActsJa).map((key) => key.slice('page.customers.act.'.length));
  assert.deepEqual(said.sort(), [...found].sort());
  assert.deepEqual(Object.keys(pagesCustomersActsEn).sort(), Object.keys(pagesCustomersActsJa).sort());
});
