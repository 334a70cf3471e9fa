// Step 2: who are you? One address for each page of the profile's questions.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pagesOfEntrance } from '../../../domain/entrance.ts';
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts';
import { callerOf } from '../../../http/caller.ts';
import { csrfToken } from '../../../http/csrf.ts';
import { type Entries, type EntryFaults, readEntries } from '../../../http/entry-field.ts';
import { bankPageContext, sendPage } from '../../../http/page.ts';
import { PostedForms } from '../../../http/posted-twice.ts';
import { sendRefusal, wantsJson } from '../../../http/refusal-page.ts';
import {
  answerEnrolmentPage,
  type EnrolmentPageAnswer,
} from '../../../procedures/enrol/answer-enrolment-page.ts';
import type { PortalRoom } from '../../bank-routes.ts';
import {
  type AskingEntrance,
  type Entrance,
  enrolmentKeyOf,
  findStanding,
  hrefOfStanding,
  keepEnrolmentToken,
  refuseOnWay,
  routeOf,
  stepHref,
} from '../way.ts';
import { identifyPage } from './identify-page.ts';

interface PageRoute {
  Params: { page?: string };
}

export function identifyRoutes(
  app: FastifyInstance,
  { deployment, throttled }: PortalRoom,
  entrance: AskingEntrance,
): void {
  const posted = new PostedForms<EnrolmentPageAnswer | Refusal>();
  for (const path of [`${routeOf(entrance)}/identify`, `${routeOf(entrance)}/identify/:page`]) {
    app.get<PageRoute>(path, async (request, reply) => {
      const { profile } = bankPageContext(request);
      const page = pageOf(request, entrance);
      if (page === undefined) return sendRefusal(request, reply, refuse('page-not-found'));
      if (page > 0) {
        const view = await findStanding(deployment, request, entrance);
        if (isRefusal(view)) return reply.redirect(stepHref(profile, entrance, 'identify'), 303);
        if (view.pagesDone !== page) return reply.redirect(hrefOfStanding(profile, entrance, view), 303);
      }
      return showForm(request, reply, entrance, page);
    });

    app.post<PageRoute>(path, { onRequest: throttled }, async (request, reply) => {
      const { profile } = bankPageContext(request);
      const page = pageOf(request, entrance);
      const fields = page === undefined ? undefined : pagesOfEntrance(profile, entrance)[page];
      if (page === undefined || fields === undefined) {
        return sendRefusal(request, reply, refuse('page-not-found'));
      }
      const { entries, faults } = readEntries(profile, fields, request.body);
      if (faults.size > 0) {
        reply.code(400);
        return wantsJson(request)
          ? refuseOnWay(request, reply, entrance, refuse('form-invalid'))
          : showForm(request, reply, entrance, page, entries, faults);
      }
      const key = enrolmentKeyOf(request, entrance);
      const answer = await posted.answer(`${request.url} ${key.token ?? ''}`, request, () =>
        answerEnrolmentPage(deployment, { ...key, ...entrance, page, fields: entries }, callerOf(request)),
      );
      if (isRefusal(answer)) {
        // The same page sent twice: the first one counted, and the visitor stands further on.
        const view =
          answer.reason === 'enrolment-over' ? await findStanding(deployment, request, entrance) : answer;
        if (!isRefusal(view)) return reply.redirect(hrefOfStanding(profile, entrance, view), 303);
        return refuseOnWay(request, reply, entrance, answer);
      }
      keepEnrolmentToken(reply, entrance, answer.token);
      const next = answer.proven
        ? stepHref(profile, entrance, 'keyPlace')
        : stepHref(profile, entrance, 'identify', answer.pagesDone);
      return reply.redirect(next, 303);
    });
  }
}

/** Index of the page in the address; the first one has no number there. */
function pageOf(request: FastifyRequest<PageRoute>, entrance: Entrance): number | undefined {
  const { page } = request.params;
  if (page === undefined) return 0;
  const pages = pagesOfEntrance(bankPageContext(request).profile, entrance).length;
  return /^[2-9]$/.test(page) && Number(page) <= pages ? Number(page) - 1 : undefined;
}

function showForm(
  request: FastifyRequest,
  reply: FastifyReply,
  entrance: Entrance,
  page: number,
  entries: Entries = {},
  faults: EntryFaults = new Map(),
): FastifyReply {
  const context = bankPageContext(request);
  return sendPage(
    reply,
    context,
    identifyPage(context, { entrance, page, token: csrfToken(reply), entries, faults }),
  );
}
