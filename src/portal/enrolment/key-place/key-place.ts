// Step 3: where the key will live.

import type { FastifyInstance } from 'fastify';
import { isRefusal } from '../../../domain/refusal.ts';
import { callerOf } from '../../../http/caller.ts';
import { csrfToken } from '../../../http/csrf.ts';
import { bankPageContext, sendPage } from '../../../http/page.ts';
import { wantsJson } from '../../../http/refusal-page.ts';
import { chooseKeyPlace } from '../../../procedures/enrol/enrolment.ts';
import type { PortalRoom } from '../../bank-routes.ts';
import { type Entrance, enrolmentKeyOf, refuseOnWay, routeOf, standingOn, stepHref } from '../way.ts';
import { keyPlacePage } from './key-place-page.ts';

export function keyPlaceRoutes(app: FastifyInstance, { deployment }: PortalRoom, entrance: Entrance): void {
  app.get(`${routeOf(entrance)}/key-place`, async (request, reply) => {
    const view = await standingOn('keyPlace', deployment, entrance, request, reply);
    if (view === undefined) return reply;
    const context = bankPageContext(request);
    return sendPage(reply, context, keyPlacePage(context, entrance, view, csrfToken(reply)));
  });

  app.post(`${routeOf(entrance)}/key-place`, async (request, reply) => {
    const standing = await standingOn('keyPlace', deployment, entrance, request, reply);
    if (standing === undefined) return reply;
    const context = bankPageContext(request);
    const { profile } = context;
    const given = (request.body as { keyPlace?: unknown } | undefined)?.keyPlace;
    const keyPlace = typeof given === 'string' ? given : '';
    if (keyPlace === '' && !wantsJson(request)) {
      reply.code(400);
      return sendPage(reply, context, keyPlacePage(context, entrance, standing, csrfToken(reply), true));
    }
    const view = await chooseKeyPlace(
      deployment,
      { ...enrolmentKeyOf(request, entrance), keyPlace },
      callerOf(request),
    );
    if (isRefusal(view)) return refuseOnWay(request, reply, entrance, view);
    return reply.redirect(stepHref(profile, entrance, 'makeKey'), 303);
  });
}
