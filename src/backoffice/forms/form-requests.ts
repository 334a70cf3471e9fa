// What a request for a form's page shows of who asks and what was typed; and refusals that lead back to the form.

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../../domain/refusal.ts';
import { clientCertificateOf } from '../../http/client-certificate.ts';
import { bankPageContext } from '../../http/page.ts';
import { sendRefusal, wantsJson } from '../../http/refusal-page.ts';
import { sessionToken } from '../../http/session-cookie.ts';
import type { FormInput } from '../../procedures/office/forms/form-access.ts';
import type { ReasonCode } from '../../profile/reason-codes.ts';
import { sendOfficeRefusal } from '../officer-of-request.ts';
import { OF_THE_STEP_UP } from '../step-up-part.ts';
import { formsHref } from './form-parts.ts';

export interface FormParams {
  /** The bank's code. */
  readonly of: string;
  readonly form: string;
  readonly kind: string;
}

export const paramsOf = (request: FastifyRequest): FormParams => ({
  ...{ of: '', form: '', kind: '' },
  ...(request.params as Partial<FormParams>),
});

export function inputOf(request: FastifyRequest): FormInput {
  const { of, form } = paramsOf(request);
  const certificate = clientCertificateOf(request.raw);
  return { certificate, token: sessionToken(request), bankCode: of, formId: form };
}

/** What was typed, or stands in the address; what is no text counts as empty. */
export function textsOf(given: unknown): Record<string, string> {
  const entries = typeof given === 'object' && given !== null ? Object.entries(given) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** Of the form itself: whoever is refused so is to look at it again. */
const OF_THE_FORM: readonly ReasonCode[] = [
  ...OF_THE_STEP_UP,
  'form-settled',
  'form-own',
  'form-changed',
  'form-needless',
  'form-tampered',
  'contract-closed',
  'user-removed',
];

export function sendFormRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
): FastifyReply {
  if (!OF_THE_FORM.includes(refusal.reason)) return sendOfficeRefusal(request, reply, refusal);
  const context = bankPageContext(request);
  const { of, form } = paramsOf(request);
  const way =
    form === ''
      ? { label: context.say('page.forms.title'), href: formsHref(context, of) }
      : { label: context.say('page.forms.act.back'), href: formsHref(context, of, form) };
  return sendRefusal(request, reply, refusal, [way]);
}

/** After an act: the form's page, so that a reload does nothing twice. */
export function toForm(
  request: FastifyRequest,
  reply: FastifyReply,
  done: { readonly formId: string },
): FastifyReply {
  const { of } = paramsOf(request);
  const next = formsHref(bankPageContext(request), of, done.formId);
  return wantsJson(request) ? reply.send({ ...done, next }) : reply.redirect(next, 303);
}
