// The way of a logon by id and password: its cookie, and what leads on from a refusal.

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../../domain/refusal.ts';
import { type BankPageContext, bankPageContext, inLanguage } from '../../http/page.ts';
import { sendRefusal, type Way } from '../../http/refusal-page.ts';
import type { PasswordSessionKey } from '../../procedures/password-logon/password-session.ts';
import type { Role } from '../../profile/bank-profile.ts';
import { acquisitionWay, activationHref } from '../activation/way.ts';
import { logonRoute } from '../logon-entrance/logon-entrance-page.ts';
import { passwordLogonRoute } from './addresses.ts';

const OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const;

function cookieOf(role: Role): string {
  return `__Host-warifu-password-session${role === 'administrator' ? '' : `-${role}`}`;
}

export function passwordSessionKeyOf(request: FastifyRequest, role: Role): PasswordSessionKey {
  const { profile } = bankPageContext(request);
  return { bankCode: profile.code, role, token: request.cookies[cookieOf(role)] };
}

export function keepPasswordSession(reply: FastifyReply, role: Role, token: string): void {
  reply.setCookie(cookieOf(role), token, OPTIONS);
}

export function forgetPasswordSession(reply: FastifyReply, role: Role): void {
  reply.clearCookie(cookieOf(role), OPTIONS);
}

/** A refusal with every way out. */
export function refusePasswordLogon(
  request: FastifyRequest,
  reply: FastifyReply,
  role: Role,
  refusal: Refusal,
  page = 0,
): FastifyReply {
  return sendRefusal(request, reply, refusal, waysOf(bankPageContext(request), role, refusal, page));
}

function waysOf(context: BankPageContext, role: Role, { reason }: Refusal, page: number): Way[] {
  const { profile, say } = context;
  const to = (label: string, route: string): Way => ({ label, href: `/${profile.code}${route}` });
  switch (reason) {
    case 'not-accepted':
    case 'form-invalid':
      return [to(say('page.refusal.again'), passwordLogonRoute(role, page))];
    case 'session-missing':
    case 'session-over':
      return [to(say('page.logon.again'), passwordLogonRoute(role))];
    case 'password-logon-over':
      return [
        to(say('page.passwordLogon.certificateLogon'), logonRoute(role)),
        acquisitionWay(context, role),
      ];
    case 'activation-needed':
      return [{ label: inLanguage(context, profile.terms.activation), href: activationHref(profile, role) }];
    default:
      return [];
  }
}
