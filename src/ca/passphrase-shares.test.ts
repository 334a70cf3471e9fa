// Shares: any k of n give the passphrase, fewer give nothing, and a slip of the pen is seen.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinShares, parseShare, parseSplit, ShareError, splitPassphrase } from './passphrase-shares.ts';

const PASSPHRASE = 'correct horse 電池 staple';

for (const [text, needed, of] of [
  ['2-of-3', 2, 3],
  ['3-of-5', 3, 5],
  ['2-of-2', 2, 2],
] as const) {
  test(`${text}: any ${needed} open, in any order`, async () => {
    assert.deepEqual(parseSplit(text), { needed, of });
    const shares = (await splitPassphrase(PASSPHRASE, { needed, of })).map(parseShare);
    assert.equal(shares.length, of);
    for (let first = 0; first < of; first += 1) {
      const some = Array.from({ length: needed }, (_, at) => shares[(first + at) % of]).flatMap(
        (one) => one ?? [],
      );
      assert.equal(await joinShares(some), PASSPHRASE);
      assert.equal(await joinShares(some.toReversed()), PASSPHRASE);
      assert.equal(await joinShares(some.slice(1)), 1);
    }
    const [one] = shares;
    assert.ok(one);
    assert.equal(
      await joinShares([one, one, one].slice(0, needed)),
      needed - 1,
      'the same share twice is one',
    );
  });
}

for (const text of ['1-of-3', '4-of-3', '2-of-17', '2of3', 'x', '2-of-3-of-4']) {
  test(`"${text}" is no splitting`, () => assert.throws(() => parseSplit(text), ShareError));
}

test('a share that was copied wrong, or of another splitting', async () => {
  const [line = ''] = await splitPassphrase(PASSPHRASE, { needed: 2, of: 3 });
  const at = line.length - 15;
  const slip = `${line.slice(0, at)}${line[at] === 'A' ? 'B' : 'A'}${line.slice(at + 1)}`;
  for (const wrong of [
    slip,
    line.slice(1),
    `${line}0`,
    '',
    'warifu-share-1:a:2:b:c',
    line.replace(':2:', ':1:'),
  ])
    assert.throws(() => parseShare(wrong), ShareError);
  assert.equal(parseShare(` ${line}\r\n`).needed, 2);
  const [other = ''] = await splitPassphrase(PASSPHRASE, { needed: 2, of: 3 });
  await assert.rejects(joinShares([parseShare(line), parseShare(other)]), /different splittings/);
});
