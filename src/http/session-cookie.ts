// The cookie of a logon: worth nothing without the certificate that it is bound to (ASVS 5.0, 3.3).

import type { FastifyReply, FastifyRequest } from 'fastify';

const COOKIE = '__Host-warifu-session';
// Lax: going back to the first page, which was reached from www, must find the session that it began.
const OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const;

export function sessionToken(request: FastifyRequest): string | undefined {
  return request.cookies[COOKIE];
}

export function keepSession(reply: FastifyReply, token: string): void {
  reply.setCookie(COOKIE, token, OPTIONS);
}

export function forgetSession(reply: FastifyReply): void {
  reply.clearCookie(COOKIE, OPTIONS);
}
