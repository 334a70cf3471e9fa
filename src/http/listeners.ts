// The faces: www never asks for a certificate, logon always does, pki is plain HTTP for what is signed anyway
// (design, "The picture"). HTTP/1.1 on all: HTTP/2 would let a browser send a request for a logon host over a
// connection that has shown no certificate.

import { constants } from 'node:crypto';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import { createServer as createNetServer, type Server as NetServer } from 'node:net';
import type { TLSSocket } from 'node:tls';
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { encodePem } from '../x509/pem.ts';
import {
  CONNECTION_CHECK_MS,
  CONNECTION_LIMITS,
  type ConnectionLimits,
  limitConnections,
} from './connection-limits.ts';
import { OpenConnections } from './open-connections.ts';
import { serverOptions } from './server-options.ts';

/** PEM of a TLS server certificate with what is above it, and of its key. */
export interface ServerIdentity {
  readonly certificate: string;
  readonly key: string;
}

export interface ListenerOptions {
  /** Level of the log (pino's names); `silent` unless told. */
  readonly logLevel?: string | undefined;
  readonly limits?: Partial<ConnectionLimits> | undefined;
}

/** The face for everyone: TLS, never asks for a certificate. */
export function createWwwListener(identity: ServerIdentity, options: ListenerOptions = {}): FastifyInstance {
  return createListener(options, (limits, handler) =>
    createHttpsServer({ ...tlsOptions(identity, limits), requestCert: false }, handler),
  );
}

/**
 * The face that asks for a certificate on every connection and lets the application judge it, so that each refusal
 * can be explained. `authorities` are what browsers are told to choose below: the roots and the issuing CAs, since a PC
 * need not hold the issuing ones. Connections that come after another one was accepted are told of it too.
 */
export function createLogonListener(
  identity: ServerIdentity,
  authorities: ChosenBelow,
  options: ListenerOptions & { readonly first?: FirstHandler } = {},
): FastifyInstance {
  const { first = () => false } = options;
  const ca = () => authorities.all.map(({ certificate }) => encodePem('CERTIFICATE', certificate));
  const app: FastifyInstance = createListener(options, (limits, handler) => {
    const tls = tlsOptions(identity, limits);
    const server = createHttpsServer(
      { ...tls, requestCert: true, rejectUnauthorized: false, ca: ca() },
      (request, response) => {
        if (!first(request, response, app.log)) handler(request, response);
      },
    );
    // No session is ever kept, so none is resumed; should that change under us, a resumed connection, whose
    // certificate nobody has proved, gets nothing.
    server.on('secureConnection', (socket: TLSSocket) => {
      if (socket.isSessionReused()) socket.destroy();
    });
    server.on(
      'close',
      authorities.onReplaced(() => server.setSecureContext({ ...tls, ca: ca() })),
    );
    return server;
  });
  return app;
}

/** The CAs of which a browser is to show a certificate, as they are known now. */
export interface ChosenBelow {
  readonly all: readonly { readonly certificate: Uint8Array }[];
  onReplaced(listener: () => void): () => void;
}

/** Takes some requests before the framework sees them, for what is no page; false: not this one. */
export type FirstHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  log: FastifyBaseLogger,
) => boolean;

/** The face for CA certificates and what is said about revocation. */
export function createPkiListener(
  options: ListenerOptions & { readonly first?: FirstHandler } = {},
): FastifyInstance {
  const { first = () => false } = options;
  const app: FastifyInstance = createListener(options, (_limits, handler) =>
    createHttpServer(
      // Most that is asked here has no body, and needs none of the events of one.
      { connectionsCheckingInterval: CONNECTION_CHECK_MS, optimizeEmptyRequests: true },
      (request, response) => {
        if (!first(request, response, app.log)) handler(request, response);
      },
    ),
  );
  return app;
}

const connections = new WeakMap<FastifyInstance, OpenConnections>();

/** How long a request that is under way may hold up the end. */
const FINISH_MS = 5000;

/** An open face. */
export interface Listening {
  readonly port: number;
  /** Stops taking connections, lets requests under way finish, ends the rest. */
  close(): Promise<void>;
}

/** Opens a face on every address; the port is the system's choice where 0 is asked for. */
export async function listen(
  app: FastifyInstance,
  hosts: readonly string[],
  port: number,
): Promise<Listening> {
  const [first = '127.0.0.1', ...others] = hosts;
  await app.listen({ host: first, port, listenTextResolver: (address) => `listening at ${address}` });
  const bound = app.server.address();
  if (bound === null || typeof bound === 'string') throw new Error('a face listens on a port');
  const extras: NetServer[] = [];
  const close = async () => {
    for (const extra of extras) extra.close();
    const closed = app.close();
    await connections.get(app)?.end(FINISH_MS);
    await closed;
  };
  try {
    for (const host of others) {
      const extra = await listenAlso(app, host, bound.port);
      if (extra) extras.push(extra);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { port: bound.port, close };
}

/** The same ports, with a free one for each 0: addresses stand in pages and certificates before a face is open. */
export async function findFreePorts<Ports extends Readonly<Record<string, number>>>(
  asked: Ports,
): Promise<Ports> {
  const held: NetServer[] = [];
  const ports: Record<string, number> = {};
  for (const [face, port] of Object.entries(asked)) {
    ports[face] = port === 0 ? await holdPort(held) : port;
  }
  await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports as Ports;
}

function holdPort(held: NetServer[]): Promise<number> {
  const server = createNetServer();
  held.push(server);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const bound = server.address();
      resolve(bound === null || typeof bound === 'string' ? 0 : bound.port);
    });
  });
}

/** TLS 1.2 and 1.3 without tickets or a session cache: a certificate is proved anew on every connection. */
function tlsOptions(identity: ServerIdentity, limits: ConnectionLimits): ServerOptions {
  return {
    cert: identity.certificate,
    key: identity.key,
    minVersion: 'TLSv1.2',
    secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION,
    handshakeTimeout: limits.handshakeMs,
    ALPNProtocols: ['http/1.1'],
    connectionsCheckingInterval: CONNECTION_CHECK_MS,
  };
}

function createListener(
  options: ListenerOptions,
  createServer: (limits: ConnectionLimits, handler: RequestListener) => Server,
): FastifyInstance {
  const limits = { ...CONNECTION_LIMITS, ...options.limits };
  const app = fastify({
    ...serverOptions(options.logLevel ?? 'silent', process.stderr),
    serverFactory: (handler) => {
      const server = createServer(limits, handler);
      limitConnections(server, limits);
      return server;
    },
    // The caller's address is the socket's; header fields that claim another are not believed.
    trustProxy: false,
    // Connections are ended by `OpenConnections`.
    forceCloseConnections: false,
    return503OnClosing: true,
  });
  connections.set(app, new OpenConnections(app.server));
  return app;
}

/**
 * One more address for the same face: its connections are handed to the face's own server, so that limits and the
 * way to close them are the same. An address that the machine does not have (IPv6 switched off) is left out.
 */
function listenAlso(app: FastifyInstance, host: string, port: number): Promise<NetServer | undefined> {
  const extra = createNetServer((socket) => app.server.emit('connection', socket));
  return new Promise((resolve, reject) => {
    extra.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') resolve(undefined);
      else reject(error);
    });
    extra.listen({ host, port, ipv6Only: true }, () => resolve(extra));
  });
}
