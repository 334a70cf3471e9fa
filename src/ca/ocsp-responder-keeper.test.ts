// The responder in use: renewed before its end without anybody waiting, and a failure that does not end anything.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Responder } from './ocsp-responder.ts';
import { ResponderKeeper } from './ocsp-responder-keeper.ts';
import { generateSigningKey } from './signing-key.ts';

const { key } = generateSigningKey('P-256');
const responder = (notBefore: number): Responder => ({
  key,
  spkiSha256: '',
  certificate: Uint8Array.of(0x30, 0),
  notBefore,
  notAfter: notBefore + 1_000_000,
  renewFrom: notBefore + 500_000,
  keyHash: new Uint8Array(20),
});

test('one is opened for all who ask at once, and used until half of its time is over', async () => {
  let opened = 0;
  const keeper = new ResponderKeeper(async (now) => {
    opened += 1;
    return responder(now);
  });
  const [first, second] = await Promise.all([keeper.get(0), keeper.get(0)]);
  assert.equal(first, second);
  assert.equal(await keeper.get(499_999), first);
  assert.equal(opened, 1);
  // Whoever comes while the next one is made has the old one.
  assert.equal(await keeper.get(500_000), first);
  await Promise.resolve();
  const next = await keeper.get(500_001);
  assert.equal(next.notBefore, 500_000);
  assert.equal(opened, 2);
});

test('a clock behind its beginning, and one beyond its end, make a new one', async () => {
  const keeper = new ResponderKeeper(async (now) => responder(now));
  await keeper.get(10);
  assert.equal((await keeper.get(5)).notBefore, 5);
  assert.equal((await keeper.get(2_000_000)).notBefore, 2_000_000);
});

test('a failure is tried again after a while; as long as the old one is good, nobody notices', async () => {
  let broken = false;
  let tries = 0;
  const keeper = new ResponderKeeper(async (now) => {
    tries += 1;
    if (broken) throw new Error('the disk is full');
    return responder(now);
  });
  const first = await keeper.get(0);
  broken = true;
  assert.equal(await keeper.get(600_000), first);
  assert.equal(await keeper.get(600_001), first);
  assert.equal(await keeper.get(999_999), first);
  await assert.rejects(keeper.get(1_000_000), /disk is full/);
  await assert.rejects(keeper.get(1_010_000), /disk is full/);
  assert.equal(tries, 3, 'not asked again at once');
  broken = false;
  assert.equal((await keeper.get(1_060_000)).notBefore, 1_060_000);
});
