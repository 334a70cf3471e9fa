// OCSP answers on their way out: the header fields by which caches keep one no longer than it holds (RFC 5019 6.2).

import { hash } from 'node:crypto';
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { OcspAnswer } from '../ca/ocsp-answers.ts';

const RESPONSE_TYPE = 'application/ocsp-response';
/** A cache on the way may give an answer again for so long: a revocation is to be seen within seconds. */
const MOST_SECONDS = 30;
const CACHED = 'public, no-transform, must-revalidate';

/** @param known the answer that who asks has already, by its tag (`If-None-Match`). */
export function sendAnswer(response: ServerResponse, answer: OcspAnswer, now: number, known?: string): void {
  const { body, said } = answer;
  if (said === undefined) {
    sendPlain(response, body);
    return;
  }
  if (!said.again) {
    sendFresh(response, body);
    return;
  }
  const left = Math.floor((said.nextUpdate - now) / 1000);
  const fields = fieldsOf(answer, said, Math.max(0, Math.min(MOST_SECONDS, left)));
  if (known === fields.etag) response.writeHead(304, fields.unchanged).end();
  else send(response, body, fields.whole);
}

/** Nobody keeps what says nothing of a certificate (RFC 5019 6.2). */
export function sendPlain(response: ServerResponse, body: string): void {
  send(response, body, {
    'content-type': RESPONSE_TYPE,
    'content-length': body.length,
    'cache-control': 'no-store',
  });
}

/** To a nonce that nobody sends again. */
function sendFresh(response: ServerResponse, body: string): void {
  send(response, body, {
    'content-type': RESPONSE_TYPE,
    'content-length': body.length,
    'cache-control': `max-age=0, ${CACHED}`,
  });
}

/** Text joins the header fields in one write to the socket, which octets would not. */
function send(response: ServerResponse, body: string, fields: OutgoingHttpHeaders): void {
  response.writeHead(200, fields).end(body, 'latin1');
}

interface CacheFields {
  /** How long a cache may give it again: the same until the very end of an answer. */
  readonly seconds: number;
  readonly etag: string;
  /** What stands before an answer that the cache has, and before one that it has not. */
  readonly unchanged: Readonly<Record<string, string>>;
  readonly whole: Readonly<Record<string, string | number>>;
}

/** For as long as an answer is given again. */
const cacheFields = new WeakMap<OcspAnswer, CacheFields>();

function fieldsOf(answer: OcspAnswer, said: NonNullable<OcspAnswer['said']>, seconds: number): CacheFields {
  const kept = cacheFields.get(answer);
  if (kept?.seconds === seconds) return kept;
  const { body } = answer;
  const etag = kept?.etag ?? `"${hash('sha256', Buffer.from(body, 'latin1'), 'base64url').slice(0, 27)}"`;
  const unchanged = {
    'content-type': RESPONSE_TYPE,
    'cache-control': `max-age=${seconds}, ${CACHED}`,
    'last-modified': new Date(said.thisUpdate).toUTCString(),
    expires: new Date(said.nextUpdate).toUTCString(),
    etag,
  };
  const fields = { seconds, etag, unchanged, whole: { ...unchanged, 'content-length': body.length } };
  cacheFields.set(answer, fields);
  return fields;
}
