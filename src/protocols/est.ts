// Enrolment over Secure Transport (RFC 7030, 8951), for programs that hold the key themselves: PKCS #11 tokens, helpers,
// devices. It stands on the logon face, which asks for a certificate and takes none for an answer, beside the pages and
// not among them: no cookie, no form, no host name of an attempt. What it does is done by the pages' own procedures.

import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts';
import { channelBindingsOf } from '../http/channel-binding.ts';
import { clientCertificateOf } from '../http/client-certificate.ts';
import type { FirstHandler } from '../http/listeners.ts';
import { boundRequests } from '../http/overload.ts';
import { serverOptions } from '../http/server-options.ts';
import type { Deployment } from '../procedures/deployment.ts';
import { enrolByToken } from '../procedures/enrol/enrol-by-token.ts';
import { renewByCertificate } from '../procedures/enrol/renew-by-certificate.ts';
import type { AcquiredCertificate } from '../procedures/enrol/submit-request.ts';
import { TooBusy } from '../procedures/secrets/too-busy.ts';
import type { BankProfile } from '../profile/bank-profile.ts';
import type { ReasonCode } from '../profile/reason-codes.ts';
import { StoreError } from '../store/store.ts';
import { decodeRequestBody } from '../x509/certification-request.ts';
import { encodeCsrAttributes } from '../x509/csr-attributes.ts';
import { sendBase64, sendCertificates, sendEstRefusal } from './est-answers.ts';

export const EST_PATH = '/.well-known/est';

/** A request of 16 KB in base64, with white space. */
const BODY_LIMIT = 24 * 1024;
/** The other faces' logon limit: a company's programs renew from one address. */
const TRIES_PER_MINUTE = 120;

export interface EstOptions {
  readonly logLevel?: string | undefined;
  readonly triesPerMinute?: number | undefined;
}

export interface Est {
  readonly first: FirstHandler;
  close(): Promise<void>;
}

/** What answers below `/.well-known/est`, in front of the logon face. */
export async function openEst(deployment: Deployment, options: EstOptions = {}): Promise<Est> {
  const app = fastify({
    ...serverOptions(options.logLevel ?? 'silent', process.stderr),
    bodyLimit: BODY_LIMIT,
    trustProxy: false,
  });
  await registerEst(app, deployment, options.triesPerMinute ?? TRIES_PER_MINUTE);
  await app.ready();
  return {
    first: (request, response) => {
      const path = request.url?.split('?', 1)[0] ?? '';
      if (path !== EST_PATH && !path.startsWith(`${EST_PATH}/`)) return false;
      app.routing(request, response);
      return true;
    },
    close: () => app.close(),
  };
}

const REASONS_OF_ERRORS: Readonly<Record<string, ReasonCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media-type-refused',
};

async function registerEst(app: FastifyInstance, deployment: Deployment, triesPerMinute: number) {
  boundRequests(app, (request, reply) => sendEstRefusal(request, reply, refuse('busy')));
  await app.register(rateLimit, {
    max: triesPerMinute,
    timeWindow: 60_000,
    errorResponseBuilder: (_request, { ttl }) => ({ statusCode: 429, retryAfter: Math.ceil(ttl / 1000) }),
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/pkcs10', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  app.setNotFoundHandler((request, reply) => sendEstRefusal(request, reply, refuse('page-not-found')));
  app.setErrorHandler(
    (error: { code?: string; statusCode?: number; retryAfter?: number }, request, reply) => {
      if (error.statusCode === 429) {
        const { retryAfter = 60 } = error;
        return sendEstRefusal(request, reply, refuse('too-many-requests', { retryAfterSeconds: retryAfter }));
      }
      const reason = reasonOf(error);
      if (reason === 'internal-error' || reason === 'store-unavailable')
        request.log.error({ err: error }, reason);
      return sendEstRefusal(request, reply, refuse(reason));
    },
  );

  const { banks } = deployment;
  /** With a bank's code as label (3.2.2), and without one. */
  const both = (method: 'GET' | 'POST', operation: string, answer: EstRoute) => {
    app.route({ method, url: `${EST_PATH}/${operation}`, handler: answer });
    app.route<Labelled>({
      method,
      url: `${EST_PATH}/:label/${operation}`,
      handler: async (request, reply) => {
        const profile = banks.get(request.params.label);
        if (profile === undefined) return sendEstRefusal(request, reply, refuse('bank-unknown'));
        // Told before a one-time password is asked for that no page of this bank hands out.
        if (method === 'POST' && !profile.certificate.keyPlaces.includes('token')) {
          return sendEstRefusal(request, reply, refuse('program-not-allowed'), profile);
        }
        return answer(request, reply, profile);
      },
    });
  };

  both('GET', 'cacerts', async (_request, reply) => {
    const { authorities } = deployment.ca;
    const good = authorities.all.filter(({ id }) => authorities.find(id)?.revoked === undefined);
    const certificates = good.map(({ certificate }) => certificate);
    return sendCertificates(
      reply.header('cache-control', 'no-cache'),
      certificates,
      'application/pkcs7-mime',
    );
  });
  both('GET', 'csrattrs', async (_request, reply, profile) => {
    const key = profile?.certificate.keys[0];
    // 4.5.2: nothing to say is said so.
    if (key === undefined) return reply.code(204).send();
    return sendBase64(reply, encodeCsrAttributes(key), 'application/csrattrs');
  });
  both('POST', 'simpleenroll', async (request, reply, profile) => {
    const given = basicCredentials(request.headers.authorization);
    const answer =
      given === undefined
        ? refuse('enrolment-over')
        : await enrolByToken(deployment, { ...bodyOf(request, profile), ...given }, callerOf(request));
    return sendIssued(request, reply, answer, profile);
  });
  both('POST', 'simplereenroll', async (request, reply, profile) => {
    const certificate = clientCertificateOf(request.raw);
    const input = { ...bodyOf(request, profile), certificate };
    return sendIssued(
      request,
      reply,
      await renewByCertificate(deployment, input, callerOf(request)),
      profile,
    );
  });
}

interface Labelled {
  Params: { label: string };
}
type EstRoute = (
  request: FastifyRequest,
  reply: FastifyReply,
  profile?: BankProfile,
) => Promise<FastifyReply>;

function bodyOf(request: FastifyRequest, profile: BankProfile | undefined) {
  // Content-Transfer-Encoding says nothing that the octets do not show (RFC 8951 3.1).
  const body = Buffer.isBuffer(request.body)
    ? decodeRequestBody(new Uint8Array(request.body))
    : new Uint8Array();
  return { bankCode: profile?.code, request: body, channelBindings: channelBindingsOf(request.raw) };
}

/** RFC 7617 2: the user is the enrolment, the password its one-time token. */
function basicCredentials(header: string | undefined): { enrolment: string; token: string } | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/]{1,400}={0,2}) *$/i.exec(header ?? '')?.[1];
  const text = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 1 ? undefined : { enrolment: text.slice(0, colon), token: text.slice(colon + 1) };
}

const callerOf = (request: FastifyRequest) => ({ address: request.ip, reference: request.id });

/** 4.2.3: the issued certificate and no other. */
function sendIssued(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: AcquiredCertificate | Refusal,
  profile: BankProfile | undefined,
): FastifyReply {
  if (isRefusal(answer)) return sendEstRefusal(request, reply, answer, profile);
  reply.header('cache-control', 'no-store');
  return sendCertificates(reply, [answer.certificate], 'application/pkcs7-mime; smime-type=certs-only');
}

function reasonOf(error: { code?: string; statusCode?: number }): ReasonCode {
  if (error instanceof StoreError) return 'store-unavailable';
  if (error instanceof TooBusy) return 'busy';
  const known = REASONS_OF_ERRORS[error.code ?? ''];
  if (known !== undefined) return known;
  const status = error.statusCode ?? 500;
  return status >= 400 && status < 500 ? 'request-malformed' : 'internal-error';
}
