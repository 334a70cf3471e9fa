// A peer's program for the length of a measure: started on a port of loopback, waited for, and ended.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { delimiter, join } from 'node:path';

const STARTS_WITHIN_MS = 10_000;

export interface Peer {
  readonly port: number;
  end(): Promise<void>;
}

/** Whether the program is on the machine; a benchmark says so when it is not, and goes on. */
export function isInstalled(program: string): boolean {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'];
  return folders.some((folder) => existsSync(join(folder, program)));
}

/**
 * Starts a program that listens on a port.
 *
 * @param says what it writes when it listens; absent: its port is tried.
 */
export async function startPeer(
  program: string,
  wordsFor: (port: number) => readonly string[] | Promise<readonly string[]>,
  folder: string,
  says?: string,
): Promise<Peer> {
  const port = await freePort();
  const path = `${process.env['PATH'] ?? ''}${delimiter}/usr/sbin`;
  const child = spawn(program, await wordsFor(port), {
    cwd: folder,
    stdio: ['ignore', says === undefined ? 'ignore' : 'pipe', 'ignore'],
    env: { ...process.env, PATH: path },
  });
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  failed.catch(() => undefined);
  await Promise.race([says === undefined ? untilItListens(port, child) : untilItSays(says, child), failed]);
  return {
    port,
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const closed = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      await closed;
    },
  };
}

/** Runs a program to its end; throws with what it complained of. */
export function runPeer(program: string, words: readonly string[], folder: string): string {
  return execFileSync(program, words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof bound === 'object' && bound !== null ? bound.port : 0;
}

async function untilItSays(words: string, child: ChildProcess): Promise<void> {
  let said = '';
  for await (const piece of child.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    said += piece;
    if (said.includes(words)) {
      // What it says later fills no pipe.
      child.stdout?.resume();
      return;
    }
  }
  throw new Error(`${child.spawnfile} ended and said ${said}`);
}

async function untilItListens(port: number, child: ChildProcess): Promise<void> {
  for (const end = performance.now() + STARTS_WITHIN_MS; performance.now() < end; ) {
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended at once`);
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect({ port, host: '127.0.0.1' }, () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${child.spawnfile} does not listen`);
}
