// Asks a server as fast as it answers, from a thread of its own: over kept connections, or over a new one each time.
// Plain sockets: an HTTP client would cost more than what is measured.

import { connect, type Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

export interface Load {
  readonly port: number;
  /** Whole requests as they go over the wire, taken in turn. */
  readonly requests: readonly Uint8Array[];
  /** How many answers. */
  readonly times: number;
  readonly connections: number;
  /** A connection for each request: for servers that keep none. */
  readonly anew?: boolean;
}

const HEAD_END = Buffer.from('\r\n\r\n');

/** Seconds that all answers took. */
async function ask({ port, requests, times, connections, anew = false }: Load): Promise<number> {
  if (anew) return askAnew({ port, requests, times, connections });
  let asked = 0;
  let answered = 0;
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const begun = performance.now();
  const next = (socket: Socket) => {
    const request = requests[asked % requests.length];
    asked += 1;
    if (asked <= times && request !== undefined) socket.write(request);
  };
  for (const socket of sockets) {
    let got: Buffer = Buffer.alloc(0);
    socket.on('error', reject);
    socket.on('data', (piece) => {
      got = got.length === 0 ? piece : Buffer.concat([got, piece]);
      const length = lengthOf(got);
      if (length === undefined || got.length < length) return;
      got = got.subarray(length);
      answered += 1;
      if (answered === times) resolve((performance.now() - begun) / 1000);
      else next(socket);
    });
    next(socket);
  }
  const seconds = await promise;
  for (const socket of sockets) socket.destroy();
  return seconds;
}

async function askAnew({ port, requests, times, connections }: Load): Promise<number> {
  const begun = performance.now();
  let asked = 0;
  const lane = async () => {
    while (asked < times) {
      const request = requests[asked % requests.length] as Uint8Array;
      asked += 1;
      const socket = await open(port);
      let got: Buffer = Buffer.alloc(0);
      socket.write(request);
      for await (const piece of socket) {
        got = Buffer.concat([got, piece as Buffer]);
        const length = lengthOf(got);
        if (length !== undefined && got.length >= length) break;
      }
      if (lengthOf(got) === undefined) throw new Error('closed without an answer');
      socket.destroy();
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
  return (performance.now() - begun) / 1000;
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Octets of the answer at the beginning; undefined as long as its head has not come. */
function lengthOf(got: Buffer): number | undefined {
  const end = got.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const head = got.toString('latin1', 0, end);
  if (!/^HTTP\/1\.[01] 200 /.test(head)) throw new Error(`not answered: ${head}`);
  return end + HEAD_END.length + Number(/content-length: (\d+)/i.exec(head)?.[1]);
}

parentPort?.postMessage(await ask(workerData as Load));
