// A root that signs its list, killed at one system call after the other: the act is in its register or it is not, the
// next one goes on, and no number is given twice.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { rootName } from '../../src/ca/certify-issuing.ts';
import { SealedKeys } from '../../src/ca/key-files.ts';
import { readRootOf } from '../../src/ca/root.ts';
import { makeRoot, signRootList } from '../../src/ca/root-acts.ts';

const PASSPHRASE = 'a passphrase for tests only';
const COMMAND = join(import.meta.dirname, '../../bin/warifu.js');
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warifu-root-killed-'));
  const order = { id: 'root-1', name: rootName(1), keyKind: 'P-256', pkiOrigin: 'http://pki.test' } as const;
  const by = { at: Date.now(), persons: [] };
  const keys = new SealedKeys(folder, PASSPHRASE);
  const root = await makeRoot({ folder, keys }, { ...order, validFrom: by.at }, by);
  await signRootList({ folder, keys }, root, by);
  await writeFile(join(folder, 'passphrase'), PASSPHRASE);
});
after(() => rm(folder, { recursive: true }));

/** What is done before the call stands, what comes after it does not. */
const CALLS = [
  ['fsync', 'what was written is on no disk yet', 0],
  ['link', 'it has no name yet', 0],
  ['unlink', 'it has its name', 1],
  ['rename', 'it is on the disk, and nobody has been given it', 1],
] as const;

for (const [call, what, acts] of CALLS) {
  test(`killed at ${call}: ${what}`, async () => {
    const known = await readRootOf(folder);
    const traced = ['-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`];
    const kill = ['-e', `inject=${call}:signal=SIGKILL:when=1`];
    const { PATH, HOME } = process.env;
    const words = [process.execPath, COMMAND, 'root', 'revocation-list', folder];
    const { signal, status } = spawnSync('strace', [...traced, ...kill, ...words], {
      env: { PATH, HOME, WARIFU_CA_PASSPHRASE_FILE: join(folder, 'passphrase') },
    });
    assert.ok(signal === 'SIGKILL' || status === 137, `not killed: ${signal} ${status}`);
    const found = await readRootOf(folder);
    assert.equal(found.entries.length, known.entries.length + acts);
    const keys = new SealedKeys(folder, PASSPHRASE);
    const next = await signRootList({ folder, keys }, found, { at: Date.now(), persons: [] });
    const numbers = (await readRootOf(folder)).entries.flatMap(({ what }) =>
      what.act === 'list-signed' ? [what.number] : [],
    );
    assert.deepEqual(
      numbers,
      [...new Set(numbers)].sort((one, other) => one - other),
    );
    assert.equal(numbers.at(-1), next.number);
  });
}
