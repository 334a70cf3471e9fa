// How EST answers: certificates as base64 of a certs-only message (RFC 7030 4.1.3 and 4.2.3, RFC 8951 3.1), refusals
// as a line that a person can read in a program's log.

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../domain/refusal.ts';
import { formatDetail } from '../http/dates.ts';
import { REFUSAL_STATUS, RETRY_AFTER_SECONDS } from '../http/refusal-status.ts';
import type { BankProfile } from '../profile/bank-profile.ts';
import type { ReasonCode } from '../profile/reason-codes.ts';
import { say } from '../profile/wording/wording.ts';
import { encodeBase64 } from '../x509/pem.ts';
import { encodeCertsOnly } from '../x509/signed-data.ts';

/** Where EST wants another status than a page has. */
const EST_STATUS: Partial<Record<ReasonCode, number>> = {
  // 4.2.3: accepted, and not there yet.
  'issuing-in-progress': 202,
  // The one-time token is the password of HTTP Basic.
  'enrolment-over': 401,
};

export function sendCertificates(
  reply: FastifyReply,
  certificates: readonly Uint8Array[],
  type: 'application/pkcs7-mime' | 'application/pkcs7-mime; smime-type=certs-only',
): FastifyReply {
  return sendBase64(reply, encodeCertsOnly(certificates), type);
}

export function sendBase64(reply: FastifyReply, der: Uint8Array, type: string): FastifyReply {
  // RFC 8951 has receivers ignore the header; those of before look for it. Without line breaks (RFC 4648 3.1):
  // strongSwan reads none.
  reply.header('content-transfer-encoding', 'base64').type(type);
  return reply.send(Buffer.from(encodeBase64(der)));
}

export function sendEstRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
  profile?: BankProfile,
): FastifyReply {
  const { reason } = refusal;
  const { recordedAs = request.id, ...details } = refusal.details;
  const words = Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, formatDetail(value, 'en')]),
  );
  const [cause, next] = (['cause', 'next'] as const).map((part) =>
    say(profile, 'en', `reason.${reason}.${part}`, words),
  );
  const seconds = refusal.details.retryAfterSeconds ?? RETRY_AFTER_SECONDS[reason];
  if (seconds !== undefined) reply.header('retry-after', seconds);
  const status = EST_STATUS[reason] ?? REFUSAL_STATUS[reason];
  if (status === 401) reply.header('www-authenticate', 'Basic realm="warifu", charset="UTF-8"');
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('text/plain; charset=utf-8')
    .send(`${reason}: ${cause} ${next} (reference ${recordedAs})\n`);
}
