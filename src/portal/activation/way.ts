// The way of 開通確認: its steps, their addresses, its cookie, and what leads on from a refusal.

import type { HtmlSafeString } from '@prairielearn/html';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pinsOf } from '../../domain/pin-choice.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { type BankPageContext, bankPageContext, inLanguage } from '../../http/page.ts';
import { sendRefusal, type Way } from '../../http/refusal-page.ts';
import { steps } from '../../http/steps.ts';
import type { ActivationKey } from '../../procedures/activate/activation.ts';
import type { BankProfile, Role } from '../../profile/bank-profile.ts';
import { stepHref as enrolmentStepHref } from '../enrolment/way.ts';
import { logonRoute } from '../logon-entrance/logon-entrance-page.ts';

const STEPS = ['prepare', 'identify', 'choose', 'done'] as const;
export type ActivationStep = (typeof STEPS)[number];

const PATHS: Record<ActivationStep, string> = {
  prepare: '',
  identify: '/identify',
  choose: '/choose',
  done: '/done',
};

/** Address of a step, below the bank's code. */
export function activationRoute(role: Role, step: ActivationStep = 'prepare'): string {
  return `/activation/${role}${PATHS[step]}`;
}

export function activationHref(profile: BankProfile, role: Role, step: ActivationStep = 'prepare'): string {
  return `/${profile.code}${activationRoute(role, step)}`;
}

export function activationSteps(context: BankPageContext, current: ActivationStep): HtmlSafeString {
  return steps(
    context,
    STEPS.map((step) => context.say(`page.activation.step.${step}`)),
    STEPS.indexOf(current),
  );
}

/** The PINs of a role in the bank's words, one after another. */
export function pinNames(context: BankPageContext, role: Role): string {
  const { profile, say } = context;
  return pinsOf(profile, role)
    .map((pin) => inLanguage(context, profile.terms[pin]))
    .join(say('page.activation.and'));
}

/** An administrator and a user of one PC each have a way of their own. */
function cookieOf(role: Role): string {
  return `__Host-warifu-activation${role === 'administrator' ? '' : `-${role}`}`;
}

export function activationKeyOf(request: FastifyRequest, role: Role): ActivationKey {
  const { profile } = bankPageContext(request);
  return { bankCode: profile.code, role, token: request.cookies[cookieOf(role)] };
}

/** A session cookie: it ends with the browser, and the store ends it after an hour. */
export function keepActivationToken(reply: FastifyReply, role: Role, token: string): void {
  reply.setCookie(cookieOf(role), token, { path: '/', secure: true, httpOnly: true, sameSite: 'lax' });
}

/** A refusal on the way, with the way back onto it or on from it. */
export function refuseActivation(
  request: FastifyRequest,
  reply: FastifyReply,
  role: Role,
  refusal: Refusal,
): FastifyReply {
  return sendRefusal(request, reply, refusal, waysOf(bankPageContext(request), role, refusal));
}

function waysOf(context: BankPageContext, role: Role, { reason }: Refusal): Way[] {
  const { profile, say } = context;
  const identify = (label: string): Way => ({ label, href: activationHref(profile, role, 'identify') });
  switch (reason) {
    case 'not-accepted':
    case 'form-invalid':
      return [identify(say('page.refusal.again'))];
    case 'activation-over':
      return [identify(say('page.refusal.restart'))];
    case 'activation-done':
      return [
        acquisitionWay(context, role),
        { label: inLanguage(context, profile.terms.logon), href: `/${profile.code}${logonRoute(role)}` },
      ];
    default:
      return [];
  }
}

/** What comes after 開通確認. */
export function acquisitionWay(context: BankPageContext, role: Role): Way {
  return {
    label: context.say('page.refusal.enrol'),
    href: enrolmentStepHref(context.profile, { role, way: 'enrolment' }, 'prepare'),
  };
}
