// More than twice what the server can do, for seconds, over real HTTP: whoever is not served is told clearly that it is
// busy and when to come again, memory stays bounded, and when it is over everybody is served. The minute of the same is
// `npm run bench -- saturating`.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makeMemoryFolder } from '../world/memory-folder.ts';
import {
  type Asking,
  askingCertificates,
  askingHandshakes,
  askingLists,
  askingPages,
  askingStates,
  askSteadily,
} from './open-loop.ts';
import type { Pressed } from './pressed-server.ts';
import { startPressed } from './pressing.ts';

const SECONDS = 3;
/** A core hashes some ninety PINs a second, and here it does everything else too. */
const PAGES_PER_SECOND = 500;
const CERTIFICATES_PER_SECOND = 150;
const OTHERS_PER_SECOND = 300;
const HANDSHAKES_PER_SECOND = 100;
const WAYS = 450;
const BROWSERS = 450;
const GROWTH_MB = 300;

let folders: string[];
const server = startPressed();
const { hear } = server;
let pressed: Pressed;
let askings: Readonly<Record<'pages' | 'certificates' | 'states' | 'lists' | 'handshakes', Asking>>;
before(async () => {
  folders = [await makeMemoryFolder(), await mkdtemp(join(tmpdir(), 'warifu-keys-'))];
  const [dataFolder = '', keyFolder = ''] = folders;
  pressed = await hear({ location: { dataFolder }, keyFolder, ways: WAYS });
  askings = {
    pages: await askingPages(pressed, BROWSERS),
    certificates: await askingCertificates(pressed),
    states: askingStates(pressed),
    lists: askingLists(pressed),
    handshakes: askingHandshakes(pressed),
  };
});
after(async () => {
  for (const asking of Object.values(askings ?? {})) asking.close();
  await server.end();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

test('who is not served is told that it is busy, and nothing else goes wrong', async (t) => {
  const before = Number(await hear('memory'));
  const tallies = await Promise.all([
    askSteadily(askings.pages, PAGES_PER_SECOND, SECONDS * 1000),
    askSteadily(askings.certificates, CERTIFICATES_PER_SECOND, SECONDS * 1000),
    askSteadily(askings.states, OTHERS_PER_SECOND, SECONDS * 1000),
    askSteadily(askings.lists, OTHERS_PER_SECOND, SECONDS * 1000),
    askSteadily(askings.handshakes, HANDSHAKES_PER_SECOND, SECONDS * 1000),
  ]);
  const growth = (Number(await hear('memory')) - before) / 2 ** 20;
  for (const [at, tally] of tallies.entries()) {
    const { asked, served, busy, others } = tally;
    t.diagnostic(`${Object.keys(askings)[at]}: ${asked} asked, ${served} served, ${busy} busy`);
    assert.deepEqual([...others], [], Object.keys(askings)[at]);
    assert.ok(served > 0 && served + busy === asked);
  }
  const [pages] = tallies;
  assert.ok(pages.busy > 0, 'it was too much');
  t.diagnostic(`memory grew by ${growth.toFixed(0)} MB`);
  assert.ok(growth < GROWTH_MB, `${growth} MB`);
});

test('when it is over, everybody is served', async () => {
  for (const [kind, asking] of Object.entries(askings)) {
    for (let time = 0; time < 5; time += 1) assert.equal(await asking.ask(time), 'served', kind);
  }
});
