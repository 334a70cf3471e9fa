// What a request for a page of tokens names, and refusals that lead back to where one was.

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../../domain/refusal.ts';
import { bankPageContext } from '../../http/page.ts';
import { sendRefusal, wantsJson } from '../../http/refusal-page.ts';
import type { ReasonCode } from '../../profile/reason-codes.ts';
import { inputOf as officeInputOf, textsOf } from '../forms/form-requests.ts';
import { sendOfficeRefusal } from '../officer-of-request.ts';
import { OF_THE_STEP_UP } from '../step-up-part.ts';
import { tokensHref } from './token-parts.ts';

export interface TokenParams {
  /** The bank's code. */
  readonly of: string;
  readonly order: string;
  readonly file: string;
  readonly serial: string;
}

export const paramsOf = (request: FastifyRequest): TokenParams => ({
  ...{ of: '', order: '', file: '', serial: '' },
  ...(request.params as Partial<TokenParams>),
});

export function inputOf(request: FastifyRequest) {
  const { order: orderId, file: fileId, serial: serialNumber } = paramsOf(request);
  return { ...officeInputOf(request), orderId, fileId, serialNumber };
}

/** Whose token is asked about, by the address or the form. */
export function whoseOf(request: FastifyRequest) {
  const { contract = '', user = '' } = { ...textsOf(request.query), ...textsOf(request.body) };
  return { contractId: contract, userId: user };
}

/** Of tokens: whoever is refused so is to look at them again. */
const OF_TOKENS: readonly ReasonCode[] = [
  ...OF_THE_STEP_UP,
  'order-settled',
  'order-own',
  'order-changed',
  'order-tampered',
  'token-taken',
  'token-file-over',
  'contract-closed',
  'user-removed',
  'not-accepted',
];

export function sendTokenRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
): FastifyReply {
  if (!OF_TOKENS.includes(refusal.reason)) return sendOfficeRefusal(request, reply, refusal);
  const context = bankPageContext(request);
  const { of, order } = paramsOf(request);
  const way =
    order === ''
      ? { label: context.say('page.tokens.act.back'), href: tokensHref(context, of) }
      : { label: context.say('page.tokens.order.back'), href: tokensHref(context, of, 'orders', order) };
  return sendRefusal(request, reply, refusal, [way]);
}

/** After an act: another page, so that a reload does nothing twice. */
export function toNext(
  request: FastifyRequest,
  reply: FastifyReply,
  next: string,
  done: object,
): FastifyReply {
  return wantsJson(request) ? reply.send({ ...done, next }) : reply.redirect(next, 303);
}
