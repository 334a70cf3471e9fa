// The server as a process: how long until it is ready, with and without data to find, and the memory it then holds.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { median } from './rounds.ts';
import type { Figure } from './table.ts';

const PROGRAM = join(import.meta.dirname, '../bin/warifu.js');
const WARM_STARTS = 5;
const IDLE_MS = 8_000;
const AIM_SECONDS = 3;
const AIM_MEGABYTES = 200;

/** @param dataFolder where nothing is yet. */
export async function measureStarting(dataFolder: string): Promise<Figure[]> {
  const cold = await start(dataFolder, async () => {});
  const warm: number[] = [];
  for (let one = 0; one < WARM_STARTS; one += 1) warm.push(await start(dataFolder, async () => {}));
  let megabytes = Number.NaN;
  await start(dataFolder, async (pid) => {
    await setTimeout(IDLE_MS);
    megabytes = residentMegabytes(pid);
  });
  const seconds = (value: number) => `${value.toFixed(1)} s`;
  return [
    { what: 'first start of the demonstration (keys, data)', value: seconds(cold) },
    {
      what: 'start of the demonstration, data there',
      value: seconds(median(warm)),
      aim: `≤ ${AIM_SECONDS} s`,
      held: median(warm) <= AIM_SECONDS,
    },
    {
      what: `memory at rest, ${IDLE_MS / 1000} s after the start`,
      value: `${Math.round(megabytes)} MB`,
      aim: `≤ ${AIM_MEGABYTES} MB`,
      held: megabytes <= AIM_MEGABYTES,
    },
  ];
}

/** Starts it, waits until it says that it is ready, lets `meanwhile` be done and stops it; seconds until ready. */
async function start(dataFolder: string, meanwhile: (pid: number) => Promise<void>): Promise<number> {
  const begun = performance.now();
  const server = spawn(process.execPath, ['--max-semi-space-size=8', PROGRAM, 'serve', '--demo'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      WARIFU_DATA: dataFolder,
      WARIFU_WWW_PORT: '0',
      WARIFU_LOGON_PORT: '0',
      WARIFU_OFFICE_PORT: '0',
      WARIFU_PKI_PORT: '0',
      DATABASE_URL: '',
    },
  });
  const ended = once(server, 'exit');
  try {
    let said = '';
    for await (const text of server.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
      said += text;
      if (said.includes('warifu ready')) break;
    }
    const seconds = (performance.now() - begun) / 1000;
    if (!said.includes('warifu ready') || server.pid === undefined) throw new Error(`not started: ${said}`);
    await meanwhile(server.pid);
    return seconds;
  } finally {
    server.kill('SIGTERM');
    await ended;
  }
}

function residentMegabytes(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
}
