// Days are Japan's, to the second, wherever the process thinks that it is (security page, tests 8 and 19).

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { EDGES } from './day-edges.ts';

const run = promisify(execFile);

for (const TZ of ['UTC', 'Asia/Tokyo', 'America/New_York']) {
  test(`edges of days in a process of ${TZ}`, async (t) => {
    const env = { ...process.env, TZ };
    const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'day-edges.ts')], { env });
    const { zone, edges, late } = JSON.parse(stdout);
    assert.equal(zone, TZ);
    for (const [index, { title, at }] of EDGES.entries()) {
      await t.test(title, () => {
        const outcomes = at.map(([instant], nth) => [instant, edges[index][nth]]);
        assert.deepEqual(outcomes, at);
      });
    }
    await t.test('a ticket of the last second is worth nothing in the first one after it', () =>
      assert.deepEqual(late, ['done', 'window-over']),
    );
  });
}
