// The connections of a face, known so that it can be closed: what is under way is finished, what only waits is ended
// at once. Node itself calls a connection idle only after its first request, and browsers open them in advance.

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export class OpenConnections {
  readonly #sockets = new Set<Socket>();
  #underWay = 0;
  #whenDone: (() => void) | undefined;

  constructor(server: Server) {
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    // One for all requests: it is asked for tens of thousands of times a second.
    const done = () => {
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#whenDone?.();
    };
    server.on('request', (_request: IncomingMessage, response: ServerResponse) => {
      this.#underWay += 1;
      response.on('close', done);
    });
  }

  /** Waits until no request is under way, but not longer than this; then ends every connection. */
  async end(patienceMs: number): Promise<void> {
    if (this.#underWay > 0) {
      await new Promise<void>((resolve) => {
        const patience = setTimeout(resolve, patienceMs);
        this.#whenDone = () => {
          clearTimeout(patience);
          resolve();
        };
      });
    }
    for (const socket of this.#sockets) socket.destroy();
  }
}
