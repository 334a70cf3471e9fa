// What a request for a page of the contracts' desk shows of who asks; and refusals that lead back to where one was.

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../../domain/refusal.ts';
import { clientCertificateOf } from '../../http/client-certificate.ts';
import { bankPageContext } from '../../http/page.ts';
import { sendRefusal, wantsJson } from '../../http/refusal-page.ts';
import { sessionToken } from '../../http/session-cookie.ts';
import type { ReasonCode } from '../../profile/reason-codes.ts';
import { sendOfficeRefusal } from '../officer-of-request.ts';
import { OF_THE_STEP_UP } from '../step-up-part.ts';
import { contractsHref } from './contract-parts.ts';

export interface ContractParams {
  /** The bank's code. */
  readonly of: string;
  readonly order: string;
  readonly list: string;
  readonly contract: string;
}

export const paramsOf = (request: FastifyRequest): ContractParams => ({
  ...{ of: '', order: '', list: '', contract: '' },
  ...(request.params as Partial<ContractParams>),
});

export function inputOf(request: FastifyRequest) {
  const { of, order, list, contract } = paramsOf(request);
  const certificate = clientCertificateOf(request.raw);
  return {
    ...{ certificate, token: sessionToken(request), bankCode: of },
    ...{ orderId: order, listId: list, contractId: contract },
  };
}

/** Of the order or the contract itself: whoever is refused so is to look at it again. */
const OF_THE_DESK: readonly ReasonCode[] = [
  ...OF_THE_STEP_UP,
  'order-settled',
  'order-own',
  'order-changed',
  'order-needless',
  'order-tampered',
  'contract-exists',
  'import-under-way',
  'contract-closed',
  'list-faulty',
  'list-too-large',
  'letter-printed',
  'letter-expired',
];

export function sendContractRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
): FastifyReply {
  if (!OF_THE_DESK.includes(refusal.reason)) return sendOfficeRefusal(request, reply, refusal);
  const context = bankPageContext(request);
  const { of, order } = paramsOf(request);
  const way =
    order === ''
      ? { label: context.say('page.contracts.act.cancel'), href: contractsHref(context, of) }
      : { label: context.say('page.contracts.act.back'), href: contractsHref(context, of, 'orders', order) };
  return sendRefusal(request, reply, refusal, [way]);
}

/** After an act: the order's page, so that a reload does nothing twice. */
export function toOrder(
  request: FastifyRequest,
  reply: FastifyReply,
  done: { readonly orderId: string },
): FastifyReply {
  const { of } = paramsOf(request);
  const next = contractsHref(bankPageContext(request), of, 'orders', done.orderId);
  return wantsJson(request) ? reply.send({ ...done, next }) : reply.redirect(next, 303);
}
