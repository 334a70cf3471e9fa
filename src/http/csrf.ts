// Cross-site request forgery: a secret in a `__Host-` cookie and a token made from it in every form (ASVS 5.0, 3.5).

import csrfProtection from '@fastify/csrf-protection';
import { type HtmlSafeString, html } from '@prairielearn/html';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export const CSRF_FIELD = '_csrf';
export const CSRF_HEADER = 'x-csrf-token';

export async function useCsrf(app: FastifyInstance): Promise<void> {
  await app.register(csrfProtection, {
    cookieKey: '__Host-warifu-csrf',
    // Lax, not strict: a page opened from a link elsewhere would replace the secret under the feet of other tabs.
    cookieOpts: { path: '/', secure: true, httpOnly: true, sameSite: 'lax' },
    getToken: tokenOf,
    logLevel: 'info',
  });
  // Every request that may change something, before any handler sees it.
  app.addHook('preHandler', (request, reply, done) => {
    if (request.method === 'GET' || request.method === 'HEAD' || request.is404) return done();
    app.csrfProtection(request, reply, done);
  });
}

function tokenOf(request: FastifyRequest): string | undefined {
  const body = request.body;
  const inForm =
    typeof body === 'object' && body !== null && CSRF_FIELD in body ? body[CSRF_FIELD] : undefined;
  const token = inForm ?? request.headers[CSRF_HEADER];
  return typeof token === 'string' ? token : undefined;
}

/** The token for a form of this answer; sets the cookie when the visitor has none yet. */
export function csrfToken(reply: FastifyReply): string {
  return reply.generateCsrf();
}

export function csrfField(token: string): HtmlSafeString {
  return html`<input type="hidden" name="${CSRF_FIELD}" value="${token}" />`;
}
