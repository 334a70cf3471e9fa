// Limits that keep one caller from taking a face away from all others: slow requests, idle connections, many
// connections from one address (ASVS 2.4.1; tests 17 and 25 of the threat model).

import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface ConnectionLimits {
  /** Open connections of the whole face. */
  readonly connections: number;
  /** Open connections from one address: an office behind one address translation must fit in. */
  readonly connectionsPerAddress: number;
  /** Time to send all header fields, and the whole request. */
  readonly headersMs: number;
  readonly requestMs: number;
  /** Time for a TLS handshake. */
  readonly handshakeMs: number;
  readonly keepAliveMs: number;
}

export const CONNECTION_LIMITS: ConnectionLimits = {
  connections: 4000,
  connectionsPerAddress: 256,
  headersMs: 10_000,
  requestMs: 20_000,
  handshakeMs: 10_000,
  keepAliveMs: 60_000,
};

/** How often Node looks for connections that have run out of time; its own default is half a minute. */
export const CONNECTION_CHECK_MS = 1000;

/** Sets the limits on a server before it listens. */
export function limitConnections(server: Server, limits: ConnectionLimits): void {
  server.headersTimeout = limits.headersMs;
  server.requestTimeout = limits.requestMs;
  server.keepAliveTimeout = limits.keepAliveMs;
  server.maxConnections = limits.connections;
  server.maxHeadersCount = 100;
  server.maxRequestsPerSocket = 1000;

  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const count = (open.get(address) ?? 0) + 1;
    if (count > limits.connectionsPerAddress) {
      socket.destroy();
      return;
    }
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}
