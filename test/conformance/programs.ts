// Runs the foreign programs that judge our encodings.

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** What the program says; throws with all that it said when it fails. */
export async function run(program: string, ...args: readonly string[]): Promise<string> {
  try {
    const { stdout, stderr } = await execute(program, args, { env: { ...process.env, LC_ALL: 'C.UTF-8' } });
    return stdout + stderr;
  } catch (error) {
    const said = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')}\n${said.stdout}${said.stderr}`, { cause: error });
  }
}

/** A folder that is gone when `dispose` is called. */
export function makeFolder(): { path: (name: string) => string; dispose: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'warifu-conformance-'));
  return {
    path: (name) => join(folder, name),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}
