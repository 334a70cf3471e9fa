// Security headers of every answer (OWASP ASVS 5.0, 3.4): nothing but our own files, no frame, no sniffing.

import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

export interface HeaderOptions {
  /** Origins to which a form's answer may redirect; Chromium applies form-action to redirects too. */
  readonly formActions?: readonly string[];
  /** HSTS is per host and not per port: on `localhost` it would break every plain-http page of the machine. */
  readonly strictTransport: boolean;
}

export async function useHeaders(app: FastifyInstance, options: HeaderOptions): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'", ...(options.formActions ?? [])],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
      },
    },
    strictTransportSecurity: options.strictTransport
      ? { maxAge: 63_072_000, includeSubDomains: true }
      : false,
    // `no-referrer` would turn a form's Origin into `null`.
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: true,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.header(
      'permissions-policy',
      'camera=(), geolocation=(), microphone=(), payment=(), usb=(), display-capture=()',
    );
    // Pages hold who somebody is; only files with a hash in their name say otherwise.
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
}
