// A PostgreSQL cluster for the tests: made new in a folder of its own, reachable by a socket there, thrown away.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface Cluster {
  /** The address of its `postgres` database, as one who may make others. */
  readonly url: string;
  /** Stops it and removes all that it wrote. */
  stop(): Promise<void>;
}

/** Who owns the databases that tests make. */
export const OWNER = 'warifu_program';
const START_TIMEOUT_MS = 60_000;

/** The folder of `initdb` and `postgres`: from PATH, or the newest that Debian keeps apart. */
export function findPostgres(): string | undefined {
  const onDebian = '/usr/lib/postgresql';
  const versions = existsSync(onDebian) ? readdirSync(onDebian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(onDebian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

/** Starts a cluster with all its durability on. */
export async function startPostgres(
  programs: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'warifu-postgres-'));
  const user = userFor(folder);
  const data = join(folder, 'data');
  const options = { ...user, cwd: folder };
  try {
    const initialise = [
      '-D',
      data,
      '-U',
      'warifu',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    ];
    execFileSync(join(programs, 'initdb'), initialise, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    // No TCP at all: nobody but this user's socket folder reaches it.
    const settings = {
      listen_addresses: '',
      unix_socket_directories: folder,
      max_connections: '300',
      fsync: 'on',
      ...more,
    };
    const server = spawn(
      join(programs, 'postgres'),
      ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      // Its own process group, or a Ctrl-C would stop it under the tests that still use it.
      { ...options, detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    await untilReady(server);
    // An ordinary user, as in production: row-level security does not hold for a superuser.
    const session = { ...options, input: `create role ${OWNER} login;`, stdio: 'pipe' } as const;
    execFileSync(join(programs, 'psql'), ['-h', folder, '-U', 'warifu', '-d', 'postgres', '-q'], session);
    return {
      url: `postgresql://warifu@localhost/postgres?host=${encodeURIComponent(folder)}`,
      stop: async () => {
        await end(server);
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** PostgreSQL refuses to run as root: root lends it the identity of nobody. */
function userFor(folder: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  const user = { uid: idOf('-u'), gid: idOf('-g') };
  chownSync(folder, user.uid, user.gid);
  return user;
}

async function untilReady(server: ChildProcess): Promise<void> {
  let said = '';
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (why: string) => reject(new Error(`PostgreSQL ${why}:\n${said}`));
  const timer = setTimeout(() => fail('did not start in time'), START_TIMEOUT_MS);
  server.once('error', reject);
  server.once('exit', () => fail('ended while starting'));
  // Read to the end of its life: a full pipe would stop it.
  server.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4_000);
    if (said.includes('ready to accept connections')) resolve();
  });
  try {
    await promise;
  } catch (error) {
    server.kill('SIGKILL');
    throw error;
  } finally {
    clearTimeout(timer);
    server.removeAllListeners('exit');
  }
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  // SIGINT is its "fast shutdown": it does not wait for clients.
  server.kill('SIGINT');
  await ended;
}
