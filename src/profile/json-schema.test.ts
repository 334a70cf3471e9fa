// The schema that editors use is the schema that start-up uses.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { bankProfileJsonSchema, knownKeys } from './json-schema.ts';

test('banks/bank-profile.schema.json is current (else: node src/programs/write-bank-schema.ts)', () => {
  const written = readFileSync(new URL('../../banks/bank-profile.schema.json', import.meta.url), 'utf8');
  assert.equal(written, bankProfileJsonSchema());
});

test('an editor is told the limits and what an entry is for', () => {
  const { properties } = JSON.parse(bankProfileJsonSchema());
  const { windowDays } = properties.enrolment.properties;
  assert.equal(windowDays.maximum, 180);
  assert.match(windowDays.description, /Asia\/Tokyo/);
});

test('the keys that are known at a path', () => {
  assert.deepEqual(knownKeys(['renewal']), ['windowDays', 'noticeDays', 'noticeOnStatus', 'asks']);
  assert.deepEqual(knownKeys(['helpDesk', 0]), ['name', 'phone', 'mail', 'hours']);
  assert.deepEqual(knownKeys(['certificate', 'validity']), ['years', 'days']);
  assert.deepEqual(knownKeys(['menus', 'any', 'sections', 0, 'items', 0]), ['label', 'target']);
  assert.ok(knownKeys(['hints']).includes('oneTimePassword'));
  assert.deepEqual(knownKeys(['no', 'such']), []);
});
