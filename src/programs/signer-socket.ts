// The UNIX socket of a signer that runs apart from the servers. Who may open the socket may have certificates signed,
// so only one user may; or, in a folder that gives its group to what is made in it (set-group-ID), that group.

import { chmod, lstat, rm, stat } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import type { Duplex } from 'node:stream';
import { StartFault, systemCode } from './start-fault.ts';

const SET_GROUP_ID = 0o2000;
const OTHERS = 0o007;

/** The server's end. */
export async function connectSigner(path: string): Promise<Duplex> {
  const { uid, mode } = await stat(path);
  const folder = await stat(dirname(path));
  // Neither from somebody else's hands, nor where anybody could have put it.
  const ours = [process.getuid?.(), 0, folder.uid].includes(uid);
  if (!ours || (mode & OTHERS) !== 0 || (folder.mode & OTHERS) !== 0) {
    throw new Error(`${path} is open to others`);
  }
  return await opened(connect(path));
}

async function opened(socket: Socket): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.once('connect', resolve);
  socket.once('error', reject);
  await promise;
  socket.off('error', reject);
  // Who waits for an answer keeps the process up by a timer of his own.
  socket.unref();
  return socket;
}

/** The signer's end. @throws StartFault */
export async function listenForServers(path: string, serve: (stream: Duplex) => void): Promise<Server> {
  const folder = await stat(dirname(path)).catch((error) => {
    throw new StartFault(`WARIFU_SIGNER_SOCKET: the folder of ${path} is not there (${systemCode(error)})`);
  });
  if ((folder.mode & OTHERS) !== 0) {
    throw new StartFault(
      `WARIFU_SIGNER_SOCKET: the folder of ${path} is open to every user: take a folder of mode 0700, or 2750 with the group of the servers`,
    );
  }
  await removeStale(path);
  const server = createServer(serve);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  // No moment in which others may open it.
  const before = process.umask(0o177);
  server.listen(path, resolve);
  process.umask(before);
  await promise;
  if ((folder.mode & SET_GROUP_ID) !== 0) await chmod(path, 0o660);
  return server;
}

/** A socket that a killed signer left behind; one that answers is a signer's that runs. */
async function removeStale(path: string): Promise<void> {
  const there = await lstat(path).catch(() => undefined);
  if (there === undefined) return;
  if (!there.isSocket()) throw new StartFault(`WARIFU_SIGNER_SOCKET: ${path} is in the way and is no socket`);
  const answers = await opened(connect(path)).then(
    (socket) => {
      socket.destroy();
      return true;
    },
    () => false,
  );
  if (answers)
    throw new StartFault(`WARIFU_SIGNER_SOCKET: a signer runs at ${path} already: stop that one first`);
  await rm(path);
}
