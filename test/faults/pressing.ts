// A server under load, in a process of its own, from where those who load it see it.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { PressedJob } from './pressed-server.ts';

/** Begins the process; what it is to do is told it by `hear`, which gives its answer. */
export function startPressed(execArgv: readonly string[] = []) {
  const program = join(import.meta.dirname, 'pressed-server.ts');
  const server = fork(program, { stdio: 'inherit', execArgv: [...execArgv] });
  return {
    get exitCode() {
      return server.exitCode;
    },
    hear: async (message: PressedJob | 'memory') => {
      server.send(message);
      return (await once(server, 'message'))[0];
    },
    end: async () => {
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      await ended;
    },
  };
}
