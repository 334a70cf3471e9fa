// Starts the signer as a process of the server's own: a UNIX socket without a name between the two, no memory shared,
// no secret in its environment, and nothing that dumps its memory to a disk.

import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { SignerSettings } from './signer-settings.ts';

const PROGRAM = fileURLToPath(new URL('./signer-process.ts', import.meta.url));
/** Two short generations are enough for what lives as long as a question. */
const NODE_OPTIONS = ['--max-semi-space-size=1', '--disable-warning=ExperimentalWarning'];

export interface ChildOptions {
  /** Where what was compiled lies for the next start: as private as the keys. */
  readonly compiledFolder: string;
  /** Hears of each process. */
  readonly started?: ((pid: number) => void) | undefined;
}

/** A new process each time; the one before is ended, should it still be there. */
export function signerChild(
  settings: SignerSettings,
  { compiledFolder, started }: ChildOptions,
): () => Promise<Duplex> {
  let running: ChildProcess | undefined;
  return async () => {
    running?.kill('SIGKILL');
    const child = spawn(
      '/bin/sh',
      ['-c', 'ulimit -c 0; exec "$0" "$@"', process.execPath, ...NODE_OPTIONS, PROGRAM],
      {
        stdio: ['pipe', 'ignore', 'inherit', 'pipe'],
        env: { ...environment(), NODE_COMPILE_CACHE: compiledFolder },
      },
    );
    running = child;
    const { promise: spawned, resolve, reject } = Promise.withResolvers<void>();
    child.once('spawn', resolve);
    child.once('error', reject);
    await spawned;
    if (child.pid !== undefined) started?.(child.pid);
    child.stdin?.on('error', () => {});
    child.stdin?.end(JSON.stringify(settings));
    const stream = child.stdio[3] as Duplex & { unref?(): void };
    child.once('exit', () => stream.destroy());
    stream.once('close', () => child.kill('SIGKILL'));
    // It ends with us: neither is a reason to go on.
    child.unref();
    stream.unref?.();
    return stream;
  };
}

/** What belongs to the server stays with it; a token's module may need the rest. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(WARIFU_|DATABASE_URL$|PG|npm_|NODE_)/.test(name)),
  );
}
