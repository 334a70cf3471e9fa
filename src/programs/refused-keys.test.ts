// The operator's list of keys that are certified for nobody: as tools print it, and its faults by their line.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readRefusedKeys } from './refused-keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'warifu-refused-'));
after(() => rmSync(folder, { recursive: true }));
const written = (content: string) => {
  const file = join(folder, 'keys');
  writeFileSync(file, content);
  return file;
};
const [one, other] = ['a'.repeat(64), '0123456789abcdef'.repeat(4)];

test('none, one a line, as sha256sum prints them, with remarks', async () => {
  assert.deepEqual(await readRefusedKeys(undefined), new Set());
  const file = written(`# Debian, 2008\n${one}  -\r\n\n${other.toUpperCase()} # reported\n${one}\n`);
  assert.deepEqual(await readRefusedKeys(file), new Set([one, other]));
});

test('what is no list is refused at the start, with the line', async () => {
  const starting = (line: RegExp, content: string) => assert.rejects(readRefusedKeys(written(content)), line);
  await starting(/line 2 of .*keys is no SHA-256/, `${one}\n${one.slice(1)}\n`);
  await starting(/line 1 .* is no SHA-256/, '-----BEGIN PUBLIC KEY-----\n');
  await assert.rejects(readRefusedKeys(join(folder, 'absent')), /WARIFU_REFUSED_KEYS: .*absent .*ENOENT/);
});
