// ID・パスワード方式 on www: the profile's pages one by one, then the status page. No certificate is asked for here.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { passwordPagesOf } from '../../domain/password-logon.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import { callerOf } from '../../http/caller.ts';
import { csrfToken } from '../../http/csrf.ts';
import { readEntries } from '../../http/entry-field.ts';
import { bankPageContext, sendPage } from '../../http/page.ts';
import { PostedForms } from '../../http/posted-twice.ts';
import { wantsJson } from '../../http/refusal-page.ts';
import { findPasswordLocks } from '../../procedures/locks/find-locks.ts';
import {
  answerPasswordPage,
  type PasswordPageAnswer,
} from '../../procedures/password-logon/answer-password-page.ts';
import {
  findPasswordSession,
  logOffPassword,
  passwordCardQuestion,
} from '../../procedures/password-logon/password-session.ts';
import type { Field, Role } from '../../profile/bank-profile.ts';
import type { PortalRoom } from '../bank-routes.ts';
import { readCells } from '../logon/card-field.ts';
import {
  passwordLoggedOffRoute,
  passwordLogOffRoute,
  passwordLogonRoute,
  passwordStatusRoute,
} from './addresses.ts';
import { loggedOffPage } from './logged-off-page.ts';
import { type PasswordForm, passwordPage } from './password-page.ts';
import { passwordStatusPage } from './password-status-page.ts';
import { passwordStopRoutes } from './password-stop.ts';
import {
  forgetPasswordSession,
  keepPasswordSession,
  passwordSessionKeyOf,
  refusePasswordLogon,
} from './way.ts';

interface PageRoute {
  Params: { page?: string };
}

export function passwordLogonRoutes(app: FastifyInstance, room: PortalRoom, role: Role): void {
  statusRoutes(app, room, role);
  if (role === 'administrator') passwordStopRoutes(app, room);
  for (const path of [passwordLogonRoute(role), `${passwordLogonRoute(role)}/:page`]) {
    pageRoutes(app, room, role, path);
  }
}

/** The pages of a bank that has such a logon; none else. */
function pagesOf(request: FastifyRequest, role: Role): readonly (readonly Field[])[] {
  return passwordPagesOf(bankPageContext(request).profile, role) ?? [];
}

/** Index of the page in the address; the first one has no number there. */
function pageOf({ params }: FastifyRequest<PageRoute>): number {
  if (params.page === undefined) return 0;
  return /^[2-9]$/.test(params.page) ? Number(params.page) - 1 : -1;
}

function pageRoutes(
  app: FastifyInstance,
  { deployment, throttled }: PortalRoom,
  role: Role,
  path: string,
): void {
  const posted = new PostedForms<PasswordPageAnswer | Refusal>();

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    page: number,
    remarks: Pick<PasswordForm, 'entries' | 'faults' | 'cellFaults'> = {},
  ) {
    const context = bankPageContext(request);
    const pages = pagesOf(request, role);
    const key = passwordSessionKeyOf(request, role);
    const asksCard = pages[page]?.includes('cardPassword') ?? false;
    const card = asksCard ? await passwordCardQuestion(deployment, key) : undefined;
    if (isRefusal(card)) return refusePasswordLogon(request, reply, role, card, page);
    const csrf = csrfToken(reply);
    if (wantsJson(request)) return reply.send({ page, fields: pages[page], card: card ?? null, csrf });
    return sendPage(reply, context, passwordPage(context, { role, page, pages, card, csrf, ...remarks }));
  }

  app.get<PageRoute>(path, async (request, reply) => {
    const { profile } = bankPageContext(request);
    const page = pageOf(request);
    if (pagesOf(request, role)[page] === undefined) {
      return refusePasswordLogon(request, reply, role, refuse('page-not-found'));
    }
    const key = passwordSessionKeyOf(request, role);
    const session = key.token === undefined ? undefined : await findPasswordSession(deployment, key);
    const standing = session === undefined || isRefusal(session) ? undefined : session;
    if (standing?.open) return reply.redirect(`/${profile.code}${passwordStatusRoute(role)}`, 303);
    const due = standing?.pagesDone ?? 0;
    // Whoever goes back to the first page begins anew.
    if (page > 0 && page !== due) {
      return reply.redirect(`/${profile.code}${passwordLogonRoute(role, due)}`, 303);
    }
    return show(request, reply, page);
  });

  app.post<PageRoute>(path, { onRequest: throttled }, async (request, reply) => {
    const { profile } = bankPageContext(request);
    const page = pageOf(request);
    const fields = pagesOf(request, role)[page];
    if (fields === undefined) return refusePasswordLogon(request, reply, role, refuse('page-not-found'));
    const key = passwordSessionKeyOf(request, role);
    const card = fields.includes('cardPassword') ? await passwordCardQuestion(deployment, key) : undefined;
    if (isRefusal(card)) return refusePasswordLogon(request, reply, role, card, page);
    const read = readPage(request, fields, card);
    if (read.faults.size + read.cellFaults.size > 0) {
      if (wantsJson(request)) return refusePasswordLogon(request, reply, role, refuse('form-invalid'), page);
      return show(request, reply.code(400), page, read);
    }
    const answer = await posted.answer(`${request.url} ${key.token ?? ''}`, request, () =>
      answerPasswordPage(deployment, { ...key, page, fields: read.entries }, callerOf(request)),
    );
    if (isRefusal(answer)) return refusePasswordLogon(request, reply, role, answer, page);
    keepPasswordSession(reply, role, answer.token);
    const route = answer.open ? passwordStatusRoute(role) : passwordLogonRoute(role, answer.pagesDone);
    const next = `/${profile.code}${route}`;
    return wantsJson(request)
      ? reply.send({ pagesDone: answer.pagesDone, open: answer.open, next })
      : reply.redirect(next, 303);
  });
}

/** A table's places come in fields of their own; a script may send them joined. */
function readPage(
  request: FastifyRequest,
  fields: readonly Field[],
  card: Exclude<Awaited<ReturnType<typeof passwordCardQuestion>>, Refusal> | undefined,
) {
  const { profile } = bankPageContext(request);
  const { body } = request;
  const joined = typeof body === 'object' && body !== null && 'cardPassword' in body;
  if (card?.kind !== 'table' || joined) {
    return { ...readEntries(profile, fields, body), cellFaults: new Map() };
  }
  const cells = readCells(card, body);
  const others = fields.filter((field) => field !== 'cardPassword');
  const { entries, faults } = readEntries(profile, others, body);
  return { entries: { ...entries, cardPassword: cells.joined }, faults, cellFaults: cells.faults };
}

function statusRoutes(app: FastifyInstance, { deployment }: PortalRoom, role: Role): void {
  app.get(passwordStatusRoute(role), async (request, reply) => {
    const context = bankPageContext(request);
    const key = passwordSessionKeyOf(request, role);
    const session = await findPasswordSession(deployment, key);
    if (isRefusal(session)) return refusePasswordLogon(request, reply, role, session);
    if (!session.open) {
      return reply.redirect(`/${context.profile.code}${passwordLogonRoute(role, session.pagesDone)}`, 303);
    }
    const locks = await findPasswordLocks(deployment, key);
    if (isRefusal(locks)) return refusePasswordLogon(request, reply, role, locks);
    const csrf = csrfToken(reply);
    if (wantsJson(request)) return reply.send({ ...session, method: 'password', locks, csrf });
    return sendPage(reply, context, passwordStatusPage(context, { session, locks, csrf }));
  });

  app.post(passwordLogOffRoute(role), async (request, reply) => {
    const key = passwordSessionKeyOf(request, role);
    await logOffPassword(deployment, key, callerOf(request));
    forgetPasswordSession(reply, role);
    const next = `/${key.bankCode}${passwordLoggedOffRoute(role)}`;
    return wantsJson(request) ? reply.send({ next }) : reply.redirect(next, 303);
  });

  app.get(passwordLoggedOffRoute(role), (request, reply) => {
    const context = bankPageContext(request);
    return sendPage(reply, context, loggedOffPage(context, role));
  });
}
