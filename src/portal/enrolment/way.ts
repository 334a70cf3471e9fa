// The way of acquiring a certificate: its steps, their addresses, and which of them somebody stands on.

import type { HtmlSafeString } from '@prairielearn/html';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { type BankPageContext, bankPageContext } from '../../http/page.ts';
import { sendRefusal, type Way } from '../../http/refusal-page.ts';
import { steps } from '../../http/steps.ts';
import type { Deployment } from '../../procedures/deployment.ts';
import { type EnrolmentView, findEnrolment } from '../../procedures/enrol/enrolment.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';

export const ROLE = 'administrator';
export const ENROLMENT_ROUTE = `/enrolment/${ROLE}`;
const COOKIE = '__Host-warifu-enrolment';

const STEPS = ['prepare', 'identify', 'keyPlace', 'makeKey', 'installed'] as const;
export type Step = (typeof STEPS)[number];

const PATHS: Record<Step, string> = {
  prepare: '',
  identify: '/identify',
  keyPlace: '/key-place',
  makeKey: '/make-key',
  installed: '/installed',
};

/** Address of a step; pages of the questions count from 0. */
export function stepHref(profile: BankProfile, step: Step, page = 0): string {
  return `/${profile.code}${ENROLMENT_ROUTE}${PATHS[step]}${page > 0 ? `/${page + 1}` : ''}`;
}

export function enrolmentSteps(context: BankPageContext, current: Step): HtmlSafeString {
  return steps(
    context,
    STEPS.map((step) => context.say(`page.enrolment.step.${step}`)),
    STEPS.indexOf(current),
  );
}

export function enrolmentToken(request: FastifyRequest): string | undefined {
  return request.cookies[COOKIE];
}

/** A session cookie: it ends with the browser, and the store ends it after an hour. */
export function keepEnrolmentToken(reply: FastifyReply, token: string): void {
  reply.setCookie(COOKIE, token, { path: '/', secure: true, httpOnly: true, sameSite: 'lax' });
}

/** Where somebody stands: the first step that is not done. */
export function hrefOfStanding(profile: BankProfile, view: EnrolmentView): string {
  if (!view.proven) return stepHref(profile, 'identify', view.pagesDone);
  if (view.keyPlace === null) return stepHref(profile, 'keyPlace');
  return stepHref(profile, view.certificate === undefined ? 'makeKey' : 'installed');
}

export function findStanding(
  deployment: Deployment,
  request: FastifyRequest,
): Promise<EnrolmentView | Refusal> {
  const { profile } = bankPageContext(request);
  return findEnrolment(deployment, { bankCode: profile.code, role: ROLE, token: enrolmentToken(request) });
}

/**
 * The enrolment of a visitor for whom a step is open; anybody else is answered: led to the step on which he stands,
 * to the beginning when he never began, told so when his time is over.
 */
export async function standingOn(
  step: 'keyPlace' | 'makeKey' | 'installed',
  deployment: Deployment,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<EnrolmentView | undefined> {
  const { profile } = bankPageContext(request);
  const view = await findStanding(deployment, request);
  if (isRefusal(view)) {
    if (enrolmentToken(request) === undefined) reply.redirect(stepHref(profile, 'prepare'), 303);
    else refuseOnWay(request, reply, view);
    return undefined;
  }
  if (isOpen(step, view)) return view;
  reply.redirect(hrefOfStanding(profile, view), 303);
  return undefined;
}

function isOpen(step: 'keyPlace' | 'makeKey' | 'installed', view: EnrolmentView): boolean {
  if (!view.proven) return false;
  if (step === 'makeKey') return view.keyPlace !== null;
  return step === 'keyPlace' || view.certificate !== undefined;
}

/** A refusal on the way, with the way back onto it. */
export function refuseOnWay(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  return sendRefusal(request, reply, refusal, waysOf(bankPageContext(request), refusal));
}

function waysOf(context: BankPageContext, refusal: Refusal): Way[] {
  const { profile, say } = context;
  const label = (key: 'again' | 'restart') => say(`page.refusal.${key}`);
  switch (refusal.reason) {
    case 'not-accepted':
    case 'form-invalid':
      return [{ label: label('again'), href: stepHref(profile, 'identify') }];
    case 'enrolment-over':
      return [{ label: label('restart'), href: stepHref(profile, 'identify') }];
    case 'key-place-not-allowed':
      return [{ label: say('page.back'), href: stepHref(profile, 'keyPlace') }];
    case 'certificate-already-acquired':
      return [{ label: profile.terms.logon[context.language], href: `/${profile.code}/logon/${ROLE}` }];
    case 'window-over':
    case 'window-not-open':
    case 'contract-closed':
    case 'contract-suspended':
    case 'certificate-expired':
    case 'certificate-revoked':
      return [];
    default:
      return [{ label: say('page.makeKey.reload'), href: stepHref(profile, 'makeKey') }];
  }
}
