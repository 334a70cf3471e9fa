// Step 1: what to have at hand.

import type { FastifyInstance } from 'fastify';
import { isRefusal } from '../../../domain/refusal.ts';
import { bankPageContext, sendPage } from '../../../http/page.ts';
import type { PortalRoom } from '../../bank-routes.ts';
import { ENROLMENT_ROUTE, findStanding, hrefOfStanding } from '../way.ts';
import { haveAtHandPage } from './have-at-hand-page.ts';

export function haveAtHandRoutes(app: FastifyInstance, { deployment }: PortalRoom): void {
  app.get(ENROLMENT_ROUTE, async (request, reply) => {
    const context = bankPageContext(request);
    const view = await findStanding(deployment, request);
    const resumeHref = isRefusal(view) || !view.proven ? undefined : hrefOfStanding(context.profile, view);
    return sendPage(reply, context, haveAtHandPage(context, resumeHref));
  });
}
