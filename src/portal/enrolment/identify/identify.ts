// Step 2: who are you? One address for each page of the profile's questions.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isRefusal, refuse } from '../../../domain/refusal.ts';
import { csrfToken } from '../../../http/csrf.ts';
import { type Entries, type EntryFaults, readEntries } from '../../../http/entry-field.ts';
import { bankPageContext, sendPage } from '../../../http/page.ts';
import { sendRefusal, wantsJson } from '../../../http/refusal-page.ts';
import { answerEnrolmentPage } from '../../../procedures/enrol/answer-enrolment-page.ts';
import { callerOf, type PortalRoom } from '../../bank-routes.ts';
import {
  ENROLMENT_ROUTE,
  enrolmentToken,
  findStanding,
  hrefOfStanding,
  keepEnrolmentToken,
  ROLE,
  refuseOnWay,
  stepHref,
} from '../way.ts';
import { identifyPage } from './identify-page.ts';

interface PageRoute {
  Params: { page?: string };
}

export function identifyRoutes(app: FastifyInstance, { deployment, throttled }: PortalRoom): void {
  for (const path of [`${ENROLMENT_ROUTE}/identify`, `${ENROLMENT_ROUTE}/identify/:page`]) {
    app.get<PageRoute>(path, async (request, reply) => {
      const { profile } = bankPageContext(request);
      const page = pageOf(request);
      if (page === undefined) return sendRefusal(request, reply, refuse('page-not-found'));
      if (page > 0) {
        const view = await findStanding(deployment, request);
        if (isRefusal(view)) return reply.redirect(stepHref(profile, 'identify'), 303);
        if (view.pagesDone !== page) return reply.redirect(hrefOfStanding(profile, view), 303);
      }
      return showForm(request, reply, page);
    });

    app.post<PageRoute>(path, { onRequest: throttled }, async (request, reply) => {
      const { profile } = bankPageContext(request);
      const page = pageOf(request);
      const fields = page === undefined ? undefined : profile.enrolment[ROLE].pages[page];
      if (page === undefined || fields === undefined) {
        return sendRefusal(request, reply, refuse('page-not-found'));
      }
      const { entries, faults } = readEntries(profile, fields, request.body);
      if (faults.size > 0) {
        reply.code(400);
        return wantsJson(request)
          ? refuseOnWay(request, reply, refuse('form-invalid'))
          : showForm(request, reply, page, entries, faults);
      }
      const answer = await answerEnrolmentPage(
        deployment,
        { bankCode: profile.code, role: ROLE, token: enrolmentToken(request), page, fields: entries },
        callerOf(request),
      );
      if (isRefusal(answer)) {
        // The same page sent twice: the first one counted, and the visitor stands further on.
        const view = answer.reason === 'enrolment-over' ? await findStanding(deployment, request) : answer;
        if (!isRefusal(view)) return reply.redirect(hrefOfStanding(profile, view), 303);
        return refuseOnWay(request, reply, answer);
      }
      keepEnrolmentToken(reply, answer.token);
      const next = answer.proven
        ? stepHref(profile, 'keyPlace')
        : stepHref(profile, 'identify', answer.pagesDone);
      return reply.redirect(next, 303);
    });
  }
}

/** Index of the page in the address; the first one has no number there. */
function pageOf(request: FastifyRequest<PageRoute>): number | undefined {
  const { page } = request.params;
  if (page === undefined) return 0;
  const pages = bankPageContext(request).profile.enrolment[ROLE].pages.length;
  return /^[2-9]$/.test(page) && Number(page) <= pages ? Number(page) - 1 : undefined;
}

function showForm(
  request: FastifyRequest,
  reply: FastifyReply,
  page: number,
  entries: Entries = {},
  faults: EntryFaults = new Map(),
): FastifyReply {
  const context = bankPageContext(request);
  return sendPage(reply, context, identifyPage(context, { page, token: csrfToken(reply), entries, faults }));
}
