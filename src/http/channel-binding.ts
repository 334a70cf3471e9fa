// By what both ends know one TLS connection: tls-unique up to TLS 1.2 (RFC 5929 3), tls-exporter since (RFC 9266).

import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

const EXPORTER_OCTETS = 32;

/** The connection's bindings, base64, as EST puts them into a request (RFC 7030 3.5). */
export function channelBindingsOf(request: IncomingMessage): string[] {
  const { socket } = request;
  if (!(socket instanceof TLSSocket)) return [];
  if (socket.getProtocol() === 'TLSv1.3') {
    const exported = socket.exportKeyingMaterial(
      EXPORTER_OCTETS,
      'EXPORTER-Channel-Binding',
      Buffer.alloc(0),
    );
    return [exported.toString('base64')];
  }
  // The first Finished of a full handshake is the client's; no session of ours is ever resumed.
  const finished = socket.getPeerFinished();
  return finished === undefined ? [] : [finished.toString('base64')];
}
