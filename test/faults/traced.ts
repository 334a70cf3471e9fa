// A process whose system calls are counted or made to fail by strace, from one moment to another.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** What a call is to do instead of its work; `KILL` ends the process on its way in. */
export type Fault = 'EIO' | 'ENOSPC' | 'KILL';

/** The calls by which SQLite changes what is on the disk. */
const WRITES = ['pwrite64', 'fdatasync', 'fsync', 'ftruncate', 'unlink'] as const;
/** Those by which it opens and reads: killed there a process leaves what it leaves at its next write. */
const READS = ['pread64', 'openat', 'fstat'] as const;
const CALLS = [...WRITES, ...READS];
export type Call = (typeof CALLS)[number];
export const changes = (call: Call): boolean => WRITES.some((one) => one === call);

/** A program that answers each line on standard input by one on standard output. */
export class Traced {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  #complaints = '';

  constructor(program: string, environment: Readonly<Record<string, string>> = {}) {
    this.#child = spawn(process.execPath, [program], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    });
    if (this.#child.stdout === null) throw new Error('a pipe was asked for');
    this.#lines = createInterface(this.#child.stdout)[Symbol.asyncIterator]();
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#complaints += text;
    });
  }

  /** What it wrote on standard error. */
  get complaints(): string {
    return this.#complaints;
  }

  /** Its answer to a line, or undefined when it has died of it. */
  async ask(line: object): Promise<string | undefined> {
    this.#child.stdin?.write(`${JSON.stringify(line)}\n`);
    const { value, done } = await this.#lines.next();
    return done === true ? undefined : value;
  }

  /** As {@link ask}, while the `nth` call of this kind fails. */
  async askWith(fault: Fault, call: Call, nth: number, line: object): Promise<string | undefined> {
    const what = fault === 'KILL' ? 'signal=KILL' : `error=${fault}`;
    const detach = await this.#attach([`--inject=${call}:${what}:when=${nth}`]);
    try {
      return await this.ask(line);
    } finally {
      await detach();
    }
  }

  /** As {@link ask}; and how often each call was made for it. */
  async askAndCount(line: object): Promise<{ answer: string | undefined; calls: Map<Call, number> }> {
    const detach = await this.#attach([]);
    const answer = await this.ask(line);
    const log = await detach();
    const calls = new Map<Call, number>();
    for (const call of CALLS) {
      const count = [...log.matchAll(new RegExp(`\\b${call}\\(`, 'g'))].length;
      if (count > 0) calls.set(call, count);
    }
    return { answer, calls };
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const closed = once(this.#child, 'close');
    this.#child.stdin?.end();
    await closed;
  }

  /** @returns takes strace off again and gives what it has written. */
  async #attach(words: readonly string[]): Promise<() => Promise<string>> {
    // Threads of Node's own write nothing of the database: the first thread is the only one that is followed.
    const strace = spawn(
      'strace',
      ['-p', String(this.#child.pid), '-e', `trace=${CALLS.join(',')}`, ...words],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let log = '';
    const { promise: attached, resolve, reject } = Promise.withResolvers<void>();
    strace.stderr.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      if (log.includes('attached')) resolve();
    });
    const closed = once(strace, 'close').then(() => reject(new Error(log)));
    await attached;
    return async () => {
      strace.kill('SIGINT');
      await closed.catch(() => undefined);
      attached.catch(() => undefined);
      return log;
    };
  }
}
