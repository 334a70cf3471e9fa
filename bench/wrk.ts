// The load of Debian's `wrk` where it is installed: it takes a quarter of what our own takes of a core, so that the rate
// is the server's and not the load's. For requests that may be asked again and again.

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Load } from './http-load.ts';
import { isInstalled } from './peers/program.ts';
import { rateUnder } from './rounds.ts';

const SECONDS = 2;

export interface Answered {
  /** Answers a second. */
  readonly rate: number;
  /** All of them. */
  readonly answers: number;
}

/** Without `wrk`, and over new connections, which it cannot ask over, the load is our own. */
export async function askAgain(load: Load): Promise<Answered> {
  if (load.anew || !isInstalled('wrk')) return { rate: await rateUnder(load), answers: load.times };
  const folder = await mkdtemp(join(tmpdir(), 'warifu-wrk-'));
  try {
    const script = join(folder, 'requests.lua');
    await writeFile(script, scriptOf(load.requests));
    const words = ['-t1', `-c${load.connections}`, `-d${SECONDS}s`, '-s', script];
    const { stdout } = await promisify(execFile)('wrk', [...words, `http://127.0.0.1:${load.port}`]);
    const [, answers] = /^ +(\d+) requests in /m.exec(stdout) ?? [];
    const [, rate] = /^Requests\/sec: +([\d.]+)$/m.exec(stdout) ?? [];
    if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(`not answered: ${stdout}`);
    return { rate: Number(rate), answers: Number(answers) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The requests in turn, octet by octet as they go over the wire. */
function scriptOf(requests: readonly Uint8Array[]): string {
  const octets = (request: Uint8Array) =>
    Array.from(request, (octet) => `\\${String(octet).padStart(3, '0')}`).join('');
  const all = requests.map((request) => `"${octets(request)}"`);
  return `local all = {\n${all.join(',\n')}\n}
local at = 0
function request()
  at = at % #all + 1
  return all[at]
end
`;
}
