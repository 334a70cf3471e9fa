// Step 1: what to have at hand.

import type { FastifyInstance } from 'fastify';
import { isRefusal } from '../../../domain/refusal.ts';
import { bankPageContext, sendPage } from '../../../http/page.ts';
import type { PortalRoom } from '../../bank-routes.ts';
import { isPhone } from '../../visitor-pc.ts';
import { type Entrance, findStanding, hrefOfStanding, routeOf } from '../way.ts';
import { haveAtHandPage } from './have-at-hand-page.ts';

export function haveAtHandRoutes(app: FastifyInstance, { deployment }: PortalRoom, entrance: Entrance): void {
  app.get(routeOf(entrance), async (request, reply) => {
    const context = bankPageContext(request);
    const view = await findStanding(deployment, request, entrance);
    const resumeHref =
      isRefusal(view) || !view.proven ? undefined : hrefOfStanding(context.profile, entrance, view);
    return sendPage(reply, context, haveAtHandPage(context, entrance, resumeHref, isPhone(request.headers)));
  });
}
