// `npm test`: sees to what the tests need, starts a PostgreSQL for them, runs them, cleans up.
// Words after `npm test --` go to the test runner: files or patterns of files, or its own options.

import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { makeTemplate } from './world/databases.ts';
import { provideDebianPackages } from './world/debian.ts';
import { findPostgres, startPostgres } from './world/postgres.ts';

const EVERYTHING = ['src/**/*.test.ts', 'test/**/*.test.ts'];
/** A test that hangs must not hang the build. */
const FILE_TIMEOUT_MS = 15 * 60_000;

async function main(words: readonly string[]): Promise<number> {
  provideDebianPackages();
  const programs = findPostgres();
  if (programs === undefined) throw new Error('PostgreSQL is not found');
  // Heard from the first moment, so that a Ctrl-C while the cluster starts still removes it.
  const interrupted = untilSignal();
  const cluster = await startPostgres(programs);
  try {
    await makeTemplate(cluster.url);
    return await Promise.race([runTests(words, cluster.url, interrupted), interrupted]);
  } finally {
    await cluster.stop();
  }
}

/** Resolves with the exit code that a shell gives to who was stopped by that signal. */
async function untilSignal(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => resolve(128 + constants.signals[signal]));
  }
  return await promise;
}

async function runTests(
  words: readonly string[],
  url: string,
  interrupted: Promise<number>,
): Promise<number> {
  const files = words.some((word) => !word.startsWith('-')) ? [] : EVERYTHING;
  const tests = spawn(
    process.execPath,
    [
      '--test',
      '--test-concurrency=2',
      `--test-timeout=${FILE_TIMEOUT_MS}`,
      '--test-reporter=spec',
      ...words,
      ...files,
    ],
    {
      cwd: join(import.meta.dirname, '..'),
      stdio: 'inherit',
      env: { ...process.env, WARIFU_TEST_POSTGRES: url },
    },
  );
  void interrupted.then(() => tests.kill('SIGTERM'));
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  tests.once('error', reject);
  tests.once('exit', (code) => resolve(code ?? 1));
  return await promise;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
