// The certificate that the caller has proved to hold: from the TLS handshake of this very connection and from
// nowhere else. Header fields such as Client-Cert (RFC 9440) are never read: Warifu ends TLS itself.

import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

/** DER of the certificate shown on the connection of a request; undefined when none was shown. */
export function clientCertificateOf(request: IncomingMessage): Uint8Array | undefined {
  const { socket } = request;
  if (!(socket instanceof TLSSocket)) return undefined;
  // Without a certificate Node answers an object without fields; `authorized` and its error text do not tell.
  const raw: Buffer | undefined = socket.getPeerCertificate().raw;
  return raw === undefined || raw.length === 0 ? undefined : new Uint8Array(raw);
}
