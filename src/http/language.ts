// Japanese unless the visitor chose English by the visible link, whatever Accept-Language says: a bank's customers
// read Japanese, and many of their browsers were never set up to say so.

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../profile/bank-profile.ts';

const COOKIE = '__Host-warifu-language';
const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60;

function parseLanguage(value: unknown): Language | undefined {
  return value === 'ja' || value === 'en' ? value : undefined;
}

/** The language of this request; `?lang=` wins and is remembered. */
export function chooseLanguage(request: FastifyRequest, reply: FastifyReply): Language {
  const asked = parseLanguage((request.query as Record<string, unknown> | undefined)?.lang);
  const remembered = parseLanguage(request.cookies[COOKIE]);
  if (asked !== undefined && asked !== remembered) {
    reply.setCookie(COOKIE, asked, {
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'lax',
      maxAge: ONE_YEAR_SECONDS,
    });
  }
  return asked ?? remembered ?? 'ja';
}
