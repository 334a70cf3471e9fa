// OCSP over HTTP (RFC 6960 appendix A.1, RFC 5019 sections 5 and 6): by POST, and by GET so that caches can help. It
// stands before the web framework, which would take longer than an answer that is given again.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger } from 'fastify';
import { OCSP_INTERNAL_ERROR, OCSP_TRY_LATER, type OcspAnswers } from '../ca/ocsp-answers.ts';
import { isSignerAway } from '../ca/signer/signer-fault.ts';
import type { FirstHandler } from '../http/listeners.ts';
import { StoreError } from '../store/store-error.ts';
import { OCSP_REQUEST_MOST_OCTETS } from '../x509/ocsp-request.ts';
import { decodeOcspPath, OCSP_PATH } from './ocsp-path.ts';
import { sendAnswer, sendPlain } from './ocsp-reply.ts';

const REQUEST_TYPE = 'application/ocsp-request';
const LATER_SECONDS = 10;

/** One request with what answers it. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly answers: OcspAnswers;
  readonly now: () => number;
}

/** Answers what is asked under `/ocsp` and leaves everything else. */
export function ocspHandler(answers: OcspAnswers, now: () => number): FirstHandler {
  return (request, response, log) => {
    if (!isOcsp(request.url)) return false;
    try {
      const answered = answer({ request, response, answers, now });
      answered?.catch((error: unknown) => fail(request, response, log, error));
    } catch (error) {
      fail(request, response, log, error);
    }
    return true;
  };
}

function isOcsp(url = ''): boolean {
  if (!url.startsWith(OCSP_PATH)) return false;
  const next = url[OCSP_PATH.length];
  return next === undefined || next === '/' || next === '?';
}

function fail(
  request: IncomingMessage,
  response: ServerResponse,
  log: FastifyBaseLogger,
  error: unknown,
): void {
  // Who went away in the middle of a request is no fault.
  if (request.socket.destroyed) return;
  const later = isSignerAway(error) || error instanceof StoreError;
  // Under load it is thousands, and health says which of the two is away.
  if (!later) log.error({ err: error }, 'an OCSP request is not answered');
  if (response.headersSent) response.destroy();
  else if (later) sendPlain(response.setHeader('retry-after', LATER_SECONDS), OCSP_TRY_LATER.body);
  else sendPlain(response, OCSP_INTERNAL_ERROR.body);
}

/** Undefined when it is answered already: what was said before and still holds is sent without a turn of waiting. */
function answer(exchange: Exchange): Promise<void> | undefined {
  const { request, response } = exchange;
  const { method, headers } = request;
  if (method === 'GET' || method === 'HEAD') return answerGet(exchange);
  if (method !== 'POST') refuse(request, response, 405);
  else if (!isRequestType(headers['content-type'])) refuse(request, response, 415);
  else if (Number(headers['content-length'] ?? 0) > OCSP_REQUEST_MOST_OCTETS) refuse(request, response, 413);
  else return answerPost(exchange);
  return undefined;
}

function answerGet({ request, response, answers, now }: Exchange): Promise<void> | undefined {
  const { url = '', headers } = request;
  const known = headers['if-none-match'];
  const before = answers.kept(url);
  if (before === undefined) {
    return answers
      .answer(url, () => decodeOcspPath(url))
      .then((found) => sendAnswer(response, found, now(), known));
  }
  sendAnswer(response, before, now(), known);
  return undefined;
}

async function answerPost({ request, response, answers, now }: Exchange): Promise<void> {
  // Most requests come in one piece: the octets behind the head are here as soon as the parser has passed them on.
  await undefined;
  const { readableLength: length } = request;
  const isHere = length > 0 && length === Number(request.headers['content-length']);
  const der = isHere ? (request.read(length) as Buffer) : await readBody(request);
  if (der === undefined) {
    refuse(request, response, 413);
    return;
  }
  const key = der.toString('latin1');
  sendAnswer(response, answers.kept(key) ?? (await answers.answer(key, () => der)), now());
}

function isRequestType(type = ''): boolean {
  return type === REQUEST_TYPE || type.split(';')[0]?.trim().toLowerCase() === REQUEST_TYPE;
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
  request.on('end', () => resolve(Buffer.concat(pieces)));
  request.on('error', reject);
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
