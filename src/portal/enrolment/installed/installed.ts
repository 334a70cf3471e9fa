// Step 5: the certificate, and how to import it. May be loaded again as long as the enrolment lasts.

import type { FastifyInstance } from 'fastify';
import { csrfToken } from '../../../http/csrf.ts';
import { bankPageContext, sendPage } from '../../../http/page.ts';
import { wantsJson } from '../../../http/refusal-page.ts';
import type { PortalRoom } from '../../bank-routes.ts';
import { type Entrance, routeOf, standingOn } from '../way.ts';
import { guessSystem } from './import-instructions.ts';
import { installedPage } from './installed-page.ts';
import { renewedPage } from './renewed-page.ts';

export function installedRoutes(app: FastifyInstance, { deployment }: PortalRoom, entrance: Entrance): void {
  app.get(`${routeOf(entrance)}/installed`, async (request, reply) => {
    const view = await standingOn('installed', deployment, entrance, request, reply);
    if (view?.certificate === undefined) return reply;
    if (wantsJson(request)) return reply.send({ certificate: view.certificate });
    const { companyName = '', certificate } = view;
    const system = guessSystem(request.headers['user-agent'] ?? '');
    const context = bankPageContext(request);
    const inFile = view.keyPlace !== 'token';
    const shown = { entrance, companyName, certificate, system, inFile };
    const page =
      view.renewed === undefined
        ? installedPage(context, shown)
        : renewedPage(context, { ...shown, renewed: view.renewed, csrf: csrfToken(reply) });
    return sendPage(reply, context, page);
  });
}
