// Everything that goes wrong before or beside a handler becomes a refusal with a page: unknown paths, wrong methods,
// bodies that are too large, missing tokens, and our own faults, which are logged and never shown.

import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../domain/refusal.ts';
import { TooBusy } from '../procedures/secrets/too-busy.ts';
import type { ReasonCode } from '../profile/reason-codes.ts';
import { StoreError } from '../store/store-error.ts';
import { sendRefusal } from './refusal-page.ts';

const REASONS_OF_ERRORS: Readonly<Record<string, ReasonCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media-type-refused',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'form-invalid',
  FST_CSRF_MISSING_SECRET: 'csrf-token-missing',
  FST_CSRF_INVALID_TOKEN: 'csrf-token-missing',
};

export function useRefusals(app: FastifyInstance): void {
  const methods = new Map<string, Set<string>>();
  app.addHook('onRoute', (route) => {
    const known = methods.get(route.url) ?? new Set();
    for (const method of [route.method].flat()) known.add(method);
    methods.set(route.url, known);
  });
  const patterns = new Map<string, URLPattern>();

  app.setNotFoundHandler((request, reply) => {
    const pathname = request.url.replace(/\?.*$/s, '');
    const allowed = new Set<string>();
    for (const [url, known] of methods) {
      const pattern = patterns.get(url) ?? new URLPattern({ pathname: url });
      patterns.set(url, pattern);
      if (pattern.test({ pathname })) for (const method of known) allowed.add(method);
    }
    // A GET that ends here was answered by a route that found nothing.
    if (allowed.size === 0 || allowed.has(request.method)) {
      return sendRefusal(request, reply, refuse('page-not-found'));
    }
    reply.header('allow', [...allowed].sort().join(', '));
    return sendRefusal(request, reply, refuse('method-not-allowed'));
  });

  app.setErrorHandler((error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    const reason = reasonOf(error);
    if (reason === 'internal-error' || reason === 'store-unavailable')
      request.log.error({ err: error }, reason);
    else request.log.info({ reason }, 'request refused');
    return sendRefusal(request, reply, refuse(reason));
  });
}

function reasonOf(error: FastifyError): ReasonCode {
  // A full disk, a database that is gone: nothing was stored, and it may be over in a minute.
  if (error instanceof StoreError) return 'store-unavailable';
  if (error instanceof TooBusy) return 'busy';
  const known = REASONS_OF_ERRORS[error.code];
  if (known !== undefined) return known;
  const status = error.statusCode ?? 500;
  return status >= 400 && status < 500 ? 'form-invalid' : 'internal-error';
}
