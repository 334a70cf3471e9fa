// Japanese unless the visitor chose English by the visible link, whatever Accept-Language says: a bank's customers
// read Japanese, and many of their browsers were never set up to say so.

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../profile/bank-profile.ts';

const COOKIE = '__Host-warifu-language';
const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60;
const PARAMETER = 'lang';

function parseLanguage(value: unknown): Language | undefined {
  return value === 'ja' || value === 'en' ? value : undefined;
}

/** What the visitor chose, undefined where he never did; `?lang=` wins and is remembered for this host. */
export function chosenLanguage(request: FastifyRequest, reply: FastifyReply): Language | undefined {
  const asked = askedLanguage(request);
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
  return asked ?? remembered;
}

function askedLanguage(request: FastifyRequest): Language | undefined {
  return parseLanguage((request.query as Record<string, unknown> | undefined)?.[PARAMETER]);
}

/**
 * The request's own address without the choice that its answer has remembered, so that no bookmark and no reload sets
 * it again; undefined where there is nothing to lead away from.
 */
export function addressWithoutLanguage(request: FastifyRequest): string | undefined {
  if (askedLanguage(request) === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) {
    return undefined;
  }
  const [path = '', query = ''] = request.url.split(/\?(.*)/s, 2);
  // Two strokes would name another host.
  if (request.is404 || !/^\/(?![/\\])/.test(path)) return undefined;
  const others = withoutChoice(query);
  return others === '' ? path : `${path}?${others}`;
}

/** What else than the choice stands in an address's query; empty: nothing. */
export function queryWithoutLanguage(address: string): string {
  return withoutChoice(/\?(.*)/s.exec(address)?.[1] ?? '');
}

const withoutChoice = (query: string): string =>
  query
    .split('&')
    .filter((part) => !part.startsWith(`${PARAMETER}=`))
    .join('&');

/** The host of another face knows no cookie of this one: what was chosen goes along in the address. */
export function withLanguage(address: string, language: Language | undefined): string {
  if (language === undefined) return address;
  const [, path = '', fragment = ''] = /^([^#]*)(#.*)?$/s.exec(address) ?? [];
  return `${path}${path.includes('?') ? '&' : '?'}${PARAMETER}=${language}${fragment}`;
}
