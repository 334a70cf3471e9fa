// The way of a logon: which certificate arrived, then the profile's pages one by one until the session is open.

import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import { callerOf } from '../../http/caller.ts';
import { clientCertificateOf } from '../../http/client-certificate.ts';
import { csrfToken } from '../../http/csrf.ts';
import { readEntries } from '../../http/entry-field.ts';
import { bankPageContext, sendPage } from '../../http/page.ts';
import { PostedForms } from '../../http/posted-twice.ts';
import { wantsJson } from '../../http/refusal-page.ts';
import { REFUSAL_STATUS } from '../../http/refusal-status.ts';
import { forgetSession, keepSession, sessionToken } from '../../http/session-cookie.ts';
import { beginAnew } from '../../http/way-profile.ts';
import { answerLogonPage, type LogonPageAnswer } from '../../procedures/log-on/answer-logon-page.ts';
import { cardQuestion } from '../../procedures/log-on/card-question.ts';
import { recogniseCertificate } from '../../procedures/log-on/recognise-certificate.ts';
import { findSession } from '../../procedures/log-on/session.ts';
import type { Role } from '../../profile/fields.ts';
import type { ReasonCode } from '../../profile/reason-codes.ts';
import type { PortalRoom } from '../bank-routes.ts';
import { type CellFaults, readCells } from './card-field.ts';
import { type Question, questionPage } from './question-page.ts';
import { sendLogonRefusal } from './refused.ts';
import { entranceHref, wwwOf } from './www-addresses.ts';

/** What a page of the way shows besides the question. */
type Remarks = Pick<Question, 'faults' | 'cellFaults' | 'refusal'>;

const NO_FAULTS: CellFaults = new Map();

export function questionRoutes(
  app: FastifyInstance,
  { deployment, throttled, home = 'status' }: PortalRoom,
  role: Role,
): void {
  const { addresses } = deployment;
  const posted = new PostedForms<LogonPageAnswer | Refusal>();

  const shownBy = (request: FastifyRequest) => ({
    bankCode: bankPageContext(request).profile.code,
    role,
    certificate: clientCertificateOf(request.raw),
    token: sessionToken(request),
  });
  const refused = (request: FastifyRequest, reply: FastifyReply, refusal: Refusal) =>
    sendLogonRefusal(request, reply, addresses, role, refusal);

  /** Shows one page of the way to who holds the right certificate. */
  async function show(request: FastifyRequest, reply: FastifyReply, page: number, remarks: Remarks = {}) {
    const context = bankPageContext(request);
    const shown = shownBy(request);
    const certificate = await recogniseCertificate(deployment, shown, callerOf(request));
    if (isRefusal(certificate)) return refused(request, reply, certificate);
    const fields = context.profile.logon[role].pages[page];
    if (fields === undefined) return refused(request, reply, refuse('session-over'));
    const card = fields.includes('cardPassword') ? await cardQuestion(deployment, shown) : undefined;
    if (isRefusal(card)) return refused(request, reply, card);

    const csrf = csrfToken(reply);
    if (wantsJson(request)) {
      const { view, daysLeft } = certificate;
      return reply.send({ certificate: { ...view, daysLeft }, page, fields, card: card ?? null, csrf });
    }
    const freshHref = entranceHref(wwwOf(request, addresses), shown.bankCode, role);
    return sendPage(
      reply,
      context,
      questionPage(context, { certificate, page, fields, card, csrf, freshHref, ...remarks }),
    );
  }

  app.get(`/${role}`, async (request, reply) => {
    const shown = shownBy(request);
    if (shown.token === undefined) return show(request, reply, 0);
    const session = await findSession(deployment, shown);
    if (!isRefusal(session)) {
      return session.open
        ? reply.redirect(`/${shown.bankCode}/${home}`, 303)
        : show(request, reply, session.pagesDone);
    }
    // A session that has ended, or of a certificate chosen before, is no reason not to begin anew.
    forgetSession(reply);
    beginAnew(request, deployment);
    return show(request, reply, 0);
  });

  app.post(`/${role}`, { onRequest: throttled }, async (request, reply) => {
    const page = pageOf(request.body);
    if (page === 0) beginAnew(request, deployment);
    const { profile } = bankPageContext(request);
    const shown = shownBy(request);
    const fields = profile.logon[role].pages[page];
    if (fields === undefined) return refused(request, reply, refuse('form-invalid'));

    // A table's places come in fields of their own; a script may send them joined.
    const asked = fields.includes('cardPassword') ? await cardQuestion(deployment, shown) : undefined;
    if (isRefusal(asked)) return refused(request, reply, asked);
    const inCells = asked?.kind === 'table' && !hasField(request.body, 'cardPassword');
    const cells = inCells ? readCells(asked, request.body) : { joined: '', faults: NO_FAULTS };
    const others = inCells ? fields.filter((field) => field !== 'cardPassword') : fields;
    const { entries, faults } = readEntries(profile, others, request.body);
    if (faults.size + cells.faults.size > 0) {
      const refusal = refuse('form-invalid');
      if (wantsJson(request)) return refused(request, reply, refusal);
      reply.code(REFUSAL_STATUS[refusal.reason]);
      return show(request, reply, page, { faults, cellFaults: cells.faults });
    }

    const typed = inCells ? { ...entries, cardPassword: cells.joined } : entries;
    const poster = `${hash('sha256', shown.certificate ?? '')} ${shown.token ?? ''}`;
    const answer = await posted.answer(poster, request, () =>
      answerLogonPage(deployment, { ...shown, page, fields: typed }, callerOf(request)),
    );
    if (isRefusal(answer)) {
      if (wantsJson(request) || !mayTryAgain(answer)) return refused(request, reply, answer);
      reply.code(REFUSAL_STATUS[answer.reason]);
      return show(request, reply, page, { refusal: answer });
    }
    keepSession(reply, answer.token);
    const next = `/${shown.bankCode}/${answer.open ? home : role}`;
    return wantsJson(request)
      ? reply.send({ pagesDone: answer.pagesDone, open: answer.open, next })
      : reply.redirect(next, 303);
  });
}

const TRY_AGAIN: readonly ReasonCode[] = [
  'pin-wrong',
  'card-password-wrong',
  'one-time-password-wrong',
  'form-invalid',
];

/** Whether the page that asked is the best answer. */
export function mayTryAgain({ reason }: Refusal): boolean {
  return TRY_AGAIN.includes(reason);
}

function hasField(body: unknown, field: string): boolean {
  return typeof body === 'object' && body !== null && field in body;
}

/** -1 where a form names no page, so that the profile has none. */
function pageOf(body: unknown): number {
  const page = typeof body === 'object' && body !== null && 'page' in body ? body.page : undefined;
  return typeof page === 'string' && /^\d{1,2}$/.test(page) ? Number(page) : -1;
}
