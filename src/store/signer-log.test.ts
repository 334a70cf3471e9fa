// The signer's own record when it cannot be used: said in words, so that whoever asks hears "later" and no defect.

import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { makeMemoryFolder } from '../../test/world/memory-folder.ts';
import { signerFaultOf } from '../ca/signer/signer-fault.ts';
import { SignerLog } from './signer-log.ts';
import { StoreError } from './store-error.ts';

let base: string;
before(async () => {
  base = await makeMemoryFolder();
});
after(() => rm(base, { recursive: true }));

const entry = { serialNumber: Uint8Array.of(1), tbsSha256: Uint8Array.of(2) };
const acts: readonly (readonly [what: string, act: (log: SignerLog) => unknown])[] = [
  ['a certificate', (log) => log.recordSerialNumbers([entry], 0)],
  ['a list', (log) => log.recordRising('crl', 1, Uint8Array.of(3))],
  ['whether it is empty', (log) => log.isEmpty],
];
const isOf = (code: string) => (error: unknown) => {
  assert.ok(error instanceof StoreError, String(error));
  assert.equal(error.code, code);
  assert.equal(signerFaultOf(error).code, 'unavailable');
  return true;
};

test('held by another: told so after a while, and as before when it is let go', async () => {
  const folder = join(base, 'held');
  const log = new SignerLog(folder, 20);
  log.recordRising('crl', 1, Uint8Array.of(3));
  const other = new DatabaseSync(join(folder, 'signed.db'));
  other.exec('begin immediate');
  for (const [what, act] of acts) assert.throws(() => act(log), isOf('already-open'), what);
  other.exec('rollback');
  other.close();
  assert.deepEqual(log.recordSerialNumbers([entry], 0), [true]);
  assert.equal(log.recordRising('crl', 1, Uint8Array.of(4)), 1);
  log.close();
});

test('no database any more: nothing is signed without it, and it is not made anew', async () => {
  const folder = join(base, 'damaged');
  await mkdir(folder);
  await writeFile(join(folder, 'signed.db'), 'no database'.repeat(1_000));
  const log = new SignerLog(folder);
  for (const [what, act] of acts) assert.throws(() => act(log), isOf('database-damaged'), what);
});
