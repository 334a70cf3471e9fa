// OCSP over HTTP (RFC 6960 appendix A.1, RFC 5019 sections 5 and 6): by POST, and by GET so that caches can help. It
// stands before the web framework, which would take longer than an answer that is given again.

import { hash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  OCSP_INTERNAL_ERROR,
  OCSP_TRY_LATER,
  type OcspAnswer,
  type OcspAnswers,
} from '../ca/ocsp-answers.ts';
import { isSignerAway } from '../ca/signer/signer-fault.ts';
import type { FirstHandler } from '../http/listeners.ts';
import { StoreError } from '../store/store-error.ts';
import { OCSP_REQUEST_MOST_OCTETS } from '../x509/ocsp-request.ts';
import { decodeOcspPath, OCSP_PATH } from './ocsp-path.ts';

const REQUEST_TYPE = 'application/ocsp-request';
const RESPONSE_TYPE = 'application/ocsp-response';
/** A cache on the way may give an answer again for so long: a revocation is to be seen within seconds. */
const MOST_SECONDS = 30;
const LATER_SECONDS = 10;
const CACHED = 'public, no-transform, must-revalidate';

/** Answers what is asked under `/ocsp` and leaves everything else. */
export function ocspHandler(answers: OcspAnswers, now: () => number): FirstHandler {
  return (request, response, log) => {
    if (!isOcsp(request.url)) return false;
    answer(answers, now, request, response).catch((error: unknown) => {
      // Who went away in the middle of a request is no fault.
      if (request.socket.destroyed) return;
      const later = isSignerAway(error) || error instanceof StoreError;
      // Under load it is thousands, and health says which of the two is away.
      if (!later) log.error({ err: error }, 'an OCSP request is not answered');
      if (response.headersSent) response.destroy();
      else if (later) sendPlain(response.setHeader('retry-after', LATER_SECONDS), OCSP_TRY_LATER.body);
      else sendPlain(response, OCSP_INTERNAL_ERROR.body);
    });
    return true;
  };
}

function isOcsp(url = ''): boolean {
  if (!url.startsWith(OCSP_PATH)) return false;
  const next = url[OCSP_PATH.length];
  return next === undefined || next === '/' || next === '?';
}

async function answer(
  answers: OcspAnswers,
  now: () => number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method, url = '' } = request;
  if (method === 'GET' || method === 'HEAD') {
    const known = request.headers['if-none-match'];
    sendAnswer(response, await answers.answer(url, () => decodeOcspPath(url)), now(), known);
    return;
  }
  if (method !== 'POST') return refuse(request, response, 405);
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== REQUEST_TYPE) return refuse(request, response, 415);
  const der = await readBody(request);
  if (der === undefined) return refuse(request, response, 413);
  sendAnswer(response, await answers.answer(der.toString('latin1'), () => der), now());
}

/** The body, or undefined when it is larger than any request: then the rest is not read. */
function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | undefined>();
  const pieces: Buffer[] = [];
  let length = 0;
  request.on('data', (piece: Buffer) => {
    length += piece.length;
    if (length > OCSP_REQUEST_MOST_OCTETS) resolve(undefined);
    else pieces.push(piece);
  });
  request.on('end', () => resolve(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces)));
  request.on('error', reject);
  if (Number(request.headers['content-length'] ?? 0) > OCSP_REQUEST_MOST_OCTETS) resolve(undefined);
  return promise;
}

function refuse(request: IncomingMessage, response: ServerResponse, status: 405 | 413 | 415): void {
  const text = 'not an OCSP request\n';
  response
    .writeHead(status, {
      'content-type': 'text/plain; charset=utf-8',
      'content-length': text.length,
      'cache-control': 'no-store',
      ...(status === 405 && { allow: 'GET, HEAD, POST' }),
      // What is still to come is not waited for.
      connection: 'close',
    })
    .end(text, () => {
      if (!request.complete) request.destroy();
    });
}

/** Nobody keeps what says nothing of a certificate (RFC 5019 6.2). */
function sendPlain(response: ServerResponse, body: Buffer): void {
  response
    .writeHead(200, {
      'content-type': RESPONSE_TYPE,
      'content-length': body.length,
      'cache-control': 'no-store',
    })
    .end(body);
}

/** RFC 5019 6.2: the header fields by which caches keep an answer no longer than it holds. */
function sendAnswer(response: ServerResponse, { body, said }: OcspAnswer, now: number, known?: string): void {
  if (said === undefined) {
    sendPlain(response, body);
    return;
  }
  if (!said.again) {
    sendFresh(response, body);
    return;
  }
  const left = Math.floor((said.nextUpdate - now) / 1000);
  const fields = fieldsOf(body, said, Math.max(0, Math.min(MOST_SECONDS, left)));
  if (known === fields.etag) response.writeHead(304, fields.unchanged).end();
  else response.writeHead(200, fields.whole).end(body);
}

/** To a nonce that nobody sends again. */
function sendFresh(response: ServerResponse, body: Buffer): void {
  response
    .writeHead(200, {
      'content-type': RESPONSE_TYPE,
      'content-length': body.length,
      'cache-control': `max-age=0, ${CACHED}`,
    })
    .end(body);
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
const cacheFields = new WeakMap<Buffer, CacheFields>();

function fieldsOf(body: Buffer, said: NonNullable<OcspAnswer['said']>, seconds: number): CacheFields {
  const kept = cacheFields.get(body);
  if (kept?.seconds === seconds) return kept;
  const etag = kept?.etag ?? `"${hash('sha256', body, 'base64url').slice(0, 27)}"`;
  const unchanged = {
    'content-type': RESPONSE_TYPE,
    'cache-control': `max-age=${seconds}, ${CACHED}`,
    'last-modified': new Date(said.thisUpdate).toUTCString(),
    expires: new Date(said.nextUpdate).toUTCString(),
    etag,
  };
  const fields = { seconds, etag, unchanged, whole: { ...unchanged, 'content-length': body.length } };
  cacheFields.set(body, fields);
  return fields;
}
