// Twice what the server can do, for a minute, over real HTTP: pages that hash a PIN, acquisitions by EST, OCSP and
// lists, all at once. Who is not served must be told clearly that it is busy, and memory must stop growing.

import { join } from 'node:path';
import {
  type Asking,
  askInTurn,
  askingCertificates,
  askingLists,
  askingPages,
  askingStates,
  askSteadily,
  type Tally,
} from '../test/faults/open-loop.ts';
import type { Pressed } from '../test/faults/pressed-server.ts';
import { startPressed } from '../test/faults/pressing.ts';
import { type Figure, perSecond } from './table.ts';

const MEASURED_MS = 3_000;
const PRESSED_MS = 60_000;
const MEMORY_MS = 1_000;
const TOGETHER = 32;
const WAYS = 6_000;
const BROWSERS = 450;
/** How many times what it can do. */
const PRESS = 2;
const AIM_MB = 700;
/** After half of the minute there is nothing left to grow. */
const AIM_GROWTH_MB = 50;

export async function measureSaturating(folder: string): Promise<Figure[]> {
  const server = startPressed();
  const { hear } = server;
  const askings = new Map<string, Asking>();
  try {
    const location = { dataFolder: join(folder, 'data') };
    const pressed: Pressed = await hear({ location, keyFolder: join(folder, 'keys'), ways: WAYS });
    askings.set('pages with a PIN', await askingPages(pressed, BROWSERS));
    askings.set('acquisitions by EST', await askingCertificates(pressed));
    askings.set('OCSP', askingStates(pressed));
    askings.set('lists', askingLists(pressed));

    const rates = new Map<string, number>();
    for (const [kind, asking] of askings) rates.set(kind, await askInTurn(asking, TOGETHER, MEASURED_MS));
    // Each by itself takes all that there is: together they are asked for twice of it.
    const share = PRESS / askings.size;
    const memory: number[] = [];
    const watching = setInterval(() => void hear('memory').then((octets) => memory.push(octets)), MEMORY_MS);
    const tallies = await Promise.all(
      [...askings].map(([kind, asking]) => askSteadily(asking, (rates.get(kind) ?? 0) * share, PRESSED_MS)),
    );
    clearInterval(watching);
    return [
      ...[...askings.keys()].map((kind, at) => figureOf(kind, tallies[at] as Tally, rates.get(kind) ?? 0)),
      ...memoryFigures(memory.map((octets) => octets / 2 ** 20)),
    ];
  } finally {
    for (const asking of askings.values()) asking.close();
    await server.end();
  }
}

function figureOf(kind: string, { asked, served, busy, others, took }: Tally, rate: number): Figure {
  const wrong = asked - served - busy;
  const slowest = took.toSorted((one, other) => one - other)[Math.floor(took.length * 0.95)] ?? 0;
  const told = [...others].map(([what, times]) => `${times} × ${what}`).join(', ');
  return {
    what: `a minute of twice the load, ${kind}`,
    value:
      `${asked} asked, ${served} served (95 % within ${(slowest / 1000).toFixed(1)} s), ${busy} told “busy”, ${wrong} neither ${told}`.trim(),
    against: `alone ${perSecond(rate)}`,
    aim: '0 neither',
    held: wrong === 0,
  };
}

function memoryFigures(memory: readonly number[]): Figure[] {
  const most = Math.max(...memory);
  const half = Math.floor(memory.length / 2);
  const growth = most - Math.max(...memory.slice(0, half));
  return [
    {
      what: 'memory of the server in that minute, at most',
      value: `${most.toFixed(0)} MB`,
      aim: `≤ ${AIM_MB} MB`,
      held: most <= AIM_MB,
    },
    {
      what: 'and how far it grew after half of it',
      value: `${Math.max(0, growth).toFixed(0)} MB`,
      aim: `≤ ${AIM_GROWTH_MB} MB`,
      held: growth <= AIM_GROWTH_MB,
    },
  ];
}
