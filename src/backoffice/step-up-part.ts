// The part of an approval's page that asks for the approver's one-time password, and what was typed there.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../domain/refusal.ts';
import { isSteppedUp, STEP_UP_MINUTES } from '../domain/step-up.ts';
import { entryField } from '../http/entry-field.ts';
import { type BankPageContext, pageContext } from '../http/page.ts';
import { sendRefusal } from '../http/refusal-page.ts';
import type { Officer } from '../procedures/office/officer.ts';
import type { StepUpInput } from '../procedures/office/step-up.ts';
import type { ReasonCode } from '../profile/reason-codes.ts';
import { sendOfficeRefusal } from './officer-of-request.ts';

/** Stands in the form whose button approves; nothing while the last password holds. */
export function stepUpField(context: BankPageContext, officer: Officer, now: number): HtmlSafeString | '' {
  if (isSteppedUp(officer.session.steppedUpAt, now)) return '';
  const lead = context.say('page.office.stepUp.lead', { minutes: String(STEP_UP_MINUTES) });
  return html`<p class="small">${lead}</p>
    ${entryField(context, 'oneTimePassword')}`;
}

/** What a form with {@link stepUpField} was sent with. */
export function stepUpOf(request: FastifyRequest): StepUpInput {
  const { oneTimePassword } = (request.body ?? {}) as { oneTimePassword?: unknown };
  return typeof oneTimePassword === 'string' ? { oneTimePassword } : {};
}

/** A refusal of an approval: what concerns the one-time password leads back to the page that asks for it. */
export function sendStepUpRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
  pageHref: string,
): FastifyReply {
  if (!OF_THE_STEP_UP.includes(refusal.reason)) return sendOfficeRefusal(request, reply, refusal);
  const label = pageContext(request).say('page.office.stepUp.back');
  return sendRefusal(request, reply, refusal, [{ label, href: pageHref }]);
}

/** Whoever is refused so goes back to the page that asks. */
export const OF_THE_STEP_UP: readonly ReasonCode[] = [
  'step-up-needed',
  'one-time-password-wrong',
  'one-time-password-locked',
  'token-missing',
  'form-invalid',
];
