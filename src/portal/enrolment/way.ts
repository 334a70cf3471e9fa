// The way of acquiring a certificate: its entrances, its steps, their addresses, and on which of them somebody stands.

import type { HtmlSafeString } from '@prairielearn/html';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Way as IssueWay } from '../../domain/decide-issue.ts';
import type { AskingEntrance, Entrance } from '../../domain/entrance.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { clientCertificateOf } from '../../http/client-certificate.ts';
import { type BankPageContext, bankPageContext, inLanguage } from '../../http/page.ts';
import { sendRefusal, type Way } from '../../http/refusal-page.ts';
import { sessionToken } from '../../http/session-cookie.ts';
import { steps } from '../../http/steps.ts';
import type { Deployment } from '../../procedures/deployment.ts';
import { type EnrolmentKey, type EnrolmentView, findEnrolment } from '../../procedures/enrol/enrolment.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import type { ReasonCode } from '../../profile/reason-codes.ts';
import { sendLogonRefusal } from '../logon/refused.ts';

export type { AskingEntrance, Entrance } from '../../domain/entrance.ts';

/** The entrances of www, each a way of its own with a cookie of its own. */
export const ENTRANCES: readonly AskingEntrance[] = [
  { role: 'administrator', way: 'enrolment' },
  { role: 'user', way: 'enrolment' },
  { role: 'administrator', way: 'reAcquisition' },
  { role: 'user', way: 'reAcquisition' },
];

const NAMES: Record<IssueWay, string> = {
  enrolment: 'enrolment',
  reAcquisition: 're-acquisition',
  renewal: 'renewal',
};

/** Address of an entrance, below the bank's code. */
export function routeOf({ role, way }: Entrance): string {
  return `/${NAMES[way]}/${role}`;
}

/** Who acquires for several people on one PC has several ways open. */
function cookieOf({ role, way }: Entrance): string {
  return `__Host-warifu-${NAMES[way]}${role === 'administrator' ? '' : `-${role}`}`;
}

const STEPS = ['prepare', 'identify', 'keyPlace', 'makeKey', 'installed'] as const;
export type Step = (typeof STEPS)[number];

/** Who renews is known by the session. */
const stepsOf = ({ way }: Entrance): readonly Step[] =>
  way === 'renewal' ? STEPS.filter((step) => step !== 'identify') : STEPS;

const PATHS: Record<Step, string> = {
  prepare: '',
  identify: '/identify',
  keyPlace: '/key-place',
  makeKey: '/make-key',
  installed: '/installed',
};

/** Where a bank has no entrance for re-acquisition, the acquisition's serves. */
export function leadToOpenEntrance(app: FastifyInstance, entrance: AskingEntrance): void {
  if (entrance.way !== 'reAcquisition') return;
  app.addHook('onRequest', async (request, reply) => {
    const { profile } = bankPageContext(request);
    if (profile.reAcquisition[entrance.role] !== undefined) return;
    return reply.redirect(stepHref(profile, { ...entrance, way: 'enrolment' }, 'prepare'), 303);
  });
}

/** Address of a step; pages of the questions count from 0. */
export function stepHref(profile: BankProfile, entrance: Entrance, step: Step, page = 0): string {
  return `/${profile.code}${routeOf(entrance)}${PATHS[step]}${page > 0 ? `/${page + 1}` : ''}`;
}

export function enrolmentSteps(context: BankPageContext, entrance: Entrance, current: Step): HtmlSafeString {
  const own = stepsOf(entrance);
  return steps(
    context,
    own.map((step) => context.say(`page.enrolment.step.${step}`)),
    own.indexOf(current),
  );
}

/** What the bank calls the act: its button and its heading. */
export function actTerm(context: BankPageContext, { way }: Entrance): string {
  return inLanguage(context, context.profile.terms[way === 'enrolment' ? 'acquisition' : way]);
}

/** What the bank calls who acquires here. */
export function holderTerm(context: BankPageContext, { role }: Entrance): string {
  return inLanguage(context, context.profile.terms[role]);
}

export function enrolmentToken(request: FastifyRequest, entrance: Entrance): string | undefined {
  return request.cookies[cookieOf(entrance)];
}

/** A session cookie: it ends with the browser, and the store ends it after an hour. */
export function keepEnrolmentToken(reply: FastifyReply, entrance: Entrance, token: string): void {
  reply.setCookie(cookieOf(entrance), token, { path: '/', secure: true, httpOnly: true, sameSite: 'lax' });
}

/** What names the enrolment of a visitor; a renewal is its session's. */
export function enrolmentKeyOf(request: FastifyRequest, entrance: Entrance): EnrolmentKey {
  const { profile } = bankPageContext(request);
  if (entrance.way === 'renewal') {
    const certificate = clientCertificateOf(request.raw);
    return { bankCode: profile.code, ...entrance, token: sessionToken(request), certificate };
  }
  return { bankCode: profile.code, ...entrance, token: enrolmentToken(request, entrance) };
}

/** Where somebody stands: the first step that is not done. */
export function hrefOfStanding(profile: BankProfile, entrance: Entrance, view: EnrolmentView): string {
  if (!view.proven) return stepHref(profile, entrance, 'identify', view.pagesDone);
  if (view.keyPlace === null) return stepHref(profile, entrance, 'keyPlace');
  return stepHref(profile, entrance, view.certificate === undefined ? 'makeKey' : 'installed');
}

export function findStanding(
  deployment: Deployment,
  request: FastifyRequest,
  entrance: Entrance,
): Promise<EnrolmentView | Refusal> {
  return findEnrolment(deployment, enrolmentKeyOf(request, entrance));
}

/**
 * The enrolment of a visitor for whom a step is open; anybody else is answered: led to the step on which he stands,
 * to the beginning when he never began, told so when his time is over.
 */
export async function standingOn(
  step: 'keyPlace' | 'makeKey' | 'installed',
  deployment: Deployment,
  entrance: Entrance,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<EnrolmentView | undefined> {
  const { profile } = bankPageContext(request);
  const view = await findStanding(deployment, request, entrance);
  if (isRefusal(view)) {
    const neverBegan =
      entrance.way === 'renewal'
        ? view.reason === 'enrolment-over'
        : enrolmentToken(request, entrance) === undefined;
    if (neverBegan) {
      reply.redirect(stepHref(profile, entrance, 'prepare'), 303);
    } else {
      refuseOnWay(request, reply, entrance, view);
    }
    return undefined;
  }
  if (isOpen(step, view)) return view;
  reply.redirect(hrefOfStanding(profile, entrance, view), 303);
  return undefined;
}

function isOpen(step: 'keyPlace' | 'makeKey' | 'installed', view: EnrolmentView): boolean {
  if (!view.proven) return false;
  if (step === 'makeKey') return view.keyPlace !== null;
  return step === 'keyPlace' || view.certificate !== undefined;
}

/** What a renewal is refused for because of the session that it belongs to, or of its certificate. */
const OF_THE_SESSION: readonly ReasonCode[] = [
  'no-certificate',
  'session-missing',
  'session-over',
  'session-of-another-certificate',
  'certificate-of-another-bank',
  'certificate-of-another-role',
  'certificate-unknown-issuer',
  'certificate-unknown',
  'certificate-not-yet-valid',
  'certificate-expired',
  'certificate-revoked',
  'certificate-superseded',
  'certificate-ca-revoked',
  'certificate-waiting',
  'contract-suspended',
  'contract-closed',
  'contract-stopped',
  'user-suspended',
  'user-removed',
];

/** A refusal on the way, with the way back onto it. */
export function refuseOnWay(
  request: FastifyRequest,
  reply: FastifyReply,
  entrance: Entrance,
  refusal: Refusal,
): FastifyReply {
  if (entrance.way === 'renewal' && OF_THE_SESSION.includes(refusal.reason)) {
    const { homeOrigin } = request.server.face;
    return sendLogonRefusal(request, reply, { wwwOrigin: homeOrigin }, entrance.role, refusal);
  }
  return sendRefusal(request, reply, refusal, waysOf(bankPageContext(request), entrance, refusal));
}

function waysOf(context: BankPageContext, entrance: Entrance, refusal: Refusal): Way[] {
  const { profile, say } = context;
  const to = (step: Step, label: string): Way => ({ label, href: stepHref(profile, entrance, step) });
  switch (refusal.reason) {
    case 'not-accepted':
    case 'form-invalid':
      return [to('identify', say('page.refusal.again'))];
    case 'enrolment-over':
      return [to(entrance.way === 'renewal' ? 'prepare' : 'identify', say('page.refusal.restart'))];
    case 'key-place-not-allowed':
      return [to('keyPlace', say('page.back'))];
    case 'activation-needed':
      return [
        {
          label: inLanguage(context, profile.terms.activation),
          href: context.homeLink(`activation/${entrance.role}`),
        },
      ];
    case 'certificate-already-acquired':
      return [
        {
          label: inLanguage(context, profile.terms.logon),
          href: context.homeLink(`logon/${entrance.role}`),
        },
      ];
    case 'renewal-not-open':
      return [{ label: say(`page.status.${entrance.role}.title`), href: `/${profile.code}/status` }];
    case 'window-over':
    case 'window-not-open':
    case 'contract-closed':
    case 'contract-suspended':
    case 'contract-stopped':
    case 'user-not-permitted':
    case 'user-suspended':
    case 'user-removed':
    case 're-acquisition-over':
    case 'certificate-expired':
    case 'certificate-revoked':
      return [];
    default:
      return [to('makeKey', say('page.makeKey.reload'))];
  }
}
