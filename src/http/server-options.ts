// What every Fastify instance is made with: the reference of each request, the limits, and a log without secrets.

import {
  type FastifyError,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from 'fastify';
import { refuse } from '../domain/refusal.ts';
import { newReference } from './reference.ts';
import { sendRefusal } from './refusal-page.ts';

const BODY_LIMIT = 64 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;

/** Options for `fastify({...})`; the listener adds its certificates. */
export function serverOptions(level: string, stream?: { write(line: string): void }) {
  return {
    // `request.id` is the reference; nobody may bring his own.
    genReqId: newReference,
    requestIdHeader: false,
    // Requests are in the audit records; the log is for faults.
    logController: new LogController({ requestIdLogLabel: 'reference', disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: {
      ignoreTrailingSlash: true, // Longer than any address that Node lets through: the routes decide what is unknown.
      maxParamLength: 64 * 1024,
    },
    frameworkErrors: answerBadAddress,
    logger: {
      level,
      ...(stream === undefined ? {} : { stream }),
      serializers: {
        // No query, no header, no body: any of them may hold what a log must not.
        req: (request: FastifyRequest) => ({
          method: request.method,
          path: request.url.replace(/\?.*$/s, ''),
          address: request.ip,
        }),
        res: (reply: { statusCode?: number }) => ({ status: reply.statusCode }),
        // A database's error quotes the row that it could not write; only these three say nothing of a customer.
        err: (error: { name?: string; code?: unknown; stack?: string }) => ({
          type: error.name ?? 'Error',
          message: String(error.code ?? ''),
          stack: framesOf(error.stack),
        }),
      },
    },
  } satisfies FastifyServerOptions;
}

/** The stack without its first line, which repeats the message. */
function framesOf(stack: string | undefined): string {
  return (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}

/** An address that cannot be decoded (`/%ZZ`) meets no route and no hook; the pki face has no pages. */
function answerBadAddress(_error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  if (!request.server.hasDecorator('face')) {
    reply.code(404).send();
    return;
  }
  request.language = 'ja';
  reply.header('cache-control', 'no-store');
  sendRefusal(request, reply, refuse('page-not-found'));
}
