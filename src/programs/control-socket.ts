// The way by which a command asks the running server for what nobody else can do: on SQLite only the server can open
// the database, so it makes the copy, takes in a root's list, and tells of the CAs. A UNIX socket in the data folder, for
// the user who runs the server alone.

import { rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { PublishedAuthority } from '../ca/published-authorities.ts';
import { RootFault } from '../ca/root-fault.ts';
import type { Store } from '../store/store.ts';
import { StartFault, systemCode } from './start-fault.ts';

export const controlSocketOf = (dataFolder: string): string => join(dataFolder, 'control.sock');
/** What Linux takes for the name of a socket, and macOS for four less. */
const LONGEST_PATH = 103;
/** A root's list in base64. */
const MOST_OF_A_LINE = 128 * 1024;

const asked = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('copy'), to: z.string().refine(isAbsolute) }),
  z.strictObject({ do: z.literal('root-list'), list: z.base64() }),
  z.strictObject({ do: z.literal('authorities') }),
]);
type Asked = z.infer<typeof asked>;
const said = z.union([
  z.strictObject({ done: z.literal(true), value: z.unknown().optional() }),
  z.strictObject({ fault: z.string() }),
]);

export interface ControlDeeds {
  readonly store: Store;
  /** Takes in a root's list, and answers what it is. */
  takeRootList(list: Uint8Array): Promise<object>;
  /** The CAs as they are now. */
  authorities(): readonly PublishedAuthority[];
}

/** @returns closes it. Where it is not needed, or its path is too long for a socket, there is none. */
export async function openControlSocket(
  deeds: ControlDeeds,
  dataFolder: string,
): Promise<() => Promise<void>> {
  const path = controlSocketOf(dataFolder);
  if (deeds.store.copyTo === undefined || path.length > LONGEST_PATH) return async () => {};
  // The database is ours alone by now: what lies there is of a server that was killed.
  await rm(path, { force: true });
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => {});
    let heard = 0;
    socket.on('data', (piece: Buffer) => {
      heard += piece.length;
      if (heard > MOST_OF_A_LINE) socket.destroy();
    });
    createInterface({ input: socket }).once('line', async (line) => {
      socket.end(`${JSON.stringify(await answer(deeds, line))}\n`);
    });
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  // No moment in which others may open it.
  const before = process.umask(0o177);
  server.listen(path, resolve);
  process.umask(before);
  await promise;
  server.unref();
  return async () => {
    for (const socket of open) socket.destroy();
    await new Promise((done) => server.close(done));
  };
}

async function answer({ store, takeRootList, authorities }: ControlDeeds, line: string) {
  try {
    const question = asked.parse(JSON.parse(line));
    if (question.do === 'root-list') {
      return { done: true, value: await takeRootList(Buffer.from(question.list, 'base64')) };
    }
    if (question.do === 'authorities') return { done: true, value: authorities() };
    await store.copyTo?.(question.to);
    return { done: true };
  } catch (error) {
    if (error instanceof RootFault) return { fault: error.message };
    return { fault: systemCode(error) ?? (error instanceof z.ZodError ? 'not understood' : 'failed') };
  }
}

/** Has the running server copy its database. @throws StartFault */
export async function askForCopy(dataFolder: string, to: string): Promise<void> {
  const outcome = await ask(dataFolder, { do: 'copy', to });
  if ('fault' in outcome) {
    throw new StartFault(`the server could not copy its database to ${to} (${outcome.fault}).`);
  }
}

/** Has the running server take in a root's list; what it says of it. @throws StartFault, RootFault */
export async function askToTakeRootList(dataFolder: string, list: Uint8Array): Promise<unknown> {
  const outcome = await ask(dataFolder, { do: 'root-list', list: Buffer.from(list).toString('base64') });
  if ('fault' in outcome) throw new RootFault(outcome.fault);
  return outcome.value;
}

/** The CAs of the running server. @throws StartFault */
export async function askForAuthorities(dataFolder: string): Promise<readonly PublishedAuthority[]> {
  const outcome = await ask(dataFolder, { do: 'authorities' });
  if ('fault' in outcome) throw new StartFault(`the server could not tell its CAs (${outcome.fault}).`);
  return outcome.value as readonly PublishedAuthority[];
}

async function ask(dataFolder: string, question: Asked): Promise<z.infer<typeof said>> {
  const path = controlSocketOf(dataFolder);
  const socket = connect(path);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  socket.once('error', (error) => {
    const why = `${path} does not answer (${systemCode(error)})`;
    reject(
      new StartFault(
        `another process has the database of ${dataFolder}, and ${why}: run this as the user who runs the server; a data folder with a very long path has no such socket.`,
      ),
    );
  });
  createInterface({ input: socket }).once('line', resolve);
  socket.once('close', () => reject(new StartFault('the server has hung up: look at its log.')));
  socket.write(`${JSON.stringify(question)}\n`);
  const outcome = said.parse(JSON.parse(await promise));
  socket.destroy();
  return outcome;
}
